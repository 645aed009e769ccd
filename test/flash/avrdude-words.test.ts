import test from 'ava';
import { explainFailure } from '../../firmware/flash/avrdude/errors.js';
import { avrdudeArguments, typed, withoutAvrdude } from '../../firmware/flash/avrdude/programmer.js';
import { progressOf } from '../../firmware/flash/avrdude/progress.js';
import { findBoard } from '../../firmware/flash/boards.js';
import type { ErrorCode } from '../../host/base/error.js';

/** First lines of avrdude 7.1 in Debian 12. */
const BEGUN = [
  '',
  'avrdude: AVR device initialized and ready to accept instructions',
  'avrdude: device signature = 0x1e950f (probably m328p)',
  'avrdude: writing 7428 bytes flash ...',
  '',
  'Writing | ########',
].join('\n');

const job = (board: string, port = '/dev/ttyUSB0') => ({ board: findBoard(board), port, hexPath: 'a.hex' });

/** Output of avrdude, and the expected error. */
const SAID: readonly (readonly [
  board: string,
  printed: string,
  code: ErrorCode,
  message: RegExp,
  hint: RegExp,
])[] = [
  [
    'uno',
    'avrdude error: programmer is not responding\navrdude warning: attempt 1 of 10: not in sync: resp=0x00',
    'device-silent',
    /no bootloader of the Arduino Uno/,
    /--board nano-old/,
  ],
  [
    'nano',
    'avrdude: stk500_getsync() attempt 10 of 10: not in sync: resp=0x00', // 6.3
    'device-silent',
    /no bootloader/,
    /before 2018.*--board nano-old/,
  ],
  [
    'nano-old',
    'avrdude warning: attempt 1 of 10: not in sync: resp=0x00',
    'device-silent',
    /./,
    /--board nano(;|$)/,
  ],
  [
    'nano',
    'avrdude warning: attempt 1 of 10: not in sync: resp=0xe0',
    'device-confused',
    /answers \(0xe0\), but not as the bootloader/,
    /--board nano-old/,
  ],
  ['mega', 'avrdude error: timeout\navrdude error: timeout', 'device-silent', /Mega 2560/, /right port/],
  [
    'mega',
    'avrdude: device signature = 0x1e950f (probably m328p)\navrdude error: expected signature for ATmega2560 is 1E 98 01',
    'device-refused',
    /1e950f, not that of the atmega2560: nothing was written/,
    /--board uno or --board nano or --board nano-old/,
  ],
  [
    'uno',
    'avrdude: Device signature = 0x1e9587\navrdude: Expected signature for ATmega328P is 1E 95 0F', // 6.3, a Leonardo
    'device-refused',
    /1e9587/,
    /Arduino Uno, Arduino Nano/,
  ],
  [
    'uno',
    `${BEGUN}\navrdude warning: verification mismatch\n        device 0x12 != input 0x20 at addr 0x0105 (error)`,
    'not-verified',
    /from 0x0105 on/,
    /flash it again.*half of one/,
  ],
  [
    'uno',
    'avrdude: verification error, first mismatch at byte 0x0105\n         0x12 != 0x20', // 6.3
    'not-verified',
    /from 0x0105 on/,
    /flash it again/,
  ],
  [
    'uno',
    'avrdude OS error: cannot open port /dev/ttyUSB0: No such file or directory',
    'port-missing',
    /there is no such port/,
    /onair ports/,
  ],
  [
    'uno',
    'avrdude: ser_open(): can\'t open device "/dev/ttyUSB0": Device or resource busy', // 6.3
    'port-busy',
    /another program/,
    /close it/,
  ],
  [
    'uno',
    'avrdude OS error: cannot open port /dev/ttyUSB0: Permission denied',
    'port-denied',
    /may not open/,
    /./,
  ],
  [
    'uno',
    'avrdude OS error: cannot open port \\\\.\\COM9: The system cannot find the file specified.',
    'port-missing',
    /./,
    /onair ports/,
  ],
  [
    'uno',
    'avrdude OS error: cannot connect: Connection refused',
    'port-missing',
    /Connection refused/,
    /bridge/,
  ],
  ['uno', `${BEGUN}\navrdude error: programmer is not responding`, 'port-lost', /lost/, /cable.*half of one/],
  ['uno', 'avrdude: ser_send(): write error: Input/output error', 'port-lost', /lost/, /cable/],
  [
    'uno',
    'avrdude error: the moon is full\n\navrdude done.  Thank you.',
    'device-refused',
    /the moon is full/,
    /--verbose/,
  ],
];

