import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { A0, BOARD, CHANNELS, OUTPUTS } from '../../../failsafe/board/board-under-test.js';
import { TERMS, trips, VALVE } from '../../../failsafe/board/leased-valve.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, REASON, REFUSAL } = wire;
const CHANNEL = 2;
const WATCH = { channel: CHANNEL, lowest: 41, highest: 800, samples: 3 } as const;
const WATCHED: wire.LeaseTerms = { ...TERMS, silenceMs: 10_000, watch: WATCH };
/** Maximum time from the sensor to the pin with three samples, ms (README.md, What it promises). */
const WITHIN_MS = 5;
const ratioOf = (reading: number): number => (reading + 0.5) / 1024;

/** A board with an open valve and a sensor whose reading can be set. */
function withSensor(terms: wire.LeaseTerms = WATCHED, reading = 400) {
  const sensor = { reading };
  const board = new BareBoard({
    analogRatio: (channel) => (channel === CHANNEL ? ratioOf(sensor.reading) : 0),
  });
  board.execute(lease.configure(terms), wire.digitalPin(VALVE, 1));
  board.heard();
  return { board, sensor };
}

const HOSTS: Readonly<Record<string, (board: BareBoard) => void>> = {
  'no host': () => {},
  'a host that renews': (board) => board.uno.hostSend(lease.renew),
  'a host that writes the valve': (board) => board.uno.hostSend(wire.digitalPin(VALVE, 1)),
  'a host that asks for the longest answer': (board) => board.uno.hostSend(wire.sysex(0x6b)),
  'a host that sends zeros': (board) => board.uno.hostSend([0, 0, 0, 0]),
};

for (const [what, say] of Object.entries(HOSTS)) {
  test(`a reading out of range makes the pin safe within 5 ms, with ${what}`, (t) => {
    for (const outside of [0, WATCH.lowest - 1, WATCH.highest + 1, 1023]) {
      for (let phase = 0; phase < 20; phase += 3) {
        const { board, sensor } = withSensor();
        board.execute(wire.samplingInterval(10), ...CHANNELS.map((channel) => wire.reportAnalog(channel, 1)));
        board.run(20 + phase / 5);
        sensor.reading = outside;
        const from = board.uno.nowMs;
        while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < from + 50) {
          if (board.uno.hostQueue < 4) say(board);
          board.run(0.05);
        }
        t.true(board.uno.nowMs - from <= WITHIN_MS, `${outside}: ${board.uno.nowMs - from} ms`);
        sensor.reading = 400; // that it is well again does not open the valve
        board.run(50);
        t.is(board.uno.pin(VALVE), 'low');
      }
    }
  });
}

test('a trip by the reading is reported with its reason, as a message and as a string', (t) => {
  const { board, sensor } = withSensor();
  sensor.reading = 801;
  board.run(60);
  const received = board.heard();
  t.deepEqual(trips(received), [lease.tripped(VALVE, REASON.reading)]);
  t.deepEqual(received.filter((message) => message[1] === 0x71).map(wire.textOf), [
    'pin 7 safe: reading out of range',
  ]);
  t.deepEqual(board.ask(lease.query)[0], lease.state(WATCHED, 0, REASON.reading));
});

test('readings at the edges of the range are inside', (t) => {
  for (const reading of [WATCH.lowest, WATCH.highest]) {
    const { board } = withSensor(WATCHED, reading);
    board.run(500);
    t.is(board.uno.pin(VALVE), 'high', `${reading}`);
  }
});

test('the agreed number of consecutive samples is needed: a shorter spike has no effect', (t) => {
  for (const samples of [1, 3, 10, 127]) {
    const { board, sensor } = withSensor({ ...WATCHED, watch: { ...WATCH, samples } });
    for (let n = 0; n < 5 && samples > 1; n++) {
      sensor.reading = 1023;
      board.run((samples - 1) * 1.024 - 0.6);
      sensor.reading = 400;
      board.run(3);
      t.is(board.uno.pin(VALVE), 'high', `${samples} samples`);
    }
    sensor.reading = 1023;
    const took = board.timeTo(VALVE, 'low', 200) ?? Number.NaN;
    t.true(took >= (samples - 1) * 1.02 - 0.6 && took <= samples * 1.03 + 0.4, `${samples}: ${took} ms`);
  }
});

test('a watched pin stays analog, and cannot be an output while a lease depends on it', (t) => {
  const { board } = withSensor();
  const seen: string[] = [];
  board.uno.onPin = (pin, state) => pin === A0 + CHANNEL && seen.push(state);
  for (const mode of ['output', 'pullUp', 'input'] as const) board.execute(wire.pinMode(A0 + CHANNEL, mode));
  board.execute(wire.digitalPin(A0 + CHANNEL, 1), wire.digitalPort((A0 + CHANNEL) >> 3, 0xff));
  t.deepEqual(seen, []);
  board.run(120); // strings about the modes
  board.heard();
  t.deepEqual(board.ask(lease.configure({ ...TERMS, pin: A0 + CHANNEL })), [
    lease.refused(A0 + CHANNEL, REFUSAL.noOutput),
  ]);
  board.execute(lease.renew);
  t.deepEqual(board.ask(lease.forget(VALVE)).length, 1);
  board.execute(wire.pinMode(A0 + CHANNEL, 'output'), wire.digitalPin(A0 + CHANNEL, 1));
  t.is(board.uno.pin(A0 + CHANNEL), 'high');
});

