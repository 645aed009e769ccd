import test from 'ava';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import { restingMode, SCL, SDA } from '../../../failsafe/board/board-under-test.js';
import { BUS_PROBLEMS, type BusProblem, GOOD, SLOW } from '../../../failsafe/board/bus-problems.js';
import { isInTime, LATE_MS, TERMS, VALVE } from '../../../failsafe/board/leased-valve.js';
import { Registers, refusing, stretching } from '../../../failsafe/board/slaves.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { i2c, lease, REASON } = wire;
const CHANNEL = 2;
const WATCH = { channel: CHANNEL, lowest: 41, highest: 800, samples: 3 } as const;
const LONGEST_WRITE = Array.from({ length: 30 }, (_, n) => n);
/** Devices of the continuous reads. */
const MANY = Array.from({ length: 8 }, (_, n) => 0x60 + n);

/** What the I2C of a board may be doing when its host falls silent: started once, then repeated. */
interface Work {
  readonly begin?: readonly (readonly number[])[];
  readonly flood: readonly (readonly number[])[];
  readonly problem?: BusProblem;
}

const NOTHING = [0xf7];
const ofProblem = (problem: BusProblem): Work => {
  const at = problem.at ?? GOOD;
  return {
    problem,
    begin: [i2c.readOn(at, 0, 3)],
    flood: [i2c.write(at, 1, 2), i2c.readOnce(at, 0, 3), i2c.restarting(i2c.readOnce(at, 0, 3))],
  };
};

const WORKS: Readonly<Record<string, Work>> = {
  'writes the longest messages': { flood: [i2c.write(GOOD, ...LONGEST_WRITE)] },
  'writes the shortest messages': { flood: [i2c.write(GOOD)] },
  'reads the longest replies': { flood: [i2c.readOnce(GOOD, 0, 32)] },
  'waits between register and data': {
    begin: [i2c.config(16_383)],
    flood: [i2c.readOnce(GOOD, 0, 1), i2c.restarting(i2c.readOnce(GOOD, 0, 1))],
  },
  'reads eight devices': {
    begin: [wire.samplingInterval(1), ...MANY.map((address) => i2c.readOn(address, 0, 32))],
    flood: [NOTHING],
  },
  'reads eight devices and writes another': {
    begin: MANY.map((address) => i2c.readOn(address, 0, 6)),
    flood: [i2c.write(GOOD, 0, 1)],
  },
  'is refused': { flood: [i2c.write(0x2f, 1), i2c.readOnce(0x2f, 1), i2c.write(0x33, 1)] },
  'is turned on again and again': { flood: [i2c.config(), wire.pinMode(SDA, restingMode(SDA))] },
  'waits for a slave that takes 20 ms': {
    flood: [i2c.write(SLOW), i2c.readOnce(GOOD, 0, 1)],
    problem: {
      begin: (bus) => bus.slaves.set(SLOW, stretching(new Registers(), 20)),
      end: () => {},
    },
  },
  ...Object.fromEntries(
    Object.entries(BUS_PROBLEMS).map(([what, problem]) => [`finds that ${what}`, ofProblem(problem)]),
  ),
};

/** A board with an open valve and a busy I2C bus. */
function openValve(work: Work, terms: Partial<wire.LeaseTerms> = {}) {
  const sensor = { reading: 400 };
  const board = new BareBoard({
    analogRatio: (channel) => (channel === CHANNEL ? (sensor.reading + 0.5) / 1024 : 0),
  });
  const { bus } = board.uno;
  bus.slaves.set(GOOD, new Registers()).set(0x33, refusing);
  for (const address of MANY) bus.slaves.set(address, new Registers());
  board.execute(
    i2c.config(),
    lease.configure({ ...TERMS, silenceMs: 400, ...terms }),
    wire.digitalPin(VALVE, 1),
  );
  work.problem?.begin(bus);
  const renewedAt = board.arrive(lease.renew);
  board.arrive(...(work.begin ?? []));
  return { board, sensor, renewedAt };
}

function flood(board: BareBoard, { flood }: Work): void {
  while (board.uno.hostQueue < 20) board.uno.hostSend(flood.flat());
}

function isWell(board: BareBoard): boolean {
  while (board.uno.hostQueue > 0) board.run(1);
  board.run(100);
  board.heard();
  board.uno.hostSend([0xf7, 0xf9]);
  board.run(80);
  return board.heard().some(([first]) => first === 0xf9) && board.uno.resets.watchdog === 0;
}

for (const [what, work] of Object.entries(WORKS)) {
  test(`a leased pin is safe in time while I2C ${what}`, (t) => {
    const { board, renewedAt } = openValve(work);
    while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < renewedAt + 600) {
      flood(board, work);
      board.run(0.1);
    }
    const late = board.uno.nowMs - renewedAt - 400;
    t.true(isInTime(late), `${late} ms`);
    t.true(isWell(board));
    t.is(board.uno.pin(VALVE), 'low');
  });

  test(`a lease that ends at any time is not late while I2C ${what}`, (t) => {
    for (let beforeMs = 0.5; beforeMs < 42; beforeMs += 2.9) {
      const { board, renewedAt } = openValve({ ...work, begin: [] });
      board.execute(...(work.begin ?? []).filter((message) => message[1] === 0x78));
      board.run(renewedAt + 400 - beforeMs - board.uno.nowMs);
      board.uno.hostSend(work.flood.flat());
      t.not(board.timeTo(VALVE, 'low', 200), undefined);
      const late = board.uno.nowMs - renewedAt - 400;
      t.true(isInTime(late), `begun ${beforeMs} ms before: ${late} ms`);
    }
  });

  test(`a reading out of range makes the pin safe within 5 ms while I2C ${what}`, (t) => {
    for (let phase = 0; phase < 4; phase++) {
      const { board, sensor } = openValve(work, { silenceMs: 10_000, watch: WATCH });
      for (let ms = 0; ms < 60 + phase * 7.3; ms++) {
        flood(board, work);
        board.run(1);
      }
      sensor.reading = 1000;
      const from = board.uno.nowMs;
      while (board.uno.pin(VALVE) === 'high' && board.uno.nowMs < from + 100) {
        flood(board, work);
        board.run(0.05);
      }
      t.true(board.uno.nowMs - from <= LATE_MS, `${board.uno.nowMs - from} ms`);
    }
  });
}

test('a watchdog reset in the middle of a transaction leaves the pins safe and the bus free', (t) => {
  const { board } = openValve({ flood: [] }, { silenceMs: 10_000 });
  board.uno.bus.slaves.set(SLOW, stretching(new Registers(), 20));
  board.uno.hostSend(i2c.write(SLOW, 1));
  board.run(5);
  board.uno.hang({ interruptsOff: true });
  board.uno.bus.letGo(SCL);
  board.run(200);
  t.is(board.uno.resets.watchdog, 1);
  t.deepEqual(
    [VALVE, SDA, SCL].map((pin) => board.uno.pin(pin)),
    ['low', 'input', 'input'],
  );
  board.heard();
  board.execute(i2c.config());
  t.deepEqual(board.ask(i2c.readOnce(GOOD, 0, 1)), [i2c.reply(GOOD, 0, 0)]);
  t.is(board.ask(lease.query)[0]?.at(-2), REASON.restart);
});
