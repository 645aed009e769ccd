import test from 'ava';
import type { PumpConfig } from '../../../../firmware/air-up/cycle/job/job.js';
import { newCycle } from '../../../../firmware/air-up/cycle/state.js';
import { unprovenOutlets } from '../../../../firmware/air-up/cycle/unproven-outlets.js';
import { ARB_TWIN, SMALL_12V } from '../../../../firmware/air-up/plant/supply/pump-models.js';
import { job, jobOf, NO_RELAY, plantOf, RELAY, Rig, SENSOR, SOFTWARE } from '../rig.js';

const LINE_SENSOR = { fullScalePsi: 150, lagS: 0.01, noisePsi: 0.05, offsetPsi: 0, gain: 1, bits: 10 };
const STUCK = { kind: 'fill-stuck', outlet: 0, at: 'open' } as const;

const inMainPulse = (rig: Rig) => (): boolean =>
  rig.phase().kind === 'open' && (rig.state.outlets[0]?.fill.pulses ?? 0) > 1;

/** In the middle of a fill the valve sticks, and the fault latches or a person presses stop. */
function stuck(pump: PumpConfig, tankL: number, stop: boolean): Rig {
  const tires = [{ name: 'FL', targetPsi: 30, maxPsi: 60 }];
  const outlets = [{ hasVent: false, sensor: SENSOR, tires: [0] }];
  const rig = new Rig(job(30, { pump, tires, outlets }), plantOf([15], 'hose', { tankL })).start();
  rig.run(60, inMainPulse(rig));
  rig.break(STUCK);
  rig.run(1);
  if (stop) rig.step({ kind: 'emergency-stop' });
  rig.finish();
  return rig;
}

test('a fill valve that is still stuck after a clear never ends as done', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    for (const tankL of [0, 7.57]) {
      for (const stop of [false, true]) {
        const rig = stuck(pump, tankL, stop);
        for (let turn = 0; turn < 4; turn++) {
          rig.run(2);
          rig.step({ kind: 'clear' }, { kind: 'start' });
          t.not(rig.finish(), 'done', `${tankL} l, ${stop}: ${rig.log()}`);
        }
      }
    }
  }
});

test('a valve that was mended ends the job, at its target or once it has opened and shut again', (t) => {
  const full = stuck(RELAY, 0, false);
  full.break();
  full.step({ kind: 'clear' }, { kind: 'start' });
  t.is(full.finish(), 'done', full.log());
  t.true(Math.abs(full.psi() - 30) < 1.5, `${full.psi()}`);
  const rig = stuck(RELAY, 0, false);
  rig.break();
  rig.run(20); // a person takes longer than the air needs to lose most of its warmth
  rig.step({ kind: 'target', tire: 0, psi: 33 }, { kind: 'clear' }, { kind: 'start' });
  t.is(rig.finish(), 'done', rig.log());
  t.true(Math.abs((rig.state.tires[0]?.finalPsi ?? 0) - 33) <= 0.3);
  t.true(Math.abs(rig.psi() - 33) < 1.5, `${rig.psi()}`);
});

test('a target that is lowered while air flows is no gain after a fault', (t) => {
  const rig = new Rig(job(30), plantOf([15])).start();
  rig.run(60, () => inMainPulse(rig)() && rig.psi() > 24);
  rig.step({ kind: 'target', tire: 0, psi: 16 }, { kind: 'link-lost' });
  rig.run(2);
  rig.step({ kind: 'clear' }, { kind: 'start' });
  t.is(rig.finish(), 'done', rig.log());
  t.true(Math.abs(rig.psi() - 16) < 0.8);
});

test('a tire that reads more than it can have after a fault is the line behind an open valve', (t) => {
  const rig = new Rig(job(26), plantOf([20])).start();
  rig.run(60, inMainPulse(rig));
  rig.step({ kind: 'link-lost' });
  rig.spoil = ({ outlets, ...reading }) => ({
    ...reading,
    outlets: outlets.map((sample) => sample && { ...sample, ratio: sample.ratio + 12 / 187.5 }),
  });
  rig.step({ kind: 'clear' }, { kind: 'start' });
  t.is(rig.finish(), 'fill-stuck-open');
  t.regex(rig.log(), /can be in the tire/);
});

test('an open hose that the pump feeds is not left as a tire that is full', (t) => {
  const tires = ['T0', 'T1'].map((name) => ({ name, targetPsi: 24, maxPsi: 80 }));
  for (const [pump, plant] of [
    [RELAY, {}],
    [SOFTWARE, { pressureSwitch: 'none', supplySensor: LINE_SENSOR }],
  ] as const) {
    const rig = new Rig(jobOf([24, 24], 'hose', { tires, pump }), plantOf([20, 20], 'hose', plant)).start();
    rig.run(60, () => rig.count('move-hose') === 1);
    rig.plant.attach(0, 'off');
    rig.run(3);
    t.is(rig.count('hose-off'), 1);
    rig.break(STUCK);
    t.is(rig.finish(), 'fill-stuck-open', rig.log());
    t.is(rig.count('tire-done'), 1);
  }
});

test('a full tire is left as it was behind a pump that software switches, too', (t) => {
  const tires = [{ name: 'T0', targetPsi: 24, maxPsi: 80 }];
  const plant = plantOf([26], 'hose', { pressureSwitch: 'none', supplySensor: LINE_SENSOR });
  const rig = new Rig(job(24, { tires, pump: SOFTWARE }), plant).start();
  t.is(rig.finish(), 'done', rig.log());
  t.is(rig.state.tires[0]?.outcome, 'left-alone');
  t.is(rig.count('opened'), 0);
});

test('an outlet that an earlier job has left unproven ends no tire before a minute, or a pulse', (t) => {
  const rig = new Rig(job(20), plantOf([20]));
  rig.state = newCycle(rig.job, 0, [0]);
  t.is(rig.start().finish(), 'done', rig.log());
  t.true(rig.nowMs > 60_000);
  t.is(rig.count('opened'), 0);
  t.deepEqual(unprovenOutlets(rig.state), [0], 'and it goes on to the next one');
  const low = new Rig(job(20), plantOf([15]));
  low.state = newCycle(low.job, 0, [0]);
  t.is(low.start().finish(), 'done', low.log());
  t.deepEqual(unprovenOutlets(low.state), []);
});

test('a tire at its target behind a valve that is stuck open is not called done after a kill', (t) => {
  for (const pump of [RELAY, NO_RELAY]) {
    for (const tankL of [0, 7.57]) {
      for (const model of [SMALL_12V, ARB_TWIN]) {
        const rig = new Rig(job(20, { pump }), plantOf([20], 'hose', { tankL, pump: model }));
        rig.break(STUCK);
        rig.state = newCycle(rig.job, 0, [0]);
        t.true(['fill-stuck-open', 'over-pressure'].includes(rig.start().finish()), rig.log());
        t.true(rig.nowMs < 30_000, `${rig.nowMs}`);
      }
    }
  }
});

test('a hose that comes off within that minute is said to be off', (t) => {
  const rig = new Rig(job(20), plantOf([20]));
  rig.state = newCycle(rig.job, 0, [0]);
  rig.start().run(20);
  rig.plant.attach(0, 'off');
  t.is(rig.finish(), 'hose-off', rig.log());
});
