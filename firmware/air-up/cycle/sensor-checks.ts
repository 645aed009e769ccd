import { addSample, type Gauge, sensorFault } from './estimate/gauge.js';
import type { Fault, FaultCode } from './faults.js';
import type { Measurements, Sample } from './input.js';
import { hottestPsi, MOVES_AIR, mostPsi } from './job/check-job.js';
import type { Job, Limits, OutletConfig } from './job/job.js';
import { DEFAULT_LIMITS } from './job/limits.js';
import { type OutletState, outletWith } from './outlet/outlet-state.js';
import { isFilling, tireOf } from './outlet/outlet-step.js';
import type { CycleState } from './state.js';

/** The outlets with the samples of all sensors. */
export function addSamples({ job, outlets }: CycleState, reading: Measurements): readonly OutletState[] {
  return outlets.map((outlet, index) => {
    const sample = reading.outlets[index];
    const config = job.outlets[index];
    if (!sample || !config) return outlet;
    return outletWith(outlet, addSample(outlet.gauge, sample, config.sensor), outlet.phase);
  });
}

/** Also from the future, or of no time: then its clock is not ours, and it may be as old as it likes. */
function isStale(ageMs: number, { staleMs }: Limits): boolean {
  return !(Math.abs(ageMs) <= staleMs);
}

/**
 * Whether every sensor that the jobs of a board need has just reported. Only then the leases of its outputs may be
 * renewed: a cycle that works on old readings is as good as none.
 */
export function isFresh(reading: Measurements, jobs: readonly Job[], nowMs: number): boolean {
  return jobs.every(({ limits, outlets, pump }) => {
    const isNew = (sample: Sample | undefined): boolean =>
      sample !== undefined && !isStale(nowMs - sample.atMs, limits);
    const line = pump.control.kind !== 'software' || isNew(reading.supply);
    return line && outlets.every((_, index) => isNew(reading.outlets[index]));
  });
}

/** How old the newest reading of the worst sensor is, ms, where that is too old to let air move on it. */
export function gapOf(
  { job, outlets }: CycleState,
  reading: Measurements,
  nowMs: number,
): number | undefined {
  let oldest = 0;
  for (const [index, { phase }] of outlets.entries()) {
    const sample = reading.outlets[index];
    if (phase.kind !== 'idle' && sample) oldest = Math.max(oldest, nowMs - sample.atMs);
  }
  if (job.pump.control.kind === 'software' && reading.supply)
    oldest = Math.max(oldest, nowMs - reading.supply.atMs);
  return isStale(oldest, job.limits) ? oldest : undefined;
}

/** A gap that is too long to be one, or a clock that is not ours. */
function isLost(ageMs: number, { linkWaitMs }: Limits): boolean {
  return !(ageMs >= -DEFAULT_LIMITS.linkWaitMs && ageMs <= linkWaitMs);
}

/** Bad voltages in a row that make a fault: one bad conversion is noise, two are a wire. */
const BAD_IN_A_ROW = 3;

/** What is wrong with the sensors as such, whatever the outlets do. */
export function faultOfReadings(state: CycleState, reading: Measurements, nowMs: number): Fault | undefined {
  const { job, stage } = state;
  const runningMs = stage.kind === 'running' ? nowMs - stage.sinceMs : 0;
  const found = (code: FaultCode, reason: string, outlet?: number): Fault => ({
    code,
    reason,
    atMs: nowMs,
    ...(outlet === undefined ? {} : { outlet }),
  });
  for (const [index, config] of job.outlets.entries()) {
    const sample = reading.outlets[index];
    const outlet = state.outlets[index];
    if (!outlet) continue;
    const mostPsi = mostOfShut(state, outlet, config, nowMs);
    if (mostPsi !== undefined && isAbove(outlet.gauge, mostPsi)) {
      return found(
        'over-pressure',
        `${outlet.gauge.recent.at(-1)?.psi.toFixed(1)} psi, all valves shut`,
        index,
      );
    }
    if (outlet.phase.kind === 'idle') continue;
    const ageMs = sample ? nowMs - sample.atMs : runningMs;
    if (sample ? isLost(ageMs, job.limits) : isStale(ageMs, job.limits))
      return found('sensor-stale', `the last reading is ${Math.round(ageMs)} ms old`, index);
    if (!sample) continue;
    const code = sensorFault(sample.ratio, config.sensor);
    if (code && outlet.gauge.badInARow >= BAD_IN_A_ROW) {
      return found(code, `${(sample.ratio * 100).toFixed(1)} % of the supply`, index);
    }
    if (isAbove(outlet.gauge, job.limits.linePsi)) {
      return found('over-pressure', `${outlet.gauge.recent.at(-1)?.psi.toFixed(0)} psi in the hose`, index);
    }
  }
  return faultOfSupply(state, reading, runningMs, nowMs, found);
}

