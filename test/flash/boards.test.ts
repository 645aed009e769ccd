import test from 'ava';
import { findBoard, flashBoards, parseBoards } from '../../firmware/flash/boards.js';
import { sketchIdentity } from '../../firmware/flash/sketch.js';
import { OnairError } from '../../host/base/error.js';

test('the boards of the table', (t) => {
  t.deepEqual(
    flashBoards().map(({ name, chip, programmer, baudRate }) => [name, chip, programmer, baudRate]),
    [
      ['uno', 'atmega328p', 'arduino', 115_200],
      ['nano', 'atmega328p', 'arduino', 115_200],
      ['nano-old', 'atmega328p', 'arduino', 57_600],
      ['mega', 'atmega2560', 'wiring', 115_200],
      ['mega-serial1', 'atmega2560', 'wiring', 115_200],
    ],
  );
  for (const { flashBytes, hex } of flashBoards()) {
    t.true(flashBytes > 16_384);
    t.regex(hex, /^failsafe-[\w-]+\.hex$/);
  }
});

test('columns are found by their names: more of them, or another order, change nothing', (t) => {
  const rows = [
    '# words',
    '# hex\tboard\tmore\ttitle\tmcu\tusart\tprogrammer\tbaud\tflash',
    'a.hex\tx\t?\tX\tm\t1\tp\t9600\t100',
  ];
  t.deepEqual(parseBoards(rows.join('\r\n')), [
    {
      name: 'x',
      title: 'X',
      chip: 'm',
      usart: 1,
      programmer: 'p',
      baudRate: 9600,
      flashBytes: 100,
      hex: 'a.hex',
    },
  ]);
  t.throws(() => parseBoards('# board\ttitle\nuno\tUno'), { message: /no "mcu"/ });
});

test('a remark is a cell of the last column; most boards need none', (t) => {
  const head = '# board\ttitle\tmcu\tusart\tprogrammer\tbaud\tflash\thex\tremark';
  const [plain, odd] = parseBoards(
    [head, 'x\tX\tm\t0\tp\t9600\t100\ta.hex', 'y\tY\tm\t0\tp\t9600\t100\ta.hex\tmind the gap'].join('\n'),
  );
  t.false(plain && 'remark' in plain);
  t.is(odd?.remark, 'mind the gap');
  t.deepEqual(
    flashBoards().flatMap(({ name, remark }) => (remark ? [name] : [])),
    ['nano-old', 'mega-serial1'],
  );
});

test('a mistyped board gets the nearest name', (t) => {
  t.is(findBoard('UNO').title, 'Arduino Uno');
  const error = t.throws(() => findBoard('nanoold'), { instanceOf: OnairError });
  t.is(error?.code, 'bad-value');
  t.regex(error?.hint ?? '', /did you mean nano-old\? known: uno, nano, nano-old, mega, mega-serial1/);
});

test('the sketch says who it is in its own header', (t) => {
  const { name, version, leases } = sketchIdentity();
  t.is(name, 'onair-failsafe');
  t.regex(version, /^\d+\.\d+$/);
  t.true(leases >= 1);
});
