import test from 'ava';
import { gainOf, zeroOf } from '../../../firmware/air-up/vehicle/calibration.js';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { withCalibration } from '../../../firmware/air-up/vehicle/file/save-calibration.js';
import { OnairError } from '../../../host/base/error.js';

const steady = (ratio: number): number[] =>
  Array.from({ length: 40 }, (_, i) => ratio + (i % 2) * 0.001 - 0.0005);
const OWN = { zeroRatio: 0.1042, psiPerRatio: 190.25 };
const JEEP = VEHICLE_EXAMPLES.jeep ?? '';

test('two points make a calibration', (t) => {
  const zero = zeroOf(steady(0.104));
  t.true(Math.abs(zero - 0.104) < 1e-9);
  const { psiPerRatio } = gainOf(steady(0.104 + 32 / 190), zero, 32, 150);
  t.true(Math.abs(psiPerRatio - 190) < 1e-6);
});

const REFUSED: readonly (readonly [title: string, act: () => unknown, says: RegExp])[] = [
  ['a tire on the hose is no zero', () => zeroOf(steady(0.148)), /is the hose off/],
  ['a broken wire is no zero', () => zeroOf(steady(0)), /0\.0 %/],
  ['a reading that moves', () => zeroOf(Array.from({ length: 40 }, (_, i) => 0.1 + i / 2000)), /stand still/],
  ['too few readings', () => zeroOf([0.1, 0.1]), /too few/],
  ['a flat tire is too little for a gain', () => gainOf(steady(0.11), 0.1, 2, 150), /too little/],
  ['a gauge in another unit', () => gainOf(steady(0.27), 0.1, 2.2, 150), /differ by/],
  ['a gauge that is far off', () => gainOf(steady(0.27), 0.1, 45, 150), /differ by 4\d %/],
];

for (const [title, act, says] of REFUSED) {
  test(title, (t) => {
    const error = t.throws(act, { instanceOf: OnairError });
    t.is(error?.code, 'not-verified');
    t.regex(`${error?.message} ${error?.hint}`, says);
  });
}

test('saving changes one line and leaves every other letter as it was', (t) => {
  const saved = withCalibration(JEEP, [OWN], '150 psi');
  const added = saved.split('\n').filter((line) => !JEEP.split('\n').includes(line));
  t.deepEqual(added, ['  calibration: { zero-ratio: 0.1042, psi-per-ratio: 190.25 }']);
  t.is(saved.replace(`\n${added[0]}`, ''), JEEP);
  t.deepEqual(readVehicle(saved, 'x').sensors[0]?.calibration, OWN);
});

test('saving once more replaces it, in a flow map too', (t) => {
  for (const text of [JEEP, VEHICLE_EXAMPLES['small-pump'] ?? '']) {
    const nominal = readVehicle(text, 'x').sensors[0]?.calibration.psiPerRatio ?? 0;
    const first = { zeroRatio: 0.1, psiPerRatio: Number((nominal * 1.1).toFixed(2)) };
    const second = { zeroRatio: 0.1042, psiPerRatio: Number((nominal * 0.9).toFixed(2)) };
    const saved = withCalibration(withCalibration(text, [first], '150 psi'), [second], '150 psi');
    t.deepEqual(readVehicle(saved, 'x').sensors[0]?.calibration, second);
    t.is(saved.match(/^[^#\n]*calibration:/gm)?.length, 1);
  }
});

test('a file without a sensor gets one, a block of its own is replaced, a manifold gets a list', (t) => {
  const without = JEEP.replace(/\nsensor:\n(?: .*\n)+/, '\n');
  t.deepEqual(readVehicle(withCalibration(without, [OWN], '150 psi'), 'x').sensors[0]?.calibration, OWN);
  const block = JEEP.replace(
    /# calibration: .*/,
    'calibration:\n    zero-ratio: 0.1\n    psi-per-ratio: 187.5',
  );
  t.deepEqual(readVehicle(withCalibration(block, [OWN], '150 psi'), 'x').sensors[0]?.calibration, OWN);
  const manifold = JEEP.replace('one-hose ', 'manifold ');
  const each = Array.from({ length: 6 }, (_, i) => ({ zeroRatio: (100 + i) / 1000, psiPerRatio: 190 }));
  const saved = readVehicle(withCalibration(manifold, each, '150 psi'), 'x');
  t.deepEqual(
    saved.sensors.map(({ calibration }) => calibration),
    each,
  );
});
