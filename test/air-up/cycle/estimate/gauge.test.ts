import test from 'ava';
import {
  addSample,
  type Gauge,
  meanSince,
  NO_GAUGE,
  sensorFault,
  steadyReading,
  surelyGains,
  toPsi,
  WINDOW_MS,
} from '../../../../firmware/air-up/cycle/estimate/gauge.js';
import { ratiometric } from '../../../../firmware/air-up/cycle/job/job.js';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import { near } from '../../plant/rig.js';
import { ratioOf, SENSOR } from '../rig.js';

/** A gauge that has read these pressures, one every 20 ms. */
function felt(pressures: readonly number[], gauge: Gauge = NO_GAUGE, stepMs = 20): Gauge {
  const fromMs = gauge.recent.at(-1)?.atMs ?? 0;
  return pressures.reduce(
    (before, psi, i) => addSample(before, { ratio: ratioOf(psi), atMs: fromMs + (i + 1) * stepMs }, SENSOR),
    gauge,
  );
}

const level = (psi: number, count: number): number[] => Array.from({ length: count }, () => psi);

test('0.5 V is nothing and 4.5 V is full scale', (t) => {
  const cal = ratiometric(200);
  t.true(near(toPsi(0.1, cal), 0, 0, 1e-12));
  t.true(near(toPsi(0.9, cal), 200, 1e-12));
  t.true(near(toPsi(0.5, cal), 100, 1e-12));
});

test('voltages that no pressure gives: each limit, on both of its sides', (t) => {
  for (const [ratio, fault] of [
    [Number.NaN, 'sensor-open'],
    [Number.NEGATIVE_INFINITY, 'sensor-open'],
    [-0.1, 'sensor-open'],
    [0, 'sensor-open'],
    [0.0399, 'sensor-open'],
    [0.04, 'sensor-out-of-range'],
    [0.0699, 'sensor-out-of-range'],
    [0.0701, undefined],
    [0.1, undefined],
    [0.9, undefined],
    [0.93, undefined],
    [0.9301, 'sensor-out-of-range'],
    [0.96, 'sensor-out-of-range'],
    [0.9601, 'sensor-short'],
    [1, 'sensor-short'],
    [Number.POSITIVE_INFINITY, 'sensor-short'],
  ] as const) {
    t.is(sensorFault(ratio, SENSOR), fault, `${ratio}`);
  }
});

test('a sensor that was calibrated to a lower zero may stand lower', (t) => {
  const low = { ...SENSOR, zeroRatio: 0.08 };
  t.is(sensorFault(0.055, low), undefined);
  t.is(sensorFault(0.045, low), 'sensor-out-of-range');
});

test('a sample that is no newer than the last one is none', (t) => {
  const gauge = felt([20, 21]);
  for (const atMs of [40, 39, 0, -5]) t.is(addSample(gauge, { ratio: 0.5, atMs }, SENSOR), gauge);
  t.not(addSample(gauge, { ratio: 0.5, atMs: 41 }, SENSOR), gauge);
});

test('points older than the window are forgotten', (t) => {
  const gauge = felt(level(20, 200));
  t.is(gauge.recent.length, WINDOW_MS / 20);
  t.is(gauge.recent[0]?.atMs, 4000 - WINDOW_MS + 20);
});

test('a voltage of no pressure is counted and leads nothing astray', (t) => {
  const good = felt(level(20, 10));
  let bad = good;
  for (let i = 1; i <= 3; i++) {
    bad = addSample(bad, { ratio: 0, atMs: 200 + 20 * i }, SENSOR);
    t.is(bad.badInARow, i);
    t.is(bad.atMs, 200 + 20 * i);
  }
  t.is(bad.recent, good.recent);
  t.is(bad.changedAtMs, good.changedAtMs);
  t.is(addSample(bad, { ratio: 0.3, atMs: 300 }, SENSOR).badInARow, 0);
});

test('a number that stays the same is no change; another one is', (t) => {
  const gauge = felt([20, 20, 20, 21, 21]);
  t.is(gauge.changedAtMs, 80);
  t.is(felt([22], gauge).changedAtMs, 120);
});

test('a mean begins where it is told, and is none without a point', (t) => {
  const gauge = felt([10, 20, 30]);
  t.true(near(meanSince(gauge, 40) ?? 0, 25, 1e-9));
  t.true(near(meanSince(gauge, 0) ?? 0, 20, 1e-9));
  t.is(meanSince(gauge, 61), undefined);
  t.is(meanSince(NO_GAUGE, 0), undefined);
});

test('a pressure stands when it has been still for 200 ms since a moment, and not before', (t) => {
  const gauge = felt(level(20, 30)); // newest at 600 ms
  t.true(near(steadyReading(gauge, 400)?.psi ?? 0, 20, 1e-9));
  t.is(steadyReading(gauge, 401), undefined);
  t.is(steadyReading(NO_GAUGE, 0), undefined);
});

test('fewer than six points are not enough to judge', (t) => {
  const slow = (ms: number): Gauge => felt(level(20, 20), NO_GAUGE, ms);
  t.truthy(steadyReading(slow(40), 0));
  t.is(steadyReading(slow(41), 0), undefined);
});

test('a drift of less than 0.8 psi/s stands, with its slope; a faster one does not', (t) => {
  const drifting = (psiPerS: number): Gauge =>
    felt(Array.from({ length: 30 }, (_, i) => 20 + psiPerS * i * 0.02));
  for (const psiPerS of [0.79, -0.79, 0.3]) {
    t.true(near(steadyReading(drifting(psiPerS), 0)?.driftPsiPerS ?? 0, psiPerS, 1e-6), `${psiPerS}`);
  }
  for (const psiPerS of [0.81, -0.81, 5]) t.is(steadyReading(drifting(psiPerS), 0), undefined, `${psiPerS}`);
});

test('the error of a mean is four deviations of it, and never less than the steps of the converter', (t) => {
  t.is(steadyReading(felt(level(20, 30)), 0)?.errorPsi, 0.05);
  const noisy = felt(Array.from({ length: 30 }, (_, i) => 20 + (i % 2 ? 0.2 : -0.2)));
  const { errorPsi = 0 } = steadyReading(noisy, 0) ?? {};
  t.true(near(errorPsi, (4 * 0.2) / Math.sqrt(11), 0.02), `${errorPsi}`);
});

test('noise alone gains nothing surely; a hose that is fed does', (t) => {
  const random = seeded(18);
  const noise = (): number => 0.45 * (random() + random() + random() - 1.5); // deviation 0.22 psi
  for (let i = 0; i < 300; i++) {
    const falls = felt(Array.from({ length: 25 }, (_, at) => 28 - 0.004 * at + noise()));
    t.true(surelyGains(falls) < 0.2);
  }
  t.true(surelyGains(felt(Array.from({ length: 25 }, (_, at) => 28 + 0.06 * at + noise()))) > 0.2);
  t.is(surelyGains(NO_GAUGE), 0);
});