/** A tire that is done may not pass its limit by more than this, psi: as much as a pulse may. */
const PASSES_PSI = 1;
/** By then a hose has drained into its tire, ms: SOURCES.md#reading-while-air-flows, with margin. */
const DRAINED_MS = 2000;

/** The highest reading while no valve of an outlet is open, psi; undefined where nothing is promised. */
function mostOfShut(
  { job }: CycleState,
  outlet: OutletState,
  config: OutletConfig,
  nowMs: number,
): number | undefined {
  const tire = tireOf(outlet, config);
  const target = tire === undefined ? undefined : job.tires[tire];
  if (!target || !MOVES_AIR[job.kind]) return undefined;
  const most = mostPsi(target, job.limits);
  switch (outlet.phase.kind) {
    case 'hose':
    case 'rest':
      return nowMs - outlet.phase.sinceMs < DRAINED_MS ? undefined : hottestPsi(target, job.limits);
    // Nobody looks at these any more while the next ones are filled.
    case 'idle':
    case 'guard':
    case 'holding':
      return most + PASSES_PSI;
    default:
      return undefined;
  }
}

/** With the pump on and all valves shut the line must rise, and its numbers change at least this often, ms. */
const LIVING_SHUT_MS = 2000;
/** While air is drawn the line may stand still for a while. */
const LIVING_OPEN_MS = 10_000;

function faultOfSupply(
  { job, pump, outlets }: CycleState,
  { supply }: Measurements,
  runningMs: number,
  nowMs: number,
  found: (code: FaultCode, reason: string) => Fault,
): Fault | undefined {
  const { control } = job.pump;
  if (control.kind !== 'software') return undefined;
  const ageMs = supply ? nowMs - supply.atMs : runningMs;
  if (supply ? isLost(ageMs, job.limits) : isStale(ageMs, job.limits))
    return found('sensor-stale', `the line's last reading is ${Math.round(ageMs)} ms old`);
  if (!supply) return undefined;
  const { line, relay, changedAtMs, mark } = pump;
  const code = sensorFault(supply.ratio, control.sensor);
  if (code && line.badInARow >= BAD_IN_A_ROW) {
    return found(code, `the line's sensor: ${(supply.ratio * 100).toFixed(1)} % of the supply`);
  }
  if (isAbove(line, job.limits.linePsi))
    return found('over-pressure', `${line.recent.at(-1)?.psi.toFixed(0)} psi in the line`);
  if (!relay) return undefined;
  const drawing = outlets.some(isFilling);
  const quietMs = nowMs - Math.max(line.changedAtMs, changedAtMs);
  if (quietMs > (drawing ? LIVING_OPEN_MS : LIVING_SHUT_MS)) {
    return found(
      'sensor-frozen',
      `the line's sensor: the same number for ${(quietMs / 1000).toFixed(1)} s with the pump on`,
    );
  }
  if (nowMs - mark.atMs <= job.limits.noRiseMs) return undefined;
  return found(
    'no-rise',
    `the line stays at ${mark.psi.toFixed(0)} psi with the pump on and all valves shut`,
  );
}

/** Above a limit in several readings in a row: one alone may be noise. */
function isAbove({ recent }: Gauge, psi: number): boolean {
  const from = recent.length - BAD_IN_A_ROW;
  if (from < 0) return false;
  for (let at = from; at < recent.length; at++) if (!((recent[at]?.psi ?? psi) > psi)) return false;
  return true;
}
