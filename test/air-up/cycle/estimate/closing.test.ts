import test from 'ava';
import { type Goal, isTimeToClose, settledGoal } from '../../../../firmware/air-up/cycle/estimate/closing.js';
import { type Estimate, initialEstimate } from '../../../../firmware/air-up/cycle/estimate/estimate.js';
import type { Direction } from '../../../../firmware/air-up/cycle/estimate/flow-model.js';
import { openPulse } from '../../../../firmware/air-up/cycle/estimate/pulse.js';
import type { TireOutcome } from '../../../../firmware/air-up/cycle/events.js';
import type { Job } from '../../../../firmware/air-up/cycle/job/job.js';
import type { Pulse } from '../../../../firmware/air-up/cycle/outlet/outlet-state.js';
import { decide, type Known } from '../../../../firmware/air-up/cycle/outlet/settled.js';
import { near } from '../../plant/rig.js';

const GOAL: Goal = { psi: 40, of: 'settled', maxPsi: 50 };
const ESTIMATE: Estimate = { ...initialEstimate(undefined), tailS: 0.1, pulses: 1, openMs: 4000 };

/** A pulse that has come so far. */
function pulse(direction: Direction, likely: number, fast: number, ratePsiPerS = 0): Pulse {
  const air = (psi: number) => ({ hotPsi: psi, coldPsi: psi });
  return {
    ...openPulse(direction, air(direction === 'fill' ? 35 : 45), 0),
    air: { slow: air(likely), likely: air(likely), fast: air(fast) },
    ratePsiPerS,
  };
}

const closes = (one: Pulse, goal = GOAL, estimate = ESTIMATE, nowMs = 1000): boolean =>
  isTimeToClose(one, estimate, goal, nowMs);

test('a valve is shut when the likely pressure, with what still comes, is at the goal', (t) => {
  t.false(closes(pulse('fill', 39.99, 39.99)));
  t.true(closes(pulse('fill', 40, 40)));
  t.true(closes(pulse('fill', 39.95, 39.95, 0.6))); // 0.1 s of it still comes
  t.false(closes(pulse('vent', 40.01, 40.01)));
  t.true(closes(pulse('vent', 40, 40)));
  t.true(closes(pulse('vent', 40.05, 40.05, -0.6)));
});

test('or when the fastest guess is past the goal by the tolerance', (t) => {
  t.false(closes(pulse('fill', 36, 40.29)));
  t.true(closes(pulse('fill', 36, 40.3)));
  t.false(closes(pulse('vent', 44, 39.71)));
  t.true(closes(pulse('vent', 44, 39.7)));
});

test('the fastest guess never passes the limit of the tire', (t) => {
  const tight = { ...GOAL, maxPsi: 40.1 };
  t.true(closes(pulse('fill', 36, 40.1), tight));
  t.false(closes(pulse('fill', 36, 40.09), tight));
});

test('the first opening of a tire only sounds it: after 100 ms it is shut whatever is guessed', (t) => {
  const blind = { ...ESTIMATE, pulses: 0, openMs: 0 };
  t.false(closes(pulse('fill', 35, 35), GOAL, blind, 99));
  t.true(closes(pulse('fill', 35, 35), GOAL, blind, 100));
});

test('the next one is short: after 4 s it is shut whatever is guessed', (t) => {
  const blind = { ...ESTIMATE, pulses: 1, openMs: 100 };
  t.false(closes(pulse('fill', 35, 35), GOAL, blind, 3999));
  t.true(closes(pulse('fill', 35, 35), GOAL, blind, 4000));
});

test('and every later one is at most twenty times as long as all before it', (t) => {
  for (const [openMs, longestMs] of [
    [100, 4000],
    [200, 4000],
    [1000, 20_000],
    [4000, 80_000],
  ] as const) {
    t.false(closes(pulse('fill', 35, 35), GOAL, { ...ESTIMATE, openMs }, longestMs - 1), `${openMs}`);
    t.true(closes(pulse('fill', 35, 35), GOAL, { ...ESTIMATE, openMs }, longestMs), `${openMs}`);
  }
});

test('for a cold goal warm air is left higher by its warmth, and never past the limit', (t) => {
  const warm = { hotPsi: 42, coldPsi: 40 };
  t.is(settledGoal(GOAL, warm), 40);
  t.true(near(settledGoal({ ...GOAL, of: 'cold' }, warm), 42, 1e-9));
  t.is(settledGoal({ ...GOAL, of: 'cold', maxPsi: 41 }, warm), 41);
});

const CASES: readonly (readonly [Job['kind'], number, Partial<Known>, Direction | TireOutcome])[] = [
  // how far the tire is above the goal, what is known, what comes of it
  ['inflate', 0, {}, 'done'],
  ['inflate', 0.3, {}, 'done'],
  ['inflate', -0.3, {}, 'done'],
  ['inflate', -0.31, {}, 'fill'],
  ['inflate', 0.31, {}, 'left-alone'],
  ['inflate', 0.31, { valveCycles: 1 }, 'vent'],
  ['inflate', 0.31, { valveCycles: 1, hasVent: false }, 'past'],
  ['inflate', 0.31, { hasVent: false }, 'left-alone'],
  ['inflate', -0.31, { canFill: false }, 'past'],
  ['deflate', 0.31, {}, 'vent'],
  ['deflate', 0.31, { valveCycles: 3 }, 'vent'],
  ['deflate', -0.31, {}, 'left-alone'],
  ['deflate', -0.31, { valveCycles: 1 }, 'fill'],
  ['deflate', -0.31, { valveCycles: 1, canFill: false }, 'past'],
  ['deflate', 0.31, { hasVent: false }, 'past'],
  ['hold', -0.31, {}, 'fill'],
  ['hold', 0.31, {}, 'vent'],
  ['hold', 0.31, { hasVent: false }, 'past'],
  ['hold', 0.2, {}, 'done'],
];

test('a settled reading leads to one thing: every branch', (t) => {
  for (const [kind, above, more, wanted] of CASES) {
    const psi = 40 + above;
    const known = {
      air: { hotPsi: psi, coldPsi: psi },
      valveCycles: 0,
      canFill: true,
      hasVent: true,
      ...more,
    };
    const decision = decide(kind, GOAL, 0.3 + 1e-9, known);
    t.is(decision.kind === 'open' ? decision.direction : decision.outcome, wanted, `${kind} ${above}`);
  }
});

test('for a cold goal the warmth of the air counts when it is decided', (t) => {
  const known = { air: { hotPsi: 42, coldPsi: 40 }, valveCycles: 1, canFill: true, hasVent: true };
  t.deepEqual(decide('inflate', { ...GOAL, of: 'cold' }, 0.3, known), { kind: 'finish', outcome: 'done' });
  t.deepEqual(decide('inflate', GOAL, 0.3, known), { kind: 'open', direction: 'vent' });
});
