import test from 'ava';
import { SMALL_12V } from '../../../firmware/air-up/plant/pump-models.js';
import { SENSOR_FAILURES, type SensorFailure } from '../../../firmware/air-up/plant/sensor.js';
import { DEFAULTS, type PlantSetup } from '../../../firmware/air-up/plant/setup.js';
import { Bench, type JobOptions, job, plantOf, RELAY, SOFTWARE } from './rig.js';

/** A pump that the cycle switches by a sensor at the line; there is no other switch. */
function switched(setup: Partial<PlantSetup> = {}, options: JobOptions = {}): Bench {
  const { sensor } = DEFAULTS.outlet;
  const line = { pressureSwitch: 'none', supplySensor: sensor, lineStartPsi: 0, tankL: 7.57 } as const;
  return new Bench(job(26, { pump: SOFTWARE, ...options }), plantOf([20], 'hose', { ...line, ...setup }));
}

test('the line is kept between its two pressures, with few starts', (t) => {
  const bench = switched({}, { kind: 'hold' }).start();
  t.true(bench.run(60, () => bench.plant.truth().line.psi > 90));
  let [lowest, highest] = [999, 0];
  for (let i = 0; i < 3000; i++) {
    bench.step();
    const { psi } = bench.plant.truth().line;
    lowest = Math.min(lowest, psi);
    highest = Math.max(highest, psi);
  }
  t.true(highest < 113, `${highest}`);
  t.true(lowest > 60, `${lowest}`);
  t.true(bench.plant.truth().pump.starts <= 4);
  t.is(bench.state.pump.starts, bench.plant.truth().pump.starts);
});

test('a tire is filled from it', (t) => {
  const bench = switched().start();
  t.is(bench.finish(), 'done');
  t.false(bench.outputs.pump, 'it stops with the job');
});

const CODES: Readonly<Record<SensorFailure, string>> = {
  open: 'sensor-open',
  short: 'sensor-short',
  'out-of-range': 'sensor-out-of-range',
  frozen: 'sensor-frozen',
};

for (const how of Object.keys(SENSOR_FAILURES) as SensorFailure[]) {
  test(`a sensor at the line that fails stops the pump: ${how}`, (t) => {
    const bench = switched({ tankL: 20 }).start();
    bench.run(3);
    bench.break({ kind: 'sensor-fails', sensor: 'supply', how });
    t.is(bench.finish(), CODES[how], bench.log());
    t.false(bench.outputs.pump);
    t.true(bench.plant.truth().line.psi < 115, 'before the line is too high');
  });
}

test('a frozen sensor at the line is noticed in two seconds when nobody draws air', (t) => {
  const bench = switched({}, { kind: 'hold', tires: [{ name: 'FL', targetPsi: 20, maxPsi: 35 }] }).start();
  bench.run(3);
  bench.break({ kind: 'sensor-fails', sensor: 'supply', how: 'frozen' });
  const fromMs = bench.nowMs;
  t.is(bench.finish(), 'sensor-frozen');
  t.true(bench.nowMs - fromMs < 2100, `${bench.nowMs - fromMs}`);
});

test('and in ten while a tire draws it', (t) => {
  const tires = [{ name: 'FL', cavity: { volumeL: 96, wallM2: 2 }, startPsi: 10 }];
  const bench = switched(
    { tires, tankL: 20 },
    { tires: [{ name: 'FL', targetPsi: 34, maxPsi: 40 }] },
  ).start();
  const draws = (): boolean => bench.phase().kind === 'open' && bench.outputs.pump;
  t.true(bench.run(60, () => draws() && (bench.state.outlets[0]?.fill.openMs ?? 0) > 2000));
  bench.break({ kind: 'sensor-fails', sensor: 'supply', how: 'frozen' });
  const fromMs = bench.nowMs;
  t.is(bench.finish(), 'sensor-frozen', bench.log());
  t.true(bench.nowMs - fromMs > 9000 && bench.nowMs - fromMs < 11_000, `${bench.nowMs - fromMs}`);
});

test('a line that does not rise with the pump on and all valves shut: nothing is pumped', (t) => {
  for (const fault of [
    { kind: 'pump-dead' },
    { kind: 'line-leak', leak: { lPerSBar: 3, criticalRatio: 0.4 } },
  ] as const) {
    const options = { kind: 'hold', tires: [{ name: 'FL', targetPsi: 20, maxPsi: 35 }] } as const;
    const bench = switched({ faults: [fault] }, options).start();
    t.is(bench.finish(), 'no-rise', bench.log());
    t.true(bench.nowMs < 20_000);
  }
});

test('a reading of the line that does not come stops everything', (t) => {
  const bench = switched().start();
  bench.run(3);
  bench.spoil = ({ supply: _, ...reading }) => reading;
  t.is(bench.finish(), 'sensor-stale');
  const never = switched();
  never.spoil = ({ supply: _, ...reading }) => reading;
  t.is(never.start().finish(), 'sensor-stale');
  t.true(never.nowMs < 400);
});

test('a line above the limit is a fault, also while nothing else is wrong', (t) => {
  const bench = switched({ lineStartPsi: 135 }, { limits: { linePsi: 130 } }).start();
  t.is(bench.finish(), 'over-pressure');
  t.true(bench.nowMs < 200);
});

test('a pump with a duty rests in time: its own cut-out never has to act', (t) => {
  const duty = { kind: 'intermittent', longestRunMs: 60_000, share: 0.4 } as const;
  const pump = {
    ...SMALL_12V,
    duty: { kind: 'intermittent', longestRunS: 60, share: 0.4 },
  } as const;
  const bench = switched(
    { pump, tires: [{ name: 'FL', cavity: { volumeL: 60, wallM2: 1.2 }, startPsi: 10 }] },
    { pump: { ...SOFTWARE, duty } },
  ).start();
  t.is(bench.finish(), 'done', bench.log());
  t.true(bench.count('pump-rests') >= 1);
  t.true(bench.count('pump-ready') >= 1);
  t.false(bench.plant.truth().pump.cutOut);
  t.true(bench.plant.truth().pump.heat < 1);
});

test('a pump whose own cut-out opens after minutes is likely too hot', (t) => {
  const pump = { ...SMALL_12V, duty: { kind: 'intermittent', longestRunS: 130, share: 0.4 } } as const;
  const tires = [{ name: 'FL', cavity: { volumeL: 80, wallM2: 1.6 }, startPsi: 8 }];
  const bench = new Bench(job(34, { pump: RELAY }), plantOf([8], 'hose', { pump, tires })).start();
  t.is(bench.finish(), 'pump-overheated', bench.log());
  t.true(bench.plant.truth().pump.cutOut);
});
