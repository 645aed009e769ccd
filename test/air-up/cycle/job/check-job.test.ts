import test from 'ava';
import {
  checkJob,
  type JobRefusal,
  leastTargetPsi,
  mostPsi,
} from '../../../../firmware/air-up/cycle/job/check-job.js';
import type { Job } from '../../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { refusalText } from '../../../../host/text/air.js';
import { type JobOptions, job, jobOf, SENSOR } from '../rig.js';

const tire = (targetPsi: number, maxPsi: number) => ({ tires: [{ name: 'FL', targetPsi, maxPsi }] });
const outlet = (tires: readonly number[], hasVent = true) => ({ hasVent, sensor: SENSOR, tires });
const codes = (one: Job): readonly string[] => checkJob(one).map(({ code }) => code);
const text = (refusal: JobRefusal) => refusalText(refusal, (psi) => `${psi} psi`);
const messages = (one: Job): string =>
  checkJob(one)
    .map((refusal) => text(refusal).message)
    .join('; ');

test('a plain job is not refused', (t) => {
  for (const kind of ['inflate', 'deflate', 'hold', 'leak-test', 'watch'] as const) {
    t.deepEqual(checkJob(job(26, { kind })), []);
  }
  t.deepEqual(checkJob(jobOf([20, 22, 24, 26], 'manifold')), []);
  t.deepEqual(checkJob(jobOf([20, 22, 24, 26], 'hose')), []);
});

test('a target above what the sidewall or the software allows is refused, and the limit itself is not', (t) => {
  t.deepEqual(codes(job(0, tire(35, 35))), []);
  t.deepEqual(codes(job(0, tire(35.01, 35))), ['target-above-maximum']);
  t.deepEqual(codes(job(0, tire(80, 100))), []);
  t.deepEqual(codes(job(0, tire(80.01, 100))), ['target-above-ceiling']);
});

test('a target that can be no pressure, or could be taken for a hose that is off, is refused', (t) => {
  for (const targetPsi of [0, -1, Number.NaN]) t.regex(messages(job(0, tire(targetPsi, 35))), /above 0/);
  t.regex(messages(job(0, tire(20, 0))), /above 0/);
  t.regex(messages(job(0, tire(20, Number.NaN))), /above 0/);
  t.is(leastTargetPsi(DEFAULT_LIMITS), 4);
  t.regex(messages(job(0, tire(3.99, 35))), /too low/);
  t.is(messages(job(0, tire(4, 35))), '');
});

test('where no air is moved the targets do not matter', (t) => {
  for (const kind of ['leak-test', 'watch'] as const) {
    t.deepEqual(checkJob(job(0, { ...tire(0, 0), kind })), []);
    t.deepEqual(checkJob(job(0, { ...tire(900, 35), kind })), []);
  }
});

const TWO = {
  tires: [
    { name: 'A', targetPsi: 20, maxPsi: 35 },
    { name: 'B', targetPsi: 20, maxPsi: 35 },
  ],
};

const SHAPES: readonly [string, JobOptions, RegExp][] = [
  ['no tire', { tires: [], outlets: [outlet([])] }, /no tire is named/],
  ['an outlet without a tire', { ...TWO, outlets: [outlet([0, 1]), outlet([])] }, /serves no tire/],
  ['a tire without an outlet', { ...TWO, outlets: [outlet([0])] }, /B is served by 0 outlets/],
  ['a tire on two outlets', { ...TWO, outlets: [outlet([0, 1]), outlet([1])] }, /B is served by 2 outlets/],
  ['a tire that is not there', { ...TWO, outlets: [outlet([0, 1, 2])] }, /does not exist/],
  ['nothing to let air out', { ...TWO, kind: 'deflate', outlets: [outlet([0, 1], false)] }, /vent valve/],
];

for (const [name, options, message] of SHAPES) {
  test(`refused: ${name}`, (t) => {
    const refusals = checkJob(job(20, options));
    t.true(refusals.some((one) => message.test(text(one).message)));
    t.true(refusals.every((one) => text(one).hint.length > 10));
  });
}

test('without a vent valve everything but letting air out is allowed', (t) => {
  for (const kind of ['inflate', 'hold', 'watch', 'leak-test'] as const) {
    t.deepEqual(checkJob(job(20, { kind, outlets: [outlet([0], false)] })), []);
  }
});

test('a tire is filled to its own maximum or to the ceiling, whichever is lower', (t) => {
  t.is(mostPsi({ name: 'A', targetPsi: 1, maxPsi: 50 }, DEFAULT_LIMITS), 50);
  t.is(mostPsi({ name: 'A', targetPsi: 1, maxPsi: 120 }, DEFAULT_LIMITS), 80);
});
