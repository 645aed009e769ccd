import { SLICE_S } from '../estimate/bounds.js';
import { noRiseMs } from '../estimate/expected.js';
import { type Gauge, meanSince, STEADY_MS, surelyGains } from '../estimate/gauge.js';
import { MARK_PSI, MOVED_PSI } from '../estimate/pulse.js';
import type { FaultCode } from '../faults.js';
import { mostPsi } from '../job/check-job.js';
import { COMES_BACK_PSI, COMES_BACK_SHARE, flowingPsi, SURELY_SHUT_MS } from './hose-left.js';
import type { OutletState, Pulse } from './outlet-state.js';
import { type OutletContext, psi } from './outlet-step.js';

interface Wrong {
  readonly code: FaultCode;
  readonly reason: string;
}

/** Maximum time for the reading to move after a valve opens, ms. */
const LIVING_MS = 2000;
/**
 * Later a quiet converter may give one number for long, where the hose hardly changes: time until the valve is shut to
 * look, ms.
 */
const QUIET_MS = { fill: 20_000, vent: 60_000 };
/** What a pulse must raise the tire by to count as a rise, psi: twice the error of a reading. */
export const RISE_PSI = 0.2;
/** Minimum length of a pulse for a missing rise to mean something, ms. */
const ENOUGH_MS = 2000;
/** A loss of this much while it is filled means that the tire loses air, psi. */
const GIVES_WAY_PSI = 1;
/** Below this no rise is too fast: noise and hose, psi. */
const HARMLESS_RISE_PSI = 5;
/**
 * A pump that gives nothing any more after this is likely too hot, ms: bursts of 2.5 to 5 min, SOURCES.md#pump-duty.
 */
const HOT_AFTER_MS = 120_000;

/** The fault that shows while a valve is open. */
export function faultOfPulse(pulse: Pulse, gauge: Gauge, nowMs: number): Wrong | undefined {
  const quietMs = quietFor(pulse, gauge, nowMs);
  if (pulse.moved || quietMs < LIVING_MS) return undefined;
  return {
    code: 'sensor-frozen',
    reason: `the same number for ${(quietMs / 1000).toFixed(1)} s with the valve open`,
  };
}

function quietFor({ openedAtMs }: Pulse, { changedAtMs }: Gauge, nowMs: number): number {
  return nowMs - Math.max(changedAtMs, openedAtMs);
}

/** The hose falls to this share of what it was a second ago, absolute: nothing but a hose that came off does that. */
const SUDDEN_SHARE = 0.75;
/** A line without a tank gives its stored air away first, which looks the same, slices. */
const FIRST_SLICES = 40;
const SECOND_SLICES = 10;

/** How long the tire need not seem to rise before it is looked at: each look that has shown a rise doubles it, ms. */
export function patienceMs({ looks }: OutletState, { job, target }: OutletContext): number {
  return noRiseMs(job, target) * 2 ** looks;
}

/** Whether it is better to shut and look: no rise for long, the tire loses pressure, or the hose drops suddenly. */
export function isPointless(pulse: Pulse, gauge: Gauge, patienceMs: number, nowMs: number): boolean {
  const { direction, mark, record, start } = pulse;
  if (nowMs - mark.atMs >= patienceMs || quietFor(pulse, gauge, nowMs) >= QUIET_MS[direction]) return true;
  const hosePsi = record.at(-1)?.hosePsi;
  if (hosePsi === undefined || record.length < 5) return false;
  if (
    direction === 'fill'
      ? hosePsi < start.hotPsi - 2 * GIVES_WAY_PSI
      : hosePsi > start.hotPsi + 2 * GIVES_WAY_PSI
  ) {
    return true;
  }
  const before = record.at(-1 - SECOND_SLICES)?.hosePsi;
  if (record.length > FIRST_SLICES && before !== undefined && hosePsi < SUDDEN_SHARE * before) return true;
  return direction === 'fill' && standsStill(record, patienceMs);
}

/**
 * A tire that fills pushes back ever more, and the hose rises with it. Only that shows that it
 * has come off a long hose: the hose holds back nearly as much as before.
 */
function standsStill(record: Pulse['record'], forMs: number): boolean {
  const back = Math.round(forMs / 1000 / SLICE_S);
  if (record.length < FIRST_SLICES + back + SECOND_SLICES) return false;
  const before = secondUntil(record, record.length - back);
  return secondUntil(record, record.length) - before < MARK_PSI;
}

/** Mean of the hose in the second before a slice. */
function secondUntil(record: Pulse['record'], end: number): number {
  let sum = 0;
  for (let at = end - SECOND_SLICES; at < end; at++) sum += record.at(at)?.hosePsi ?? Number.NaN;
  return sum / SECOND_SLICES;
}

