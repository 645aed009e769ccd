import test from 'ava';
import { SENSOR_FAILURES, type SensorFailure } from '../../../firmware/air-up/plant/sensor.js';
import { DEFAULTS, type PlantSetup } from '../../../firmware/air-up/plant/setup.js';
import { SMALL_12V } from '../../../firmware/air-up/plant/supply/pump-models.js';
import { type JobOptions, job, plantOf, RELAY, Rig, SOFTWARE } from './rig.js';

/** A pump that the cycle switches by a sensor at the line; there is no other switch. */
function switched(setup: Partial<PlantSetup> = {}, options: JobOptions = {}): Rig {
  const { sensor } = DEFAULTS.outlet;
  const line = { pressureSwitch: 'none', supplySensor: sensor, lineStartPsi: 0, tankL: 7.57 } as const;
  return new Rig(job(26, { pump: SOFTWARE, ...options }), plantOf([20], 'hose', { ...line, ...setup }));
}

test('the line is kept between its two pressures, with few starts', (t) => {
  const rig = switched({}, { kind: 'hold' }).start();
  t.true(rig.run(60, () => rig.plant.truth().line.psi > 90));
  let [lowest, highest] = [999, 0];
  for (let i = 0; i < 3000; i++) {
    rig.step();
    const { psi } = rig.plant.truth().line;
    lowest = Math.min(lowest, psi);
    highest = Math.max(highest, psi);
  }
  t.true(highest < 113, `${highest}`);
  t.true(lowest > 60, `${lowest}`);
  t.true(rig.plant.truth().pump.starts <= 4);
  t.is(rig.state.pump.starts, rig.plant.truth().pump.starts);
});

test('a tire is filled from it', (t) => {
  const rig = switched().start();
  t.is(rig.finish(), 'done');
  t.false(rig.outputs.pump, 'it stops with the job');
});

const CODES: Readonly<Record<SensorFailure, string>> = {
  open: 'sensor-open',
  short: 'sensor-short',
  'out-of-range': 'sensor-out-of-range',
  frozen: 'sensor-frozen',
};

for (const how of Object.keys(SENSOR_FAILURES) as SensorFailure[]) {
  test(`a sensor at the line that fails stops the pump: ${how}`, (t) => {
    const rig = switched({ tankL: 20 }).start();
    rig.run(3);
    rig.break({ kind: 'sensor-fails', sensor: 'supply', how });
    t.is(rig.finish(), CODES[how], rig.log());
    t.false(rig.outputs.pump);
    t.true(rig.plant.truth().line.psi < 115, 'before the line is too high');
  });
}

test('a frozen sensor at the line is noticed in two seconds when nobody draws air', (t) => {
  const rig = switched({}, { kind: 'hold', tires: [{ name: 'FL', targetPsi: 20, maxPsi: 35 }] }).start();
  rig.run(5); // a look at the tire has turned the pump off for the first three
  rig.break({ kind: 'sensor-fails', sensor: 'supply', how: 'frozen' });
  const fromMs = rig.nowMs;
  t.is(rig.finish(), 'sensor-frozen');
  t.true(rig.nowMs - fromMs < 2100, `${rig.nowMs - fromMs}`);
});

test('and in ten while a tire draws it', (t) => {
  const tires = [{ name: 'FL', cavity: { volumeL: 96, wallM2: 2 }, startPsi: 10 }];
  const rig = switched({ tires, tankL: 20 }, { tires: [{ name: 'FL', targetPsi: 34, maxPsi: 40 }] }).start();
  const draws = (): boolean => rig.phase().kind === 'open' && rig.outputs.pump;
  t.true(rig.run(60, () => draws() && (rig.state.outlets[0]?.fill.openMs ?? 0) > 2000));
  rig.break({ kind: 'sensor-fails', sensor: 'supply', how: 'frozen' });
  const fromMs = rig.nowMs;
  t.is(rig.finish(), 'sensor-frozen', rig.log());
  t.true(rig.nowMs - fromMs > 9000 && rig.nowMs - fromMs < 11_000, `${rig.nowMs - fromMs}`);
});

test('a line that does not rise with the pump on and all valves shut: nothing is pumped', (t) => {
  for (const fault of [
    { kind: 'pump-dead' },
    { kind: 'line-leak', leak: { lPerSBar: 3, criticalRatio: 0.4 } },
  ] as const) {
    const options = { kind: 'hold', tires: [{ name: 'FL', targetPsi: 20, maxPsi: 35 }] } as const;
    const rig = switched({ faults: [fault] }, options).start();
    rig.run(5, () => rig.state.pump.starts === 2); // off in between, for a look at the tire
    const fromMs = rig.nowMs;
    t.is(rig.finish(), 'no-rise', rig.log());
    t.true(rig.nowMs - fromMs < 18_000, `${rig.nowMs - fromMs}`);
  }
});

test('a reading of the line that does not come stops everything', (t) => {
  const rig = switched().start();
  rig.run(3);
  rig.spoil = ({ supply: _, ...reading }) => reading;
  t.is(rig.finish(), 'sensor-stale');
  const never = switched();
  never.spoil = ({ supply: _, ...reading }) => reading;
  t.is(never.start().finish(), 'sensor-stale');
  t.true(never.nowMs < 400);
});

test('a line above the limit is a fault, also while nothing else is wrong', (t) => {
  const rig = switched({ lineStartPsi: 135 }, { limits: { linePsi: 130 } }).start();
  t.is(rig.finish(), 'over-pressure');
  t.true(rig.nowMs < 200);
});

test('a pump with a duty rests in time: its own cut-out never has to act', (t) => {
  const duty = { kind: 'intermittent', longestRunMs: 60_000, share: 0.4 } as const;
  const pump = {
    ...SMALL_12V,
    duty: { kind: 'intermittent', longestRunS: 60, share: 0.4 },
  } as const;
  const rig = switched(
    { pump, tires: [{ name: 'FL', cavity: { volumeL: 60, wallM2: 1.2 }, startPsi: 10 }] },
    { pump: { ...SOFTWARE, duty } },
  ).start();
  t.is(rig.finish(), 'done', rig.log());
  t.true(rig.count('pump-rests') >= 1);
  t.true(rig.count('pump-ready') >= 1);
  t.false(rig.plant.truth().pump.cutOut);
  t.true(rig.plant.truth().pump.heat < 1);
});

test('a pump whose own cut-out opens after minutes is likely too hot', (t) => {
  const pump = { ...SMALL_12V, duty: { kind: 'intermittent', longestRunS: 130, share: 0.4 } } as const;
  const tires = [{ name: 'FL', cavity: { volumeL: 80, wallM2: 1.6 }, startPsi: 8 }];
  const rig = new Rig(job(34, { pump: RELAY }), plantOf([8], 'hose', { pump, tires })).start();
  t.is(rig.finish(), 'pump-overheated', rig.log());
  t.true(rig.plant.truth().pump.cutOut);
});
