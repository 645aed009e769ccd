import test from 'ava';
import type { Slice } from '../../../../firmware/air-up/cycle/estimate/bounds.js';
import type { Direction, TireAir } from '../../../../firmware/air-up/cycle/estimate/flow-model.js';
import { type Gauge, NO_GAUGE } from '../../../../firmware/air-up/cycle/estimate/gauge.js';
import { Growing } from '../../../../firmware/air-up/cycle/estimate/growing.js';
import { openPulse } from '../../../../firmware/air-up/cycle/estimate/pulse.js';
import type { FaultCode } from '../../../../firmware/air-up/cycle/faults.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import type { OutletState, Pulse } from '../../../../firmware/air-up/cycle/outlet/outlet-state.js';
import type { OutletContext } from '../../../../firmware/air-up/cycle/outlet/outlet-step.js';
import {
  faultOfPulse,
  faultOfRestless,
  faultOfSettling,
  isPointless,
} from '../../../../firmware/air-up/cycle/outlet/pulse-faults.js';
import { newCycle } from '../../../../firmware/air-up/cycle/state.js';
import { AMBIENT, job } from '../rig.js';

const JOB = job(26);

/** A pulse that is over, and what the sensor said after it. */
interface Case {
  readonly direction?: Direction;
  readonly startPsi?: number;
  /** Warmth of the air before, psi. */
  readonly warmth?: number;
  readonly stillPsi: number;
  readonly openMs?: number;
  readonly moved?: boolean;
  /** The valve has worked for this tire before. */
  readonly worked?: boolean;
  readonly pumpRanMs?: number;
  /** Where the hose stood with the valve open, and the tire as it was thought to be then. */
  readonly hosePsi?: number;
  readonly thoughtPsi?: number;
  /** When the number changed for the last time, ms after the valve was shut. */
  readonly changedMs?: number;
}

const abs = (psi: number): number => psi + AMBIENT;

/** A tenth of a second each. */
const recordOf = (pressures: readonly number[]): Growing<Slice> =>
  pressures.reduce((record, psi) => record.and({ seconds: 0.1, hosePsi: abs(psi) }), Growing.empty<Slice>());

function settled(one: Case): FaultCode | undefined {
  const { direction = 'fill', startPsi = 20, warmth = 0, openMs = 3000, moved = true, worked = false } = one;
  const { hosePsi, thoughtPsi = startPsi, changedMs = 100, pumpRanMs = 0, stillPsi } = one;
  const start: TireAir = { hotPsi: abs(startPsi), coldPsi: abs(startPsi - warmth) };
  const thought = { hotPsi: abs(thoughtPsi), coldPsi: abs(thoughtPsi) };
  const record = recordOf(hosePsi === undefined ? [] : [hosePsi]);
  const pulse: Pulse = {
    ...openPulse(direction, start, 0),
    closedAtMs: openMs,
    air: { slow: thought, likely: thought, fast: thought },
    record,
    openSlices: record.length,
    moved,
  };
  const outlet = newCycle(JOB, 0).outlets[0] as OutletState;
  const gauge: Gauge = { ...NO_GAUGE, changedAtMs: openMs + changedMs };
  const worn = { ...outlet, gauge, fill: { ...outlet.fill, moved: worked } };
  const target = JOB.tires[0];
  const context = { job: JOB, target, nowMs: openMs + 700, pumpRanMs } as OutletContext;
  return faultOfSettling(pulse, worn, stillPsi, context)?.code;
}

