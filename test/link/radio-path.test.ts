import test from 'ava';
import { seeded } from '../../host/base/index.js';
import { readRadioModel } from '../../host/link/sim/radio-models.js';
import { RadioPath } from '../../host/link/sim/radio-path.js';
import { ManualClock } from './manual-clock.js';

interface Arrival {
  readonly atMs: number;
  readonly text: string;
}

/** One way over this link: what is written at these times, ms, and what arrives. */
function over(link: string, writes: readonly (readonly [number, string])[]): Arrival[] {
  const clock = new ManualClock();
  const arrivals: Arrival[] = [];
  const model = readRadioModel(link);
  if (!model) throw new Error(`${link} is a cable`);
  const path = new RadioPath(model, {
    clock,
    random: seeded(1),
    after: (delayMs, act) => clock.after(delayMs, act),
    arrive: (bytes) => arrivals.push({ atMs: clock.now(), text: bytes.toString('latin1') }),
  });
  for (const [atMs, text] of writes) clock.after(atMs, () => path.carry(Buffer.from(text, 'latin1')));
  clock.run();
  return arrivals;
}

/** A byte each so many ms. */
const steady = (everyMs: number, count: number): (readonly [number, string])[] =>
  Array.from({ length: count }, (_, n) => [n * everyMs, String.fromCharCode(33 + (n % 90))] as const);

const textOf = (arrivals: readonly Arrival[]): string => arrivals.map(({ text }) => text).join('');

test('what is written while a packet is gathered arrives with it', (t) => {
  t.deepEqual(
    over('hc06,delay=30,jitter=0,packet=20', [
      [0, 'a'],
      [10, 'b'],
      [25, 'c'],
    ]),
    [
      { atMs: 50, text: 'ab' },
      { atMs: 75, text: 'c' },
    ],
  );
});

test('every byte arrives once and in order, within delay, packet and jitter', (t) => {
  const writes = steady(7, 500);
  const arrivals = over('hc06-slow', writes);
  t.is(textOf(arrivals), writes.map(([, text]) => text).join(''));
  for (const [n, { atMs }] of arrivals.entries()) t.true(atMs >= (arrivals[n - 1]?.atMs ?? 150));
  t.true((arrivals.at(-1)?.atMs ?? 0) <= 499 * 7 + 100 + 50 + 60);
  t.true(new Set(arrivals.map(({ atMs }) => Math.round(atMs) % 50)).size > 5, 'they are late by chance');
});

test('a module that holds waits for 230 bytes, or for a pause of the board', (t) => {
  const held = over('hc06-hold,jitter=0', [...steady(10, 460), [4600 + 119, 'x']]);
  const lengths = held.map(({ text }) => text.length);
  t.is(lengths.length, 3);
  t.true((lengths[0] ?? 0) >= 230 && (lengths[0] ?? 0) <= 232, 'looked at each 20 ms');
  t.is(held.at(-1)?.text, 'x');
  const slower = over('hc06-hold,jitter=0', steady(150, 5));
  t.is(slower.length, 5);
  t.deepEqual(
    slower.map(({ atMs }) => atMs),
    [150, 300, 450, 600, 750],
  );
});

test('in a stall nothing arrives, and all of it in order at its end', (t) => {
  const writes = steady(100, 700);
  const arrivals = over('hc06-stalls', writes);
  t.is(textOf(arrivals), writes.map(([, text]) => text).join(''));
  t.false(arrivals.some(({ atMs }) => atMs > 30_000 && atMs < 32_000));
  t.true(arrivals.filter(({ atMs }) => atMs === 32_000).length > 15);
});

test('lost packets are gone, and no others', (t) => {
  const arrived = textOf(over('hc06,loss=10', steady(100, 2000))).length;
  t.true(arrived > 1700 && arrived < 1900, String(arrived));
});

test('cable is no radio; what is no link names the nearest', (t) => {
  t.is(readRadioModel('cable'), undefined);
  for (const [text, message, hint] of [
    ['hc-06', 'link can\'t be "hc-06"', /hc06/],
    ['cable,delay=10', 'link can\'t be "cable,delay=10"', /hc06/],
    ['hc06,dealy=10', 'link "hc06,dealy=10": dealy=10 is nothing that a link has', /delay/],
    ['hc06,delay=-1', 'link "hc06,delay=-1": delay=-1 is nothing that a link has', /delay/],
    ['hc06,delay=6000', 'link "hc06,delay=6000": delay can\'t be 6000', /0 to 5000/],
    ['hc06,toString=1', 'link "hc06,toString=1": toString=1 is nothing that a link has', /as in/],
  ] as const) {
    const error = t.throws(() => readRadioModel(text), { message });
    t.regex(String(Reflect.get(error ?? {}, 'hint')), hint);
  }
});
