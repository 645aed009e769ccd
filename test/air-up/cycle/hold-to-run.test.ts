import test from 'ava';
import { viewOf } from '../../../firmware/air-up/cycle/job/view.js';
import type { Outputs } from '../../../firmware/air-up/cycle/outputs.js';
import { HOLD_TO_RUN_MS } from '../../../firmware/air-up/cycle/state.js';
import { type JobOptions, job, jobOf, plantOf, Rig } from './rig.js';

/** A phone says it so often that somebody holds on, ms. */
const WORD_MS = 100;

const isOpen = ({ outlets }: Outputs): boolean => outlets.some(({ fill, vent }) => fill || vent);
const isOn = (outputs: Outputs): boolean => outputs.pump || isOpen(outputs);

/** A person who holds on. @returns whether it became so */
function hold(rig: Rig, seconds: number, until: () => boolean = () => false): boolean {
  const endMs = rig.nowMs + seconds * 1000;
  while (rig.nowMs < endMs && !until()) {
    if (rig.nowMs % WORD_MS === 0) rig.step({ kind: 'hold-on' });
    else rig.step();
  }
  return until();
}

function begun(target = 30, start = 15, more: JobOptions = {}): Rig {
  return new Rig(job(target, { holdToRun: true, ...more }), plantOf([start])).start();
}

test('hold-to-run: nothing opens and no pump runs until a person holds on', (t) => {
  const rig = begun();
  rig.run(10, () => isOn(rig.outputs));
  t.false(isOn(rig.outputs));
  t.is(rig.phase().kind, 'ready', 'the tire is read meanwhile');
  t.false(viewOf(rig.state).held);
  t.true(hold(rig, 5, () => isOpen(rig.outputs)));
  t.true(rig.outputs.pump);
  t.true(viewOf(rig.state).held);
});

test('hold-to-run: all is shut within half a second of the last message of the person who holds on', (t) => {
  const rig = begun();
  t.true(hold(rig, 20, () => isOpen(rig.outputs) && rig.psi() > 18));
  rig.step({ kind: 'hold-on' });
  const lastWordMs = rig.nowMs;
  t.true(rig.run(1, () => !isOn(rig.outputs)));
  t.is(rig.nowMs - lastWordMs, HOLD_TO_RUN_MS);
  t.true(HOLD_TO_RUN_MS + 100 <= 500, 'with the longest time between two steps');
  rig.run(20);
  t.is(rig.count('opened'), rig.count('closed'), rig.log());
  t.is(rig.ending, 'running', 'it waits for the person');
});

test('hold-to-run: letting go shuts in the same step, and holding on again goes on to the target', (t) => {
  const rig = begun();
  for (let times = 0; times < 30; times++) {
    if (!hold(rig, 20, () => isOpen(rig.outputs))) break;
    hold(rig, 0.1);
    t.false(isOn(rig.step({ kind: 'let-go' }).outputs));
  }
  t.true(hold(rig, 300, () => rig.ending !== 'running'));
  t.is(rig.ending, 'done', rig.log());
  t.true(rig.count('closed') > 20, 'more valve cycles than a job may have in which nobody lets go');
  t.true(Math.abs((rig.state.tires[0]?.finalPsi ?? 0) - 30) <= 0.3);
});

test('hold-to-run: air that is let out wants a person too', (t) => {
  const rig = begun(20, 30, { kind: 'deflate' });
  rig.run(10, () => isOn(rig.outputs));
  t.false(isOn(rig.outputs));
  t.true(hold(rig, 5, () => isOpen(rig.outputs)));
  t.false(isOn(rig.step({ kind: 'let-go' }).outputs));
});

test('hold-to-run: a hold from before the start, or through a fault, opens nothing later', (t) => {
  const rig = new Rig(job(30, { holdToRun: true }), plantOf([15]));
  rig.step({ kind: 'hold-on' });
  rig.start();
  rig.run(10, () => isOpen(rig.outputs));
  t.false(isOpen(rig.outputs));
  hold(rig, 5, () => isOpen(rig.outputs));
  rig.step({ kind: 'emergency-stop' });
  hold(rig, 1);
  rig.step({ kind: 'clear' }, { kind: 'start' });
  rig.run(10, () => isOpen(rig.outputs));
  t.false(isOpen(rig.outputs));
});

test('hold-to-run: one tire after another', (t) => {
  const rig = new Rig(jobOf([24, 22], 'manifold', { holdToRun: true }), plantOf([20, 20], 'manifold'));
  rig.start();
  t.true(hold(rig, 300, () => rig.ending !== 'running'));
  t.is(rig.ending, 'done', rig.log());
});

test('without hold-to-run nobody has to hold on, and letting go means nothing', (t) => {
  const rig = new Rig(job(26), plantOf([20])).start();
  t.true(rig.run(20, () => isOpen(rig.outputs)));
  t.true(isOpen(rig.step({ kind: 'let-go' }).outputs));
  t.is(rig.finish(), 'done');
});
