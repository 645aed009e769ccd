import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { sketchPath } from '../../../../firmware/flash/sketch.js';
import { type Ran, type RunSetup, run, words } from '../../../cli/run.js';
import { OLD_UNO } from '../../../failsafe/board/board-under-test.js';
import { readIntelHex as readFlash } from '../../../failsafe/chip/intel-hex.js';
import { BootBoard, type BootBoardSetup, MEGA, UNO } from '../../../flash/boot-board.js';
import { errorOf, shown } from '../../../flash/documents.js';
import { FastClock } from '../../../flash/fast-clock.js';
import { emulatedUno, SILENCE } from '../../../flash/programs.js';
import { toIntelHex } from '../../../flash/write-hex.js';
import { avrdude } from '../../../peers.js';

/** The real avrdude, a bootloader behind a TCP port, and the compiled sketch on an emulated chip. */
const withAvrdude = avrdude ? test.serial : test.serial.skip;
const named = (title: string): string => `${title} (needs avrdude)`;

const scratch = mkdtempSync(join(tmpdir(), 'onair-flash-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const HEX = sketchPath('prebuilt/failsafe-uno.hex');
const PROGRAM = new Uint8Array(readFlash(readFileSync(HEX, 'utf8')).buffer);

async function served(t: ExecutionContext, setup: Partial<BootBoardSetup> = {}): Promise<BootBoard> {
  t.timeout(60_000);
  const board = await BootBoard.serve({ ...UNO, ...setup });
  t.teardown(() => board.close());
  return board;
}

function onair(board: BootBoard, line: string, setup: RunSetup = {}): Promise<Ran> {
  return run(['firmware', ...words(`${line} --port ${board.port}`)], setup);
}

/** A firmware that is there before: the sketch of this package itself. */
function withSketch(board: BootBoard): BootBoard {
  board.flash.write(0, PROGRAM);
  return board;
}

withAvrdude(named('an erased board: written, read back, and the compiled sketch answers'), async (t) => {
  const board = await served(t);
  const ran = await onair(board, 'flash --board uno --yes --json');
  t.is(ran.code, 0, ran.stdout + ran.stderr);
  t.deepEqual(board.flash.bytes, PROGRAM);
  t.like(shown(ran), {
    schema: 'onair/firmware.flash@2',
    ok: true,
    board: 'uno',
    before: null,
    written: true,
    verified: true,
    warnings: [],
  });
  t.like(shown(ran, 'after'), { name: 'onair-failsafe', leases: { version: 1, places: 16 } });
  t.is(board.heard.length, 3, 'a look, avrdude, and the proof: each a reset');
});

for (const [had, hex, isForgotten] of [
  ['the sketch of 1.0', OLD_UNO, true],
  ['this sketch', HEX, false],
] as const) {
  withAvrdude(
    named(
      `leases that ${had} kept: ${isForgotten ? 'the new sketch believes none, and that is said' : 'they stand'}`,
    ),
    async (t) => {
      const board = await served(t);
      board.flash.write(0, new Uint8Array(readFlash(readFileSync(hex, 'utf8')).buffer));
      const kept = await onair(board, 'keep --yes --json');
      t.is(kept.code, 0, kept.stdout);
      const ran = await onair(board, 'flash --board uno --yes --json');
      t.is(ran.code, 0, ran.stdout);
      t.like(shown(ran, 'before'), { leases: { kept: 'terms' } });
      t.like(shown(ran, 'after'), { leases: { kept: isForgotten ? 'nothing' : 'terms' } });
      const warnings = shown(ran).warnings as string[];
      t.is(warnings.length, isForgotten ? 1 : 0);
      if (isForgotten)
        t.regex(`${warnings[0]}`, /does not accept the leases .* kept in EEPROM: .* onair firmware keep/);
    },
  );
}

withAvrdude(
  named('the plan tells what is there and what happens, asks once, and no changes nothing'),
  async (t) => {
    const board = withSketch(await served(t));
    const { code, stderr, stdout, asked } = await onair(board, 'flash --board uno', { answer: false });
    t.is(code, 130);
    t.is(stdout, '');
    t.deepEqual(asked, ['Write this to the board?']);
    t.regex(stderr, /now +onair-failsafe 1\.1, Firmata 2\.5, lease messages 1\n/);
    t.regex(stderr, /wanted +onair-failsafe 1\.1: \d+ bytes, \d+\.\d % of what the bootloader leaves/);
    t.regex(stderr, /avrdude -p atmega328p -c arduino -P net:127\.0\.0\.1:\d+ -b 115200 -D -U flash:w:/);
    t.regex(stderr, /no copy is kept/);
    t.regex(stderr, /every output floats and pin 13 blinks/);
    t.is(board.heard.length, 1, 'avrdude never came');
  },
);

withAvrdude(named('with nobody to ask and without --yes nothing is written'), async (t) => {
  const board = withSketch(await served(t));
  const ran = await onair(board, 'flash --board uno --json');
  t.is(ran.code, 2);
  t.is(errorOf(ran).code, 'needs-yes');
  t.is(board.heard.length, 1);
});

withAvrdude(named('progress goes to stderr, the result to stdout'), async (t) => {
  const board = withSketch(await served(t));
  const { code, stderr, stdout } = await onair(board, 'flash --board uno --yes', { keys: () => {} });
  t.is(code, 0, stderr);
  t.regex(stderr, /writing \d+ % …/);
  t.regex(stderr, /reading back \d+ % …/);
  t.regex(stdout, /^ok {2}\d+ bytes written and read back\nok {2}the board answers: onair-failsafe 1\.1, /);
});

test.serial('--dry-run: the exact command line; the port is opened, and nothing is sent', async (t) => {
  const board = withSketch(await served(t));
  const ran = await onair(board, `flash --board nano-old --hex "${HEX}" --dry-run --json`);
  t.is(ran.code, 0, ran.stdout);
  const port = board.port.replace('tcp://', 'net:');
  const command = `avrdude -p atmega328p -c arduino -P ${port} -b 57600 -D -U flash:w:${HEX}:i`;
  t.like(shown(ran), { dryRun: true, written: false, verified: false, before: null });
  t.deepEqual(shown(ran).command, command.split(' '));
  t.deepEqual(board.heard, [0]);
  t.regex(String(shown(ran).warnings), /old bootloader: after a watchdog reset .* until the power is cycled/);
});

withAvrdude(
  named('a worn-out flash cell: not verified, and what stays on the board is reported'),
  async (t) => {
    const board = withSketch(await served(t));
    board.flash.stuck.set(0x105, (PROGRAM[0x105] ?? 0) ^ 0x40);
    const ran = await onair(board, 'flash --board uno --yes --json');
    t.is(ran.code, 6, ran.stdout);
    t.is(errorOf(ran).code, 'not-verified');
    t.regex(errorOf(ran).message, /not what was written, from 0x0105 on/);
    t.regex(errorOf(ran).hint, /half of one/);
  },
);

withAvrdude(named('another chip: refused before a byte is written, with the board that it is'), async (t) => {
  const board = withSketch(await served(t, { signature: MEGA.signature }));
  const before = board.flash.bytes.slice();
  const ran = await onair(board, 'flash --board uno --yes --json');
  t.is(ran.code, 5, ran.stdout);
  t.regex(errorOf(ran).message, /1e9801, not that of the atmega328p: nothing was written/);
  t.regex(errorOf(ran).hint, /--board mega/);
  t.deepEqual(board.flash.bytes, before);
});

withAvrdude(named('no bootloader answers: silent, and which board it may be instead'), async (t) => {
  const board = await served(t, { bootloader: () => ({ take: () => {} }) });
  const ran = await onair(board, `flash --board nano --hex "${HEX}" --yes --json`, {
    clock: new FastClock(100),
  });
  t.is(ran.code, 4, ran.stdout);
  t.regex(errorOf(ran).message, /no bootloader of the Arduino Nano answers/);
  t.regex(errorOf(ran).hint, /--board nano-old/);
});

withAvrdude(
  named('garbage in place of a bootloader: answered wrongly, and the rate is suspected'),
  async (t) => {
    const board = await served(t, { bootloader: ({ send }) => ({ take: () => send([0xe0]) }) });
    const ran = await onair(board, 'flash --board uno --yes --json', { clock: new FastClock(10) });
    t.is(ran.code, 5, ran.stdout);
    t.regex(errorOf(ran).message, /answers \(0xe0\)/);
    t.regex(errorOf(ran).hint, /nano-old/);
  },
);

withAvrdude(
  named('the connection breaks in the middle: avrdude would go on for ever, and is ended'),
  async (t) => {
    const clock = new FastClock();
    const board = withSketch(await served(t));
    board.onBytes = () => {
      if (board.heard.length !== 2 || (board.heard[1] ?? 0) < 4000) return;
      board.hangUp();
      clock.run(100);
    };
    const ran = await onair(board, 'flash --board uno --yes --json', { clock });
    t.is(ran.code, 3, ran.stdout);
    t.is(errorOf(ran).code, 'port-lost');
    t.true(shown(ran, 'error', 'details').writingHasBegun);
    t.regex(errorOf(ran).hint, /half of one/);
  },
);

withAvrdude(named('Ctrl-C in the middle: 130, and what stays on the board is reported'), async (t) => {
  const controller = new AbortController();
  const board = withSketch(await served(t));
  board.onBytes = () => {
    if (board.heard.length === 2 && (board.heard[1] ?? 0) > 4000) controller.abort();
  };
  const ran = await onair(board, 'flash --board uno --yes --json', { signal: controller.signal });
  t.is(ran.code, 130, ran.stdout);
  t.regex(errorOf(ran).hint, /half of one/);
});

withAvrdude(named('written, but the board stays silent: not verified'), async (t) => {
  const clock = new FastClock();
  const start: BootBoardSetup['start'] = (chip, send) => {
    if (board.heard.length === 1) return emulatedUno(chip, send);
    clock.run(100);
    return SILENCE;
  };
  const board = withSketch(await served(t, { start }));
  const ran = await onair(board, 'flash --board uno --yes --json', { clock });
  t.is(ran.code, 6, ran.stdout);
  t.regex(errorOf(ran).message, /written and read back, but the board does not answer/);
  t.regex(errorOf(ran).hint, /press reset/);
});

withAvrdude(named('written, but something else answers: not verified'), async (t) => {
  const start: BootBoardSetup['start'] = (_chip, send) => ({
    hear: () => send([0xf9, 2, 5, 0xf0, 0x79, 2, 5, 0x58, 0, 0x2e, 0, 0xf7]),
  });
  const board = await served(t, { start });
  const ran = await onair(board, 'flash --board uno --yes --json');
  t.is(ran.code, 6, ran.stdout);
  t.regex(errorOf(ran).message, /but the board says X\. 2\.5 \(no leases\)/);
});

withAvrdude(
  named('a Mega: a program beyond 64 K by STK500v2, and a word that nobody here knows it'),
  async (t) => {
    const board = await served(t, MEGA);
    const program = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
    const file = join(scratch, 'mega.hex');
    writeFileSync(file, toIntelHex(program));
    const clock = new FastClock(3); // a program of which nothing is known, and that says nothing
    const ran = await onair(board, `flash --board mega --hex "${file}" --yes --json`, { clock });
    t.is(ran.code, 0, ran.stdout);
    t.deepEqual(board.flash.bytes.subarray(0, program.length), program);
    t.regex(String(shown(ran).warnings), /its behavior is unknown.*nothing that speaks Firmata/);
    t.is(shown(ran).after, null);
  },
);

withAvrdude(
  named('a Mega for Serial1: written and read back, and not asked on USB, where it does not answer'),
  async (t) => {
    const board = await served(t, MEGA);
    const clock = new FastClock(3);
    const ran = await onair(board, 'flash --board mega-serial1 --yes --json', { clock });
    t.is(ran.code, 0, ran.stdout);
    const file = readFileSync(sketchPath('prebuilt/failsafe-mega-serial1.hex'), 'utf8');
    const program = new Uint8Array(readFlash(file, 0x20000).buffer);
    t.deepEqual(board.flash.bytes.subarray(0, program.length), program);
    t.like(shown(ran), { board: 'mega-serial1', written: true, verified: true, after: null });
    t.regex(String(shown(ran).warnings), /pins 18 and 19 only.*does not answer over USB.*rfcomm0/);
    t.is(board.heard.length, 2, 'a look and avrdude: nothing is asked afterwards');
  },
);

test.serial(
  'a hex of another chip, too large, broken or missing is refused before the port is touched',
  async (t) => {
    const board = await served(t);
    const large = join(scratch, 'large.hex');
    writeFileSync(large, toIntelHex(new Uint8Array(32_256 + 1)));
    const high = join(scratch, 'high.hex');
    writeFileSync(high, [':0100100055', 'x'].join('').slice(0, -1).concat('9A\n:00000001FF\n'));
    const elf = join(scratch, 'a.elf');
    writeFileSync(elf, '\u007fELF');
    for (const [line, says] of [
      [`--board mega --hex "${HEX}"`, /firmware of the Arduino Uno \(atmega328p\), not of the Arduino Mega/],
      [
        `--board uno --hex "${large}"`,
        /reaches to byte 32257, and the bootloader of the Arduino Uno leaves 32256/,
      ],
      [`--board uno --hex "${high}"`, /nothing stands at address 0/],
      [`--board uno --hex "${elf}"`, /a\.elf:1: not a record/],
      ['--board uno --hex /nowhere.hex', /can't read \/nowhere\.hex/],
      ['--board uon', /no firmware for the board "uon"/],
    ] as const) {
      const ran = await onair(board, `flash ${line} --yes --json`);
      t.is(ran.code, 2, line);
      t.regex(errorOf(ran).message, says);
    }
    t.deepEqual(board.heard, []);
  },
);

test.serial('a simulated device is no board to write to', async (t) => {
  const ran = await run(words('firmware flash --port sim:air-up --board uno --yes --json'));
  t.is(ran.code, 2);
  t.regex(errorOf(ran).message, /no flash/);
});