/** The fault that shows when the valve is shut again; `stillPsi` once the hose is at rest. */
export function faultOfSettling(
  pulse: Pulse,
  outlet: OutletState,
  stillPsi: number | undefined,
  context: OutletContext,
): Wrong | undefined {
  const { job, nowMs, target } = context;
  const { limits, ambientPsi } = job;
  const closedMs = nowMs - (pulse.closedAtMs ?? nowMs);
  const drainsTo =
    pulse.direction === 'fill' ? pulse.start.hotPsi - ambientPsi - GIVES_WAY_PSI : Number.POSITIVE_INFINITY;
  if (stillPsi === undefined)
    return (
      faultOfStuck(pulse, outlet, closedMs, context) ??
      faultOfRestless(outlet.gauge, closedMs, context, drainsTo)
    );
  const startPsi = pulse.start.hotPsi - ambientPsi;
  const openMs = (pulse.closedAtMs ?? nowMs) - pulse.openedAtMs;
  const rise = stillPsi - startPsi;
  const figures = `${psi(startPsi)} before and ${psi(stillPsi)} after ${(openMs / 1000).toFixed(1)} s with the valve open`;
  if (stillPsi < limits.hoseOffPsi) return { code: 'hose-off', reason: figures };
  if (rise > HARMLESS_RISE_PSI && closedMs >= SURELY_SHUT_MS && outlet.gauge.changedAtMs <= nowMs - closedMs)
    return { code: 'sensor-frozen', reason: figures };
  const stays = faultOfStaying(pulse, outlet, stillPsi + ambientPsi);
  if (stays && stays.code !== 'fill-stuck-open') return stays;
  const isFill = pulse.direction === 'fill';
  const warms = Math.max(0, pulse.start.coldPsi - pulse.start.hotPsi);
  // A valve that opens into an open vent makes a jump too.
  if (!isFill && rise > GIVES_WAY_PSI + warms) return { code: 'fill-stuck-open', reason: figures };
  const tooFast = isFill && rise > HARMLESS_RISE_PSI && rise > (limits.fastestPsiPerS * openMs) / 1000;
  const nothing = isFill && Math.abs(rise) < RISE_PSI;
  const absPsi = stillPsi + ambientPsi;
  const fits = nothing ? undefined : faultOfFit(pulse, outlet, absPsi, context);
  const moved = tooFast ? undefined : (faultOfJump(pulse, absPsi) ?? fits);
  if (moved) return moved;
  if (pulse.direction === 'vent') {
    if (-rise >= RISE_PSI || openMs < ENOUGH_MS) return undefined;
    // A hose that has moved shows an open valve: then it is only slow.
    if (pulse.moved && openMs < limits.noRiseMs) return undefined;
    return { code: 'vent-stuck-shut', reason: figures };
  }
  if (rise > HARMLESS_RISE_PSI && rise > (limits.fastestPsiPerS * openMs) / 1000)
    return { code: 'rise-too-fast', reason: figures }; // a hose that keeps its pressure may also be one without a tire
  if (stillPsi > mostPsi(target, limits) + GIVES_WAY_PSI) return { code: 'over-pressure', reason: figures };
  if (stays) return stays;
  const cools = Math.max(0, pulse.start.hotPsi - pulse.start.coldPsi);
  if (rise < -GIVES_WAY_PSI - cools) return { code: 'leak', reason: figures };
  if (rise >= RISE_PSI || openMs < ENOUGH_MS) return undefined;
  // A valve that has worked for this tire is open: then it is the pump that gives nothing.
  if (!pulse.moved && !outlet.fill.moved) return { code: 'fill-stuck-shut', reason: figures };
  return openMs < noRiseMs(job, target)
    ? undefined
    : {
        code:
          isDry(pulse, stillPsi + ambientPsi) && context.pumpRanMs > HOT_AFTER_MS
            ? 'pump-overheated'
            : 'no-rise',
        reason: figures,
      };
}

/**
 * Nothing came out of the line any more when the valve was commanded to shut: the hose was at the tire; `stillPsi` is
 * absolute.
 */
function isDry({ record, openSlices, moved }: Pulse, stillPsi: number): boolean {
  const openPsi = record.at(openSlices - 1)?.hosePsi;
  return openPsi === undefined ? !moved : Math.abs(openPsi - stillPsi) < MOVED_PSI;
}

/** The tire itself reads other than it can be by more than this share of a jump: it was the sensor that jumped. */
const OF_JUMP = 0.2;
/** And by more than this, psi. */
const LEAST_SLIP_PSI = 0.7;

