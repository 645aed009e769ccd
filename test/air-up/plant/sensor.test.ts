import test from 'ava';
import { gaussian, seeded } from '../../../firmware/air-up/plant/random.js';
import { Sensor, type SensorSetup } from '../../../firmware/air-up/plant/sensor.js';

const IDEAL: SensorSetup = { fullScalePsi: 150, lagS: 0, noisePsi: 0, offsetPsi: 0, gain: 1, bits: 10 };

/** Counts at a pressure that has stood for long. */
function countsAt(psi: number, setup: Partial<SensorSetup> = {}): number {
  const sensor = new Sensor({ ...IDEAL, ...setup }, 0, seeded(1));
  sensor.advance(10, psi);
  return sensor.read();
}

test('0.5 V is 102 counts, 4.5 V 921; both ends hold', (t) => {
  t.is(countsAt(0), 102);
  t.is(countsAt(150), 921);
  t.is(countsAt(-100), 0);
  t.is(countsAt(400), 1023);
  t.is(countsAt(150, { bits: 12 }), 3686);
});

test('psi per count: 0.122, 0.183, 0.244 for 100, 150, 200 psi', (t) => {
  for (const [fullScalePsi, psi] of [
    [100, '0.122'],
    [150, '0.183'],
    [200, '0.244'],
  ] as const) {
    const span = countsAt(fullScalePsi, { fullScalePsi }) - countsAt(0, { fullScalePsi });
    t.is((fullScalePsi / (span + 0.2)).toFixed(3), psi);
  }
});

test('gain and offset', (t) => {
  t.is(countsAt(100, { gain: 1.02 }), countsAt(102));
  t.is(countsAt(30, { offsetPsi: -1.5 }), countsAt(28.5));
});

test('lag: 63 % after one time constant, however the time is cut', (t) => {
  for (const steps of [1, 7, 100]) {
    const sensor = new Sensor({ ...IDEAL, lagS: 0.05, bits: 20 }, 0, seeded(1));
    for (let i = 0; i < steps; i++) sensor.advance(0.05 / steps, 100);
    const psi = ((sensor.read() / 2 ** 20 - 0.1) / 0.8) * 150;
    t.true(Math.abs(psi - 100 * (1 - Math.exp(-1))) < 0.001, `${psi}`);
  }
});

test('noise: its mean is 0, its deviation as set, seen through the converter', (t) => {
  const sensor = new Sensor({ ...IDEAL, noisePsi: 0.5, bits: 16 }, 40, seeded(42));
  const readings = Array.from({ length: 20_000 }, () => ((sensor.read() / 65_536 - 0.1) / 0.8) * 150 - 40);
  const mean = readings.reduce((sum, each) => sum + each, 0) / readings.length;
  const deviation = Math.sqrt(readings.reduce((sum, each) => sum + (each - mean) ** 2, 0) / readings.length);
  t.true(Math.abs(mean) < 0.015, `${mean}`);
  t.true(Math.abs(deviation - 0.5) < 0.015, `${deviation}`);
});

test('the generator: even, normal, and the same for the same seed', (t) => {
  const random = seeded(3);
  const even = Array.from({ length: 20_000 }, random);
  t.true(even.every((each) => each >= 0 && each < 1));
  t.true(Math.abs(even.reduce((sum, each) => sum + each, 0) / even.length - 0.5) < 0.01);
  const again = seeded(3);
  t.deepEqual(even.slice(0, 10), Array.from({ length: 10 }, again));
  const normal = Array.from({ length: 20_000 }, () => gaussian(random));
  t.true(Math.abs(normal.filter((each) => Math.abs(each) < 1).length / normal.length - 0.6827) < 0.015);
});

test('failures: frozen, open, short, out of range; a fault shifts no later noise', (t) => {
  const healthy = new Sensor({ ...IDEAL, noisePsi: 1 }, 30, seeded(5));
  const sensor = new Sensor({ ...IDEAL, noisePsi: 1 }, 30, seeded(5));
  const last = sensor.read();
  healthy.read();
  sensor.advance(1, 90);
  healthy.advance(1, 90);
  for (const [failure, counts] of [
    ['frozen', last],
    ['open', 0],
    ['short', 1023],
    ['out-of-range', 71],
  ] as const) {
    sensor.failure = failure;
    t.is(sensor.read(), counts, failure);
    healthy.read();
  }
  sensor.failure = undefined;
  t.is(sensor.read(), healthy.read());
  const [low, high] = [0.04 * 1024, 0.1 * 1024];
  t.true(71 > low && 71 < high); // firmware/air-up/SOURCES.md#pressure-sensor
});