const CASES: readonly (readonly [string, Case, FaultCode | undefined])[] = [
  ['a fill that raises the tire is good', { stillPsi: 21 }, undefined],
  ['below 3 psi no tire is on the hose', { stillPsi: 2.99 }, 'hose-off'],
  ['at 3 psi there may be one', { startPsi: 3.5, stillPsi: 3, openMs: 1000 }, undefined],
  ['nor after a vent', { direction: 'vent', stillPsi: 2.9 }, 'hose-off'],
  ['12 psi/s is as fast as a tire may rise', { stillPsi: 31.9, openMs: 1000 }, undefined],
  ['no tire rises faster', { stillPsi: 32.1, openMs: 1000 }, 'rise-too-fast'],
  ['a rise below 5 psi is never too fast', { stillPsi: 24.9, openMs: 100 }, undefined],
  ['the sidewall and one psi more', { startPsi: 33, stillPsi: 36, openMs: 9000 }, undefined],
  ['and no more than that', { startPsi: 33, stillPsi: 36.1, openMs: 9000 }, 'over-pressure'],
  ['a tire that gives way by a psi', { stillPsi: 19, openMs: 1000 }, undefined],
  ['and more than that leaks', { stillPsi: 18.9, openMs: 1000 }, 'leak'],
  ['warm air may give way by its warmth besides', { stillPsi: 17.5, warmth: 1.6, openMs: 1000 }, undefined],
  ['and by no more', { stillPsi: 17.3, warmth: 1.6, openMs: 1000 }, 'leak'],
  ['a short pulse need not show a rise', { stillPsi: 20, openMs: 1999, moved: false }, undefined],
  ['a longer one must', { stillPsi: 20.19, openMs: 2000, moved: false }, 'fill-stuck-shut'],
  ['by 0.2 psi', { stillPsi: 20.21, openMs: 2000, moved: false }, undefined],
  ['a hose that has moved shows an open valve', { stillPsi: 20, openMs: 14_999 }, undefined],
  ['which must bring something in 15 s', { stillPsi: 20, openMs: 15_000 }, 'no-rise'],
  [
    'a valve that has worked is open',
    { stillPsi: 20, openMs: 15_000, moved: false, worked: true },
    'no-rise',
  ],
  [
    'a pump that has run for two minutes may be too hot',
    { stillPsi: 20, openMs: 15_000, moved: false, worked: true, pumpRanMs: 120_001 },
    'pump-overheated',
  ],
  [
    'not where the line still pushes',
    { stillPsi: 20, openMs: 15_000, worked: true, pumpRanMs: 120_001 },
    'no-rise',
  ],
  [
    'what was left in the line is gone: the hose is at the tire',
    { stillPsi: 20, hosePsi: 20.59, openMs: 15_000, worked: true, pumpRanMs: 120_001 },
    'pump-overheated',
  ],
  [
    'a hose above the tire is fed',
    { stillPsi: 20, hosePsi: 20.61, openMs: 15_000, worked: true, pumpRanMs: 120_001 },
    'no-rise',
  ],
  ['a vent that lets air out is good', { direction: 'vent', stillPsi: 19 }, undefined],
  ['a vent can not fill', { direction: 'vent', stillPsi: 21.1 }, 'fill-stuck-open'],
  ['but cold air warms', { direction: 'vent', stillPsi: 21.5, warmth: -1, openMs: 1000 }, undefined],
  ['and no more than its cold', { direction: 'vent', stillPsi: 22.1, warmth: -1 }, 'fill-stuck-open'],
  ['a vent that does nothing', { direction: 'vent', stillPsi: 20, moved: false }, 'vent-stuck-shut'],
  ['for less than two seconds', { direction: 'vent', stillPsi: 20, moved: false, openMs: 1999 }, undefined],
  ['a slow vent that has moved the hose', { direction: 'vent', stillPsi: 20, openMs: 14_999 }, undefined],
  ['and nothing in 15 s', { direction: 'vent', stillPsi: 20, openMs: 15_000 }, 'vent-stuck-shut'],
  [
    'a hose that does not come back after a vent',
    { direction: 'vent', stillPsi: 10, hosePsi: 8, thoughtPsi: 18 },
    'vent-stuck-open',
  ],
  ['one that does', { direction: 'vent', stillPsi: 18, hosePsi: 8, thoughtPsi: 18 }, undefined],
  [
    'one that was not far away',
    { direction: 'vent', stillPsi: 18, hosePsi: 18, thoughtPsi: 19.9 },
    undefined,
  ],
  [
    'a number that has not changed since the valve was shut',
    { direction: 'vent', stillPsi: 8, hosePsi: 8, thoughtPsi: 18, changedMs: 0 },
    'sensor-frozen',
  ],
  [
    'the same when filling, before it is taken for a fast rise',
    { stillPsi: 60, hosePsi: 60, thoughtPsi: 21, changedMs: -50 },
    'sensor-frozen',
  ],
  [
    'a hose that stays high and lives has no tire behind it',
    { stillPsi: 60, hosePsi: 60, thoughtPsi: 21 },
    'rise-too-fast',
  ],
];

for (const [title, one, wanted] of CASES) {
  test(`settled: ${title}`, (t) => t.is(settled(one), wanted));
}

const gaugeAt = (changedAtMs: number, psi: readonly number[] = []): Gauge => ({
  ...NO_GAUGE,
  changedAtMs,
  recent: psi.map((one, i) => ({ psi: one, atMs: i * 20 })),
});

test('a reading that does not leave its place for two seconds with the valve open is frozen', (t) => {
  const pulse = openPulse('fill', { hotPsi: 35, coldPsi: 35 }, 1000);
  t.is(faultOfPulse(pulse, gaugeAt(0), 2999), undefined);
  t.is(faultOfPulse(pulse, gaugeAt(0), 3000)?.code, 'sensor-frozen');
  t.is(faultOfPulse(pulse, gaugeAt(2000), 3000), undefined);
  t.is(faultOfPulse({ ...pulse, moved: true }, gaugeAt(0), 9000), undefined, 'quiet, not frozen');
});

