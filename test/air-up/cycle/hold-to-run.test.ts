import test from 'ava';
import { viewOf } from '../../../firmware/air-up/cycle/job/view.js';
import type { Outputs } from '../../../firmware/air-up/cycle/outputs.js';
import { HOLD_TO_RUN_MS } from '../../../firmware/air-up/cycle/state.js';
import { Bench, type JobOptions, job, jobOf, plantOf } from './rig.js';

/** A phone says it so often that somebody holds on, ms. */
const WORD_MS = 100;

const isOpen = ({ outlets }: Outputs): boolean => outlets.some(({ fill, vent }) => fill || vent);
const isOn = (outputs: Outputs): boolean => outputs.pump || isOpen(outputs);

/** A person who holds on. @returns whether it became so */
function hold(bench: Bench, seconds: number, until: () => boolean = () => false): boolean {
  const endMs = bench.nowMs + seconds * 1000;
  while (bench.nowMs < endMs && !until()) {
    if (bench.nowMs % WORD_MS === 0) bench.step({ kind: 'hold-on' });
    else bench.step();
  }
  return until();
}

function begun(target = 30, start = 15, more: JobOptions = {}): Bench {
  return new Bench(job(target, { holdToRun: true, ...more }), plantOf([start])).start();
}

test('hold-to-run: nothing opens and no pump runs until a person holds on', (t) => {
  const bench = begun();
  bench.run(10, () => isOn(bench.outputs));
  t.false(isOn(bench.outputs));
  t.is(bench.phase().kind, 'ready', 'the tire is read meanwhile');
  t.false(viewOf(bench.state).held);
  t.true(hold(bench, 5, () => isOpen(bench.outputs)));
  t.true(bench.outputs.pump);
  t.true(viewOf(bench.state).held);
});

test('hold-to-run: all is shut within half a second of the last message of the person who holds on', (t) => {
  const bench = begun();
  t.true(hold(bench, 20, () => isOpen(bench.outputs) && bench.psi() > 18));
  bench.step({ kind: 'hold-on' });
  const lastWordMs = bench.nowMs;
  t.true(bench.run(1, () => !isOn(bench.outputs)));
  t.is(bench.nowMs - lastWordMs, HOLD_TO_RUN_MS);
  t.true(HOLD_TO_RUN_MS + 100 <= 500, 'with the longest time between two steps');
  bench.run(20);
  t.is(bench.count('opened'), bench.count('closed'), bench.log());
  t.is(bench.ending, 'running', 'it waits for the person');
});

test('hold-to-run: letting go shuts in the same step, and holding on again goes on to the target', (t) => {
  const bench = begun();
  for (let times = 0; times < 30; times++) {
    if (!hold(bench, 20, () => isOpen(bench.outputs))) break;
    hold(bench, 0.1);
    t.false(isOn(bench.step({ kind: 'let-go' }).outputs));
  }
  t.true(hold(bench, 300, () => bench.ending !== 'running'));
  t.is(bench.ending, 'done', bench.log());
  t.true(bench.count('closed') > 20, 'more valve cycles than a job may have in which nobody lets go');
  t.true(Math.abs((bench.state.tires[0]?.finalPsi ?? 0) - 30) <= 0.3);
});

test('hold-to-run: air that is let out wants a person too', (t) => {
  const bench = begun(20, 30, { kind: 'deflate' });
  bench.run(10, () => isOn(bench.outputs));
  t.false(isOn(bench.outputs));
  t.true(hold(bench, 5, () => isOpen(bench.outputs)));
  t.false(isOn(bench.step({ kind: 'let-go' }).outputs));
});

test('hold-to-run: a hold from before the start, or through a fault, opens nothing later', (t) => {
  const bench = new Bench(job(30, { holdToRun: true }), plantOf([15]));
  bench.step({ kind: 'hold-on' });
  bench.start();
  bench.run(10, () => isOpen(bench.outputs));
  t.false(isOpen(bench.outputs));
  hold(bench, 5, () => isOpen(bench.outputs));
  bench.step({ kind: 'emergency-stop' });
  hold(bench, 1);
  bench.step({ kind: 'clear' }, { kind: 'start' });
  bench.run(10, () => isOpen(bench.outputs));
  t.false(isOpen(bench.outputs));
});

test('hold-to-run: one tire after another', (t) => {
  const bench = new Bench(jobOf([24, 22], 'manifold', { holdToRun: true }), plantOf([20, 20], 'manifold'));
  bench.start();
  t.true(hold(bench, 300, () => bench.ending !== 'running'));
  t.is(bench.ending, 'done', bench.log());
});

test('without hold-to-run nobody has to hold on, and letting go means nothing', (t) => {
  const bench = new Bench(job(26), plantOf([20])).start();
  t.true(bench.run(20, () => isOpen(bench.outputs)));
  t.true(isOpen(bench.step({ kind: 'let-go' }).outputs));
  t.is(bench.finish(), 'done');
});