test('a channel whose pin was an output becomes analog when it is watched; one that is leased is refused', (t) => {
  const board = new BareBoard({ analogRatio: () => 0.5 });
  board.execute(
    wire.pinMode(A0 + CHANNEL, 'output'),
    wire.digitalPin(A0 + CHANNEL, 1),
    lease.configure(WATCHED),
  );
  t.is(board.uno.pin(A0 + CHANNEL), 'input');
  board.execute(lease.configure({ ...TERMS, pin: A0 + 3 }));
  board.heard();
  t.deepEqual(board.ask(lease.configure({ ...WATCHED, pin: 8, watch: { ...WATCH, channel: 3 } })), [
    lease.refused(8, REFUSAL.noOutput),
  ]);
});

test('invalid terms of a watch are refused', (t) => {
  const board = new BareBoard();
  const wrong: readonly Partial<NonNullable<wire.LeaseTerms['watch']>>[] = [
    { channel: BOARD.channels },
    { channel: 0x7e },
    { channel: 0x7f },
    { samples: 0 },
    { lowest: 801 },
    { highest: 1024 },
  ];
  for (const part of wrong) {
    t.deepEqual(
      board.ask(lease.configure({ ...WATCHED, watch: { ...WATCH, ...part } })),
      [lease.refused(VALVE, REFUSAL.malformed)],
      JSON.stringify(part),
    );
  }
  t.deepEqual(
    board.ask(lease.configure({ ...TERMS, pin: A0, watch: { ...WATCH, channel: 0 } })),
    [lease.refused(A0, REFUSAL.malformed)],
    'a pin that watches itself',
  );
  t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
});

test('two leases on one channel trip together, others stay', (t) => {
  const { board, sensor } = withSensor();
  for (const terms of [
    { ...WATCHED, pin: 8 },
    { ...TERMS, silenceMs: 10_000, pin: 9 },
  ]) {
    board.execute(lease.configure(terms), wire.digitalPin(terms.pin, 1));
  }
  sensor.reading = 0;
  board.run(10);
  t.deepEqual(
    [VALVE, 8, 9].map((pin) => board.uno.pin(pin)),
    ['low', 'low', 'high'],
  );
});

test('each lease depends on its own channel only', (t) => {
  const board = new BareBoard({ analogRatio: (channel) => ratioOf(channel === CHANNEL ? 400 : 5) });
  const low: wire.LeaseTerms = {
    ...WATCHED,
    pin: 8,
    watch: { channel: 0, lowest: 0, highest: 10, samples: 1 },
  };
  for (const terms of [WATCHED, low]) board.execute(lease.configure(terms), wire.digitalPin(terms.pin, 1));
  board.run(300);
  t.deepEqual([board.uno.pin(VALVE), board.uno.pin(8)], ['high', 'high']);
});

/** Maximum number of watched channels: one more would make each sample too long. */
const MOST_WATCHED = 6;
const watchOf = (channel: number): NonNullable<wire.LeaseTerms['watch']> => ({ ...WATCH, channel });

test('the maximum of leases on the maximum of channels trip in time, while everything is reported', (t) => {
  const pins = OUTPUTS.filter((pin) => pin < A0 || pin >= A0 + MOST_WATCHED).slice(0, wire.PLACES);
  for (const samplingMs of [10, 1]) {
    for (let phase = 0; phase < 2.2; phase += 0.14) {
      const sensor = { reading: 400 };
      const board = new BareBoard({ analogRatio: () => ratioOf(sensor.reading) });
      for (const [n, pin] of pins.entries()) {
        const terms = { ...WATCHED, pin, watch: watchOf(n % MOST_WATCHED) };
        board.execute(lease.configure(terms), wire.digitalPin(pin, 1));
      }
      board.execute(
        wire.samplingInterval(samplingMs),
        ...CHANNELS.map((channel) => wire.reportAnalog(channel, 1)),
      );
      board.run(30 + phase);
      sensor.reading = 1000;
      board.run(WITHIN_MS);
      for (const pin of pins) t.is(board.uno.pin(pin), 'low', `pin ${pin}, ${samplingMs} ms, ${phase}`);
    }
  }
});

test('no sample is missed by sleeping when a pass takes a millisecond', (t) => {
  const pins = OUTPUTS.filter((pin) => pin < A0 || pin >= A0 + MOST_WATCHED).slice(0, wire.PLACES);
  const sensor = { reading: 400 };
  const board = new BareBoard({ analogRatio: () => ratioOf(sensor.reading) });
  for (const [n, pin] of pins.entries()) {
    const terms = { ...WATCHED, pin, watch: { ...watchOf(n % MOST_WATCHED), samples: 127 } };
    board.execute(lease.configure(terms), wire.digitalPin(pin, 1));
  }
  sensor.reading = 1000;
  board.run(WITHIN_MS + 124 * 1.024);
  for (const pin of pins) t.is(board.uno.pin(pin), 'low', `pin ${pin}`);
});

test('a clear restarts the count of samples, and a sensor that is still out of range trips again', (t) => {
  const { board, sensor } = withSensor();
  sensor.reading = 0;
  board.run(50);
  board.execute(lease.clear(VALVE), wire.digitalPin(VALVE, 1));
  board.run(10);
  t.is(board.uno.pin(VALVE), 'low');
  sensor.reading = 400;
  board.execute(lease.clear(VALVE), wire.digitalPin(VALVE, 1));
  board.run(100);
  t.is(board.uno.pin(VALVE), 'high');
});

test('terms that allow the present reading, followed by a clear, end the trip permanently', (t) => {
  for (let phase = 0; phase < 2; phase += 0.1) {
    const { board } = withSensor({ ...WATCHED, watch: { ...WATCH, samples: 1 } }, 900);
    board.run(50 + phase);
    board.arrive(lease.configure({ ...WATCHED, watch: { ...WATCH, highest: 1000 } }), lease.clear(VALVE));
    board.run(50);
    board.heard();
    t.is(board.ask(lease.query)[0]?.at(-2), REASON.none, `${phase} ms`);
  }
});