/** A pulse with this record. */
function recorded(direction: Direction, pressures: readonly number[]): Pulse {
  const start = openPulse(direction, { hotPsi: abs(20), coldPsi: abs(20) }, 0);
  return { ...start, record: recordOf(pressures), moved: true };
}
const pointless = (pulse: Pulse, nowMs: number, changedAtMs = nowMs): boolean =>
  isPointless(pulse, recorded('fill', []), gaugeAt(changedAtMs), DEFAULT_LIMITS.noRiseMs, nowMs);
const level = (psi: number, count: number): number[] => Array.from({ length: count }, () => psi);

test('a valve is shut to look when nothing has come for 15 s', (t) => {
  t.false(pointless(recorded('fill', level(40, 9)), 14_999));
  t.true(pointless(recorded('fill', level(40, 9)), 15_000));
});

test('or when the number is the same for 20 s of filling, a minute of letting out', (t) => {
  const fresh = (direction: Direction, nowMs: number): Pulse => ({
    ...recorded(direction, level(direction === 'fill' ? 40 : 10, 9)),
    mark: { psi: 0, atMs: nowMs },
  });
  t.false(pointless(fresh('fill', 19_999), 19_999, 0));
  t.true(pointless(fresh('fill', 20_000), 20_000, 0));
  t.false(pointless(fresh('vent', 59_999), 59_999, 0));
  t.true(pointless(fresh('vent', 60_000), 60_000, 0));
});

test('or when the tire gives way by two psi, the wrong way for the pulse', (t) => {
  t.false(pointless(recorded('fill', level(18.1, 5)), 500));
  t.true(pointless(recorded('fill', level(17.9, 5)), 500));
  t.false(pointless(recorded('fill', level(17.9, 4)), 400), 'not before half a second');
  t.false(pointless(recorded('vent', level(21.9, 5)), 500));
  t.true(pointless(recorded('vent', level(22.1, 5)), 500));
});

/** A hose that changes at this rate, after four seconds in which the line gives what it had. */
function changing(direction: Direction, psiPerS: number, seconds: number): Pulse {
  const slices = Array.from({ length: Math.round(seconds * 10) - 40 }, (_, i) => 40 + (psiPerS * i) / 10);
  const pulse = recorded(direction, [...level(90, 40), ...slices]);
  return { ...pulse, mark: { psi: 0, atMs: seconds * 1000 } };
}

test('or when the hose has not risen for 15 s: a tire that fills pushes back', (t) => {
  const at = (psiPerS: number, seconds: number, direction: Direction = 'fill'): boolean =>
    pointless(changing(direction, psiPerS, seconds), seconds * 1000);
  t.false(at(0, 19.9), 'the first four seconds say nothing');
  t.true(at(0, 20));
  t.true(at(-0.1, 20));
  t.false(at(0.2 / 15 + 0.001, 20), 'the weakest pump that fills tires at all');
  t.true(at(0.2 / 15 - 0.001, 20));
  t.false(at(0.2 / 15 + 0.001, 80));
  t.true(at(0.2 / 15 - 0.001, 80));
  const vented = { ...changing('vent', 0, 80), start: { hotPsi: abs(40), coldPsi: abs(40) } };
  t.false(pointless(vented, 80_000), 'where air is let out the hose says nothing of the kind');
});

test('or when the hose falls by a quarter within a second, after the line has given what it had', (t) => {
  const falls = (after: number, to: number): Pulse =>
    recorded('fill', [...level(60, after), ...level(to, 1)]);
  t.true(pointless(falls(40, 0.74 * abs(60) - AMBIENT), 4100));
  t.false(pointless(falls(40, 0.76 * abs(60) - AMBIENT), 4100));
  t.false(pointless(falls(39, 30), 4000), 'the stored air of a line looks the same');
});

test('a shut hose that moves for five seconds: up is a valve, high is too much, down is a leak', (t) => {
  const context = { job: JOB, target: JOB.tires[0] } as OutletContext;
  const moves = (from: number, to: number, ms = 5000): FaultCode | undefined =>
    faultOfRestless(gaugeAt(0, [from, to]), ms, context)?.code;
  t.is(moves(20, 22), 'fill-stuck-open');
  t.is(moves(60, 50), 'over-pressure');
  t.is(moves(37, 35.9), 'leak');
  t.is(moves(20, 18), 'leak');
  t.is(moves(20, 18, 4999), undefined);
});