for (const [index, [board, printed, code, message, hint]] of SAID.entries()) {
  test(`${index}: ${printed.split('\n').at(-1)?.slice(0, 60)} -> ${code}`, async (t) => {
    const error = await explainFailure(job(board), { printed, stalled: false });
    t.is(error.code, code);
    t.regex(error.message, message);
    t.regex(error.hint, hint);
    t.is(
      error.hint.includes('half of one'),
      printed.includes('Writing |'),
      'what is left on the board is told',
    );
  });
}

test('avrdude that falls silent: before it wrote nobody answers, in the middle the connection is gone', async (t) => {
  t.is((await explainFailure(job('uno'), { printed: '', stalled: true })).code, 'device-silent');
  const middle = await explainFailure(job('uno'), { printed: BEGUN, stalled: true });
  t.is(middle.code, 'port-lost');
  t.regex(middle.hint, /half of one/);
});

test('a TCP port complains of DTR again and again: what matters is kept', async (t) => {
  const noise = 'avrdude OS error: ioctl("TIOCMGET"): Inappropriate ioctl for device';
  const printed = `${noise}\n${noise}\navrdude error: strange\n${noise}\n`;
  t.deepEqual((await explainFailure(job('uno'), { printed, stalled: false })).details.said, [
    'avrdude error: strange',
  ]);
});

test('progress is read from the bars as they grow', (t) => {
  t.is(progressOf('avrdude: writing 7428 bytes flash ...\n'), undefined);
  t.deepEqual(progressOf(BEGUN), { phase: 'writing', percent: 16 });
  const done = `${BEGUN}${'#'.repeat(42)} | 100% 0.04s\n\nReading | `;
  t.deepEqual(progressOf(done), { phase: 'reading back', percent: 0 });
  t.deepEqual(progressOf(`${done}${'#'.repeat(50)}`), { phase: 'reading back', percent: 100 });
});

test('the arguments of avrdude, for each kind of port and board', (t) => {
  t.is(
    typed('avrdude', avrdudeArguments(job('uno'))),
    'avrdude -p atmega328p -c arduino -P /dev/ttyUSB0 -b 115200 -D -U flash:w:a.hex:i',
  );
  t.regex(avrdudeArguments(job('nano-old', 'COM3')).join(' '), /-P COM3 -b 57600/);
  t.regex(
    avrdudeArguments(job('mega', 'tcp://box:4000')).join(' '),
    /-p atmega2560 -c wiring -P net:box:4000 /,
  );
  t.regex(avrdudeArguments(job('uno', 'tcp://[::1]:4000')).join(' '), /-P net:\[::1\]:4000 /);
  t.throws(() => avrdudeArguments(job('uno', 'sim:air-up')), { code: 'bad-usage' });
  t.is(typed('/opt/my tools/avrdude', ['-P', 'COM3']), "'/opt/my tools/avrdude' -P COM3");
});

test('without avrdude every other way is shown', (t) => {
  const { code, exitCode, hint, details } = withoutAvrdude({
    ...job('nano-old'),
    hexPath: '/x/failsafe-nano.hex',
  });
  t.is(code, 'no-program');
  t.is(exitCode, 2);
  t.regex(
    hint,
    /install.*Arduino IDE.*arduino-cli upload --fqbn arduino:avr:nano:cpu=atmega328old --port \/dev\/ttyUSB0/,
  );
  t.regex(String(details.arduinoCli), /--input-file \/x\/failsafe-nano\.hex$/);
  t.regex(String(details.arduinoIde), /failsafe\.ino/);
  const { details: serial1 } = withoutAvrdude(job('mega-serial1'));
  t.regex(String(serial1.arduinoIde), /set HOST_USART to 1 in src\/board\/board\.h, choose/);
  t.regex(String(serial1.arduinoCli), /--fqbn arduino:avr:mega /);
});
