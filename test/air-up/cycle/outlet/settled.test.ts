import test from 'ava';
import type { Direction } from '../../../../firmware/air-up/cycle/estimate/flow-model.js';
import type { OutletState, TireState } from '../../../../firmware/air-up/cycle/outlet/outlet-state.js';
import { type OutletContext, psi } from '../../../../firmware/air-up/cycle/outlet/outlet-step.js';
import { goalOf, settled } from '../../../../firmware/air-up/cycle/outlet/settled.js';
import { newCycle } from '../../../../firmware/air-up/cycle/state.js';
import { near } from '../../plant/rig.js';
import { AMBIENT, type JobOptions, job } from '../rig.js';

interface Scene {
  readonly outlet: OutletState;
  readonly tire: TireState;
  readonly context: OutletContext;
}

/** An outlet whose tire stands at a pressure. */
function scene(
  targetPsi: number,
  atPsi: number,
  more: Partial<OutletState> = {},
  options?: JobOptions,
): Scene {
  const one = job(targetPsi, options);
  const state = newCycle(one, 0);
  const hotPsi = atPsi + AMBIENT;
  return {
    outlet: { ...(state.outlets[0] as OutletState), air: { hotPsi, coldPsi: hotPsi }, ...more },
    tire: { ...(state.tires[0] as TireState), targetPsi, valveCycles: 1 },
    context: {
      job: one,
      config: one.outlets[0],
      target: one.tires[0],
      nowMs: 1000,
      index: 0,
      tireIndex: 0,
    } as OutletContext,
  };
}

const goalPsi = ({ outlet, tire, context }: Scene): number => goalOf(outlet, tire, context).psi - AMBIENT;

test('the goal is the target, and never nearer to the limit of the tire than a reading may be wrong', (t) => {
  t.true(near(goalPsi(scene(26, 20)), 26, 1e-12));
  t.true(near(goalPsi(scene(34.8, 20)), 34.8, 1e-12));
  t.true(near(goalPsi(scene(35, 20)), 34.8, 1e-12));
  const { outlet, tire, context } = scene(35, 20);
  t.true(near(goalOf(outlet, tire, context).maxPsi, 34.8 + AMBIENT, 1e-12));
});

test('the ceiling of the software holds where the sidewall allows more', (t) => {
  const tires = [{ name: 'FL', targetPsi: 79.9, maxPsi: 120 }];
  t.true(near(goalPsi(scene(79.9, 20, {}, { tires })), 79.8, 1e-12));
});

test('every reversal halves the way that is still aimed at', (t) => {
  for (const [reversals, psi] of [
    [0, 26],
    [1, 25],
    [2, 24.5],
    [3, 24.25],
  ] as const) {
    t.true(near(goalPsi(scene(26, 24, { reversals: reversals })), psi, 1e-12), `${reversals}`);
    t.true(
      near(goalPsi(scene(26, 28, { reversals: reversals })), 52 - psi, 1e-12),
      `${reversals} from above`,
    );
  }
});

test('a pressure that has to turn back is a reversal, one that goes on is none', (t) => {
  const turns = (lastDirection: Direction | undefined, psi: number): number => {
    const { outlet, tire, context } = scene(26, psi, lastDirection ? { lastDirection } : {});
    return settled(outlet, tire, psi, context).outlet.reversals;
  };
  t.is(turns(undefined, 24), 0);
  t.is(turns('fill', 24), 0);
  t.is(turns('fill', 28), 1);
  t.is(turns('vent', 28), 0);
  t.is(turns('vent', 24), 1);
});

test('whether a tire is done is decided by its target, not by a goal that was halved', (t) => {
  const { outlet, tire, context } = scene(26, 25.5, { reversals: 3, lastDirection: 'vent' });
  t.is(settled(outlet, tire, 25.5, context).outlet.phase.kind, 'ready');
});

test('a settled reading is new: what was compared with the last one is forgotten', (t) => {
  const { outlet, tire, context } = scene(26, 24, { shut: { psi: 24, atMs: 0 } });
  const after = settled(outlet, tire, 24, context).outlet;
  t.is(after.shut, undefined);
  t.like(after, { settledPsi: 24, settledAtMs: 1000 });
});

test('with several tires on a hose the next one is asked for, and its estimate starts again', (t) => {
  const tires = ['A', 'B'].map((name) => ({ name, targetPsi: 26, maxPsi: 35 }));
  const outlets = [{ ...job(26).outlets[0], tires: [0, 1] }] as JobOptions['outlets'];
  const { outlet, tire, context } = scene(
    26,
    26,
    { lastDirection: 'fill', reversals: 2, ratePsiPerS: 1 },
    { tires, ...(outlets && { outlets }) },
  );
  const worn = { ...outlet, fill: { ...outlet.fill, pulses: 3, openMs: 9000 } };
  const step = settled(worn, tire, 26, context);
  t.like(step.outlet, { turn: 1, reversals: 0, phase: { kind: 'hose', seenOff: false } });
  t.is(step.outlet.lastDirection, undefined);
  t.like(step.outlet.fill, { pulses: 0, openMs: 0 });
  t.true(step.events.some((event) => event.kind === 'move-hose' && event.tire === 1));
});

test('figures in reasons: one digit, and nothing below nothing that is none', (t) => {
  t.deepEqual([38, 12.34, -0.04, -0.06, 0].map(psi), [
    '38.0 psi',
    '12.3 psi',
    '0.0 psi',
    '-0.1 psi',
    '0.0 psi',
  ]);
});