/** A reading that has jumped: if it was air, the tire is where it likely was; `stillPsi` is absolute. */
function faultOfJump({ jumpPsi, air }: Pulse, stillPsi: number): Wrong | undefined {
  const beside = stillPsi - air.likely.hotPsi;
  if (jumpPsi === undefined || Math.abs(beside) < LEAST_SLIP_PSI || beside / jumpPsi < OF_JUMP)
    return undefined;
  const reason = `a jump of ${psi(jumpPsi)} within 40 ms, and the tire reads ${psi(beside)} from where it must be`;
  return { code: 'sensor-moved', reason };
}

/** Pulses and time of an open valve after which the bounds of a tire hold, ms. */
const KNOWN_PULSES = 1;
const KNOWN_MS = 3000;
/** A tire that is known may be beside what its bounds allow by this, psi, and by this share of what it moved. */
const BESIDE_PSI = 1.5;
const BESIDE_SHARE = 0.15;

/** A tire whose way of taking air was seen reads what it can't have come to; `stillPsi` is absolute. */
function faultOfFit(
  { direction, air, start, isBlind }: Pulse,
  outlet: OutletState,
  stillPsi: number,
  { maySwitchOff }: OutletContext,
): Wrong | undefined {
  const { pulses, openMs } = outlet[direction];
  if (isBlind || pulses < KNOWN_PULSES || openMs < KNOWN_MS) return undefined;
  const [low, high] = [air.slow.hotPsi, air.fast.hotPsi].sort((a, b) => a - b) as [number, number];
  const beside = Math.max(low - stillPsi, stillPsi - high);
  if (beside < BESIDE_PSI + BESIDE_SHARE * Math.abs(air.likely.hotPsi - start.hotPsi)) return undefined;
  const reason = `${psi(stillPsi - air.likely.hotPsi)} from where the air that has flowed can have brought it`;
  if (direction === 'vent') return { code: 'sensor-moved', reason };
  if (stillPsi < low) return { code: 'leak', reason };
  // Without a relay nothing proves that the valve is shut, and what is worse is said.
  return { code: maySwitchOff ? 'sensor-moved' : 'fill-stuck-open', reason };
}

/** A valve that has had its time and a hose that has not come back, at rest or not. */
function faultOfStuck(
  pulse: Pulse,
  outlet: OutletState,
  closedMs: number,
  { job, nowMs, target }: OutletContext,
): Wrong | undefined {
  const now = meanSince(outlet.gauge, nowMs - STEADY_MS);
  if (now === undefined || closedMs < SURELY_SHUT_MS) return undefined;
  const stays = faultOfStaying(pulse, outlet, now + job.ambientPsi);
  const isHigh = stays?.code === 'fill-stuck-open' && now > mostPsi(target, job.limits) + GIVES_WAY_PSI;
  return isHigh ? { ...stays, code: 'over-pressure' } : stays;
}

/** The hose has to come back to the tire when the valve is shut; `stillPsi` is absolute. */
function faultOfStaying(pulse: Pulse, outlet: OutletState, stillPsi: number): Wrong | undefined {
  const openPsi = flowingPsi(pulse);
  if (openPsi === undefined) return undefined;
  const away = Math.abs(pulse.air.fast.hotPsi - openPsi);
  const back = Math.abs(stillPsi - openPsi);
  if (away < COMES_BACK_PSI || back > COMES_BACK_SHARE * away) return undefined;
  const reason = `${psi(away)} away from the tire with the valve open, and ${psi(back)} back after it was shut`;
  if (outlet.gauge.changedAtMs <= (pulse.closedAtMs ?? 0)) return { code: 'sensor-frozen', reason };
  if (pulse.direction === 'vent') return { code: 'vent-stuck-open', reason };
  // Before it has shown how fast it fills, a small tire may be where the hose is.
  return outlet.fill.pulses > 0 ? { code: 'fill-stuck-open', reason } : undefined;
}

/** Longest time for a hose to come to rest while all valves are shut, ms. */
const RESTLESS_MS = 5000;
/** A rise within half a second, beyond noise, psi. */
const STIRS_PSI = 0.2;
/** Half a liter of hose behind C 0.1 takes 7 s to drain from 100 psi into a tire, ms. */
const DRAINING_MS = 15_000;

/** A hose whose pressure has moved for this long with all valves shut. */
export function faultOfRestless(
  gauge: Gauge,
  forMs: number,
  { job, target }: OutletContext,
  mayDrainToPsi = Number.POSITIVE_INFINITY,
): Wrong | undefined {
  const now = gauge.recent.at(-1)?.psi ?? 0;
  const rises = surelyGains(gauge) > STIRS_PSI;
  if (forMs < (!rises && now > mayDrainToPsi ? DRAINING_MS : RESTLESS_MS)) return undefined;
  const high = now > mostPsi(target, job.limits) + GIVES_WAY_PSI;
  return {
    code: rises ? 'fill-stuck-open' : high ? 'over-pressure' : 'leak',
    reason: `not at rest ${(forMs / 1000).toFixed(0)} s after all valves were shut`,
  };
}
