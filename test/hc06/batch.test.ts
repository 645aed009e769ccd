import test from 'ava';
import fc from 'fast-check';
import { isNumbered, labelOf, nameOf, readJournal, uniquePin } from '../../host/hc06/batch.js';

const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const pins = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index).padStart(4, '0'));

test('a template numbers each name; one without {n} does not', (t) => {
  t.is(nameOf('TM-D700-{n:02}', 7), 'TM-D700-07');
  t.is(nameOf('TM-D700-{n:02}', 123), 'TM-D700-123');
  t.is(nameOf('{n}-{n:03}', 5), '5-005');
  t.is(nameOf('{m} {n:2}', 5), '{m} {n:2}');
  for (const [template, numbered] of [
    ['Jeep-{n}', true],
    ['Jeep-{n:04}', true],
    ['Jeep', false],
    ['Jeep-{n:}', false],
  ] as const)
    t.is(isNumbered(template), numbered, template);
});

test('a PIN is never given twice, and never one that everybody tries', (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...pins(10_000))), anyRandom, (given, chance) => {
      const used = new Set(given);
      const pin = uniquePin(used, (below) => Math.floor(chance * below));
      t.regex(pin, /^\d{4}$/);
      t.false(used.has(pin));
      t.notRegex(pin, /^(\d)\1{3}$|^1234$/);
    }),
    { numRuns: 50 },
  );
});

test('the last PINs are the obvious ones; after them no module gets one that another has', (t) => {
  const obvious = [...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(4)), '1234'];
  const used = new Set(pins(10_000).filter((pin) => !obvious.includes(pin)));
  const last = new Set<string>();
  for (let count = 0; count < obvious.length; count++) {
    const pin = uniquePin(used, () => 0);
    used.add(pin);
    last.add(pin);
  }
  t.deepEqual([...last].sort(), obvious.sort());
  t.throws(() => uniquePin(used, () => 0), { message: /all 10000 PINs/ });
});

test('a journal that a stop cut anywhere gives what was whole, the newest of each number', (t) => {
  const entries = [
    { n: 1, name: 'Jeep-1', pin: '4711', state: 'begun' },
    { n: 1, name: 'Jeep-1', pin: '4711', state: 'done' },
    { n: 2, name: 'Jeep-2', state: 'failed' },
  ] as const;
  const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  t.deepEqual([...readJournal(text).values()], [entries[1], entries[2]]);
  for (let length = 0; length <= text.length; length++) {
    const whole = text.slice(0, length + 1).split('\n').length - 1; // a line without its end is whole, too
    const expected = new Map(entries.slice(0, whole).map((entry) => [entry.n, entry]));
    t.deepEqual(new Map(readJournal(text.slice(0, length))), expected, text.slice(0, length));
  }
  t.deepEqual(readJournal('{"n":"1"}\nhello\n[]\n'), new Map());
});

test('a label has what a pen must write', (t) => {
  const item = { n: 7, name: 'TM-D700-07', pin: '4711' };
  t.is(labelOf(item, '9600 8N1', 'linvorV1.8'), 'TM-D700-07  PIN 4711  9600 8N1  linvorV1.8');
  t.is(labelOf({ n: 7, name: 'TM-D700-07' }, '9600 8N1', 'linvorV1.8'), 'TM-D700-07  9600 8N1  linvorV1.8');
});
