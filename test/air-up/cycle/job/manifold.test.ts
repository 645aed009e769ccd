import test from 'ava';
import { AMBIENT, jobOf, NO_RELAY, plantOf, RELAY, Rig } from '../rig.js';

const FOUR = [26, 26, 26, 26];
const four = () => new Rig(jobOf(FOUR, 'manifold'), plantOf([18, 20, 19, 21], 'manifold')).start();

test('four tires on a manifold: all done, and only one fill valve is ever open', (t) => {
  const rig = four(); // that only one fills is held against every step
  t.is(rig.finish(), 'done');
  for (const { finalPsi = 0, outcome } of rig.state.tires) {
    t.is(outcome, 'done');
    t.true(Math.abs(finalPsi - 26) <= 0.3);
  }
  t.is(rig.count('move-hose'), 0);
});

test('the pump does not idle while one tire settles: another one fills', (t) => {
  const rig = four();
  let [idle, all] = [0, 0];
  const waits = (): boolean => rig.state.outlets.some(({ phase }) => phase.kind === 'ready');
  while (rig.ending === 'running') {
    rig.step();
    all++;
    if (waits() && !rig.outputs.outlets.some(({ fill }) => fill)) idle++;
  }
  t.true(idle / all < 0.05, `${idle} of ${all} steps`);
});

test('four tires on a manifold take less time than one after another', (t) => {
  const together = four();
  together.finish();
  let alone = 0;
  for (const startPsi of [18, 20, 19, 21]) {
    const one = new Rig(jobOf([26], 'hose'), plantOf([startPsi])).start();
    one.finish();
    alone += one.nowMs;
  }
  t.true(together.nowMs < 0.7 * alone, `${together.nowMs} ${alone}`);
});

test('all may let air out at once, for that needs no pump', (t) => {
  const rig = new Rig(
    jobOf([20, 20, 20], 'manifold', { kind: 'deflate' }),
    plantOf([26, 26, 26], 'manifold'),
  ).start();
  t.true(rig.run(5, () => rig.outputs.outlets.every(({ vent }) => vent)));
  t.is(rig.finish(), 'done');
});

test('a broken one stops all of them', (t) => {
  const rig = four();
  rig.run(3);
  rig.break({ kind: 'sensor-fails', sensor: 2, how: 'open' });
  t.is(rig.finish(), 'sensor-open');
  t.like(rig.state.stage, { fault: { outlet: 2 } });
});

test('a tire that is done is still watched while the others are filled', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    const rig = new Rig(jobOf([26, 30], 'manifold', { pump }), plantOf([25, 12], 'manifold')).start();
    t.true(rig.run(60, () => rig.phase(0).kind === 'idle'));
    t.is(rig.ending, 'running');
    const before = rig.psi(0);
    rig.break({ kind: 'fill-stuck', outlet: 0, at: 'open' });
    t.is(rig.finish(), 'over-pressure');
    t.true(rig.psi(0) < before + 1);
  }
});

test('of two that wait, the one that has waited longer fills first', (t) => {
  const rig = four();
  const order: number[] = [];
  rig.run(12);
  for (const { event } of rig.events) if (event.kind === 'opened') order.push(event.outlet);
  t.deepEqual(order.slice(0, 4), [0, 1, 2, 3]);
});

test('a tire that waits for its turn is watched, and its valve is not opened when its hose came off meanwhile', (t) => {
  const rig = new Rig(jobOf([34, 34], 'manifold'), plantOf([10, 10], 'manifold')).start();
  const waits = (): boolean => rig.phase(1).kind === 'ready' && rig.phase(0).kind === 'open';
  t.true(rig.run(60, () => waits() && (rig.state.outlets[0]?.fill.pulses ?? 0) > 0));
  rig.run(1);
  const opened = rig.count('opened');
  rig.break({ kind: 'hose-off', outlet: 1 });
  t.is(rig.finish(), 'hose-off');
  t.is(rig.count('opened'), opened);
});

test('a tire that has waited is read again before its valve is opened', (t) => {
  const rig = new Rig(jobOf([34, 34], 'manifold'), plantOf([10, 20], 'manifold')).start();
  rig.spoil = ({ outlets, ...reading }, nowMs) => {
    const fallen = 0.6 * Math.min(Math.max(nowMs - 500, 0) / 500, 1);
    const [first, second] = outlets;
    return {
      ...reading,
      outlets: [first, second && { ...second, ratio: second.ratio - (fallen * 0.8) / 150 }],
    };
  };
  t.true(rig.run(60, () => rig.phase(1).kind === 'open' && rig.nowMs > 2000));
  const phase = rig.phase(1);
  const startPsi = phase.kind === 'open' ? phase.pulse.start.hotPsi - AMBIENT : 0;
  // The sounding, before the reading fell, has brought a little.
  t.true(Math.abs(startPsi - (rig.psi(1) - 0.6)) < 0.25, `${startPsi}`);
});
