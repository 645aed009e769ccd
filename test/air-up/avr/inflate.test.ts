import test from 'ava';
import { reportOf } from '../../../firmware/air-up/cycle/job/report.js';
import { inTheLoop, type Loop } from './rig.js';

/** What the board may take to let go after the last word of its host: lease, the promise of the sketch, one plant step. */
const LET_GO_MS = 500 + 5 + 5;

test.serial('the compiled sketch, Johnny-Five and the plant air up a tire to its target', (t) =>
  inTheLoop({ startPsi: 30, targetPsi: 38 }, async (loop) => {
    let donePsi = Number.NaN;
    const run = loop.start({
      onStep: (_state, events) => {
        if (events.some(({ kind }) => kind === 'tire-done')) donePsi = loop.tirePsi;
      },
    });
    let done = false;
    run.then(
      () => {
        done = true;
      },
      () => {},
    );
    await loop.until('the job is over', () => done);
    const report = reportOf(await run);
    t.is(report.stopReason, 'done');
    t.true(Math.abs((report.tires[0]?.finalPsi ?? 0) - 38) <= 0.5, JSON.stringify(report));
    t.true(Math.abs(donePsi - 38) <= 0.5, `${donePsi} psi in the tire itself; it cools from there on`);
    t.is(loop.fill, 'low');
    t.is(loop.relay, 'low');
  }),
);

/** Runs until the main pulse is well on its way. */
async function filling(loop: Loop): Promise<void> {
  void loop.start();
  await loop.until(
    'the second pulse is on',
    () => loop.events.filter(({ kind }) => kind === 'opened').length === 2,
  );
  const end = loop.uno.nowMs + 300;
  await loop.until('it flows', () => loop.uno.nowMs >= end);
}

/** Every way to lose the host, and how long the board may take until all is shut. */
const LOSSES: readonly {
  readonly title: string;
  readonly withinMs: number;
  readonly lose: (loop: Loop) => void;
}[] = [
  { title: 'the host’s process is gone, or hangs', withinMs: LET_GO_MS, lose: () => {} },
  {
    title: 'the cable is pulled and the board is powered from elsewhere',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.link.unplug(),
  },
  {
    title: 'the host dies in the middle of a message',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.uno.hostSend([0xf0, 0x01, 0x04]),
  },
  {
    title: 'the cable brings noise instead of a host',
    withinMs: LET_GO_MS,
    lose: (loop) => loop.uno.hostSend(Array.from({ length: 3000 }, (_, i) => (i * 73 + 41) & 0x7f)),
  },
  {
    title: 'the host says SYSTEM_RESET and no more',
    withinMs: 10,
    lose: (loop) => loop.uno.hostSend([0xff]),
  },
  {
    title: 'another program opens the port, which resets the board',
    withinMs: 5,
    lose: (loop) => loop.uno.reset(),
  },
  { title: 'the board loses its power for a moment', withinMs: 5, lose: (loop) => loop.uno.powerCycle() },
];

for (const { title, withinMs, lose } of LOSSES) {
  test.serial(`all valves shut by themselves when ${title}`, (t) =>
    inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
      await filling(loop);
      t.is(loop.fill, 'high');
      t.is(loop.relay, 'high');
      lose(loop);
      loop.withoutHost(withinMs);
      t.not(loop.fill, 'high');
      t.not(loop.relay, 'high');
      const shutPsi = loop.tirePsi;
      loop.withoutHost(3000);
      t.not(loop.fill, 'high', 'it stays shut');
      t.true(loop.tirePsi < shutPsi + 1, `${shutPsi} -> ${loop.tirePsi}`);
    }),
  );
}

test.serial('Ctrl-C shuts everything before the program ends', (t) =>
  inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
    await filling(loop);
    loop.abort.abort();
    const start = loop.uno.nowMs;
    await loop.until('shut', () => loop.fill === 'low' && loop.relay === 'low', 100);
    t.true(loop.uno.nowMs - start < 100);
  }),
);

test.serial('a host that hangs for a second and comes back finds a trip, and stops', (t) =>
  inTheLoop({ startPsi: 20, targetPsi: 45 }, async (loop) => {
    await filling(loop);
    loop.withoutHost(1000);
    t.is(loop.fill, 'low');
    await loop.until('the fault', () => loop.events.some(({ kind }) => kind === 'fault'), 2000);
    t.is(loop.fill, 'low');
  }),
);
