import test from 'ava';
import { addSample, NO_GAUGE } from '../../../../firmware/air-up/cycle/estimate/gauge.js';
import type { OutletState } from '../../../../firmware/air-up/cycle/outlet/outlet-state.js';
import type { OutletContext } from '../../../../firmware/air-up/cycle/outlet/outlet-step.js';
import { watchShut } from '../../../../firmware/air-up/cycle/outlet/watch-shut.js';
import { newCycle } from '../../../../firmware/air-up/cycle/state.js';
import { AMBIENT, job, NO_RELAY, plantOf, Rig, ratioOf, SENSOR } from '../rig.js';

interface Watch {
  /** Warmth of the air when it settled, psi. */
  readonly warmth?: number;
  readonly vented?: boolean;
  readonly how?: 'guard' | 'longer';
}

/** A tire that settled at 26 psi, and then shows this every 20 ms. @returns what is wrong, and after how long */
function watched(psiAt: (ms: number) => number, forMs: number, more: Watch = {}): string {
  const { warmth = 0, vented = false, how = 'guard' } = more;
  const one = job(26);
  const context = { job: one, nowMs: 0 } as OutletContext;
  const coldPsi = 26 + AMBIENT;
  let outlet: OutletState = {
    ...(newCycle(one, 0).outlets[0] as OutletState),
    gauge: NO_GAUGE,
    air: { hotPsi: coldPsi + warmth, coldPsi },
    settledPsi: 26,
    settledAtMs: 0,
    errorPsi: 0.05,
    ...(vented && { lastDirection: 'vent' }),
  };
  for (let nowMs = 20; nowMs <= forMs; nowMs += 20) {
    const gauge = addSample(outlet.gauge, { ratio: ratioOf(psiAt(nowMs)), atMs: nowMs }, SENSOR);
    const step = watchShut({ ...outlet, gauge }, { ...context, nowMs }, how);
    if (step.wrong) return `${step.wrong.code} ${nowMs}`;
    outlet = step.outlet;
  }
  return 'nothing';
}

const code = (said: string): string => said.split(' ')[0] ?? '';
/** Still until 0.7 s, then in a straight line by so much in 3 s. */
const drifts =
  (psi: number) =>
  (ms: number): number =>
    26 + psi * Math.min(Math.max((ms - 700) / 3000, 0), 1);

test('a shut tire that stays where it is is left alone', (t) => {
  t.is(
    watched(() => 26, 60_000),
    'nothing',
  );
  t.is(watched(drifts(0.2), 5000), 'nothing');
  t.is(watched(drifts(-0.2), 5000), 'nothing');
});

test('a shut tire that gains air has a fill valve that does not shut', (t) => {
  t.is(code(watched(drifts(0.5), 5000)), 'fill-stuck-open');
  t.is(code(watched(drifts(0.5), 5000, { how: 'longer' })), 'fill-stuck-open');
});

test('one that loses air leaks, or its vent valve does not shut where that was the last one', (t) => {
  t.is(code(watched(drifts(-0.5), 5000)), 'leak');
  t.is(code(watched(drifts(-0.5), 5000, { vented: true })), 'vent-stuck-open');
});

test('over minutes a warm tire may lose more than in the first seconds', (t) => {
  t.is(watched(drifts(-0.9), 60_000, { how: 'longer' }), 'nothing');
  t.is(code(watched(drifts(-1.2), 60_000, { how: 'longer' })), 'leak');
});

test('warm air may cool and cold air may warm, as far as that goes in the time', (t) => {
  const cooling = (psi: number) => (ms: number) => 26 - psi * (1 - Math.exp(-ms / 9000));
  t.is(watched(cooling(2), 4000, { warmth: 2 }), 'nothing');
  t.is(watched(cooling(-2), 4000, { warmth: -2 }), 'nothing');
  t.is(code(watched(cooling(2), 4000, { warmth: -2 })), 'leak');
  t.is(code(watched(cooling(-2), 4000, { warmth: 2 })), 'fill-stuck-open');
  t.is(code(watched(drifts(-1.5), 4000, { warmth: 2 })), 'leak', 'not all of it at once');
});

test('a reading that settled somewhere else than it stays was no settled one', (t) => {
  t.is(code(watched((ms) => (ms < 200 ? 26 : 24), 1000)), 'leak');
  t.is(code(watched((ms) => (ms < 200 ? 26 : 28), 1000)), 'fill-stuck-open');
  t.is(
    watched((ms) => (ms < 200 ? 26 : 25.5), 1000),
    'nothing',
  );
});

test('a hose that falls to nothing came off, and it is not said before it is down', (t) => {
  const falls = (ms: number): number => (ms < 1500 ? 26 : 26 * Math.exp(-(ms - 1500) / 150));
  const said = watched(falls, 5000, { vented: true });
  t.is(code(said), 'hose-off');
  t.true(Number(said.split(' ')[1]) < 2500, said);
});

test('nothing is said in the first 0.7 s, while the hose still drains', (t) => {
  t.is(
    watched(() => 60, 680),
    'nothing',
  );
  t.is(
    watched(() => 60, 700),
    'fill-stuck-open 700',
  );
});

test('a tire that nothing was opened for, and that falls: said within 3 s, and not after the whole guard', (t) => {
  const rig = new Rig(job(20, { pump: NO_RELAY }), plantOf([30])).start();
  rig.spoil = ({ outlets, ...reading }, nowMs) => ({
    ...reading,
    outlets: outlets.map(
      (sample) => sample && { ...sample, ratio: sample.ratio + ratioOf(-nowMs / 2000) - ratioOf(0) },
    ),
  });
  t.is(rig.finish(), 'leak', rig.log());
  t.true(rig.nowMs <= 3000, rig.log());
});
