import type { Pulse } from '../outlet/outlet-state.js';
import {
  advanceAll,
  type Bounds,
  equalBounds,
  isClear,
  refine,
  replay,
  SLICE_S,
  type Slice,
} from './bounds.js';
import type { Estimate } from './estimate.js';
import {
  changePsiPerS,
  type Direction,
  type FlowParameters,
  flowPsiPerS,
  type TireAir,
} from './flow-model.js';
import type { PressurePoint } from './gauge.js';
import { Growing } from './growing.js';

/** A reading that differs by this from the one at rest shows that the valve has opened, psi. */
export const MOVED_PSI = 0.6;
/** A rise that counts, psi: the weakest pump makes 2 psi/min (SOURCES.md#pump-curves). */
export const MARK_PSI = 0.2;
/** The tail is not refined from less flow, psi/s. */
const LEAST_RATE_PSI_PER_S = 0.05;
/** Half a liter of hose behind C 0.1 gives for longer. */
const LONGEST_TAIL_S = 4;
/**
 * The first pulse moves a tire by a psi or two, and the rest of the way follows from that: a chuck that leaked before
 * it sat, or a sensor that moved, must not make a slow tire of a fast one. The second pulse is longer and tells better.
 */
const FIRST_DOUBT_PSI = 0.5;
/** With less open time before it than this a pulse is a first one: the sounding has hardly moved the tire, ms. */
const DOUBTED_MS = 1000;
const NO_SLICE = { seconds: 0, sum: 0 };

/**
 * The first opening of a tire is only to see how it takes air: what it shows bounds the next one, which is doubted in
 * turn.
 */
export function isSounding({ direction, isCareful }: Pulse, { pulses }: Estimate): boolean {
  return pulses === 0 && (direction === 'fill' || isCareful === true);
}

/** Opens. Pressures are absolute. */
export function openPulse(direction: Direction, air: TireAir, nowMs: number): Pulse {
  return {
    direction,
    openedAtMs: nowMs,
    closedAtMs: undefined,
    jumpPsi: undefined,
    isBlind: undefined,
    isCareful: undefined,
    isLook: undefined,
    start: air,
    sliced: equalBounds(air),
    air: equalBounds(air),
    ratePsiPerS: 0,
    record: Growing.empty(),
    openSlices: 0,
    slice: NO_SLICE,
    atMs: nowMs,
    moved: false,
    mark: { psi: air.hotPsi, atMs: nowMs },
  };
}

/** Takes in what the hose shows, valve open or just shut: `hosePsi` of the point is absolute. */
export function followPulse(pulse: Pulse, point: PressurePoint, bounds: Bounds<FlowParameters>): Pulse {
  const seconds = (point.atMs - pulse.atMs) / 1000;
  if (seconds <= 0) return pulse;
  // As the record has it, and not sample by sample: the refined parameters then fit what was followed.
  const latelyS = pulse.slice.seconds + seconds;
  const sum = pulse.slice.sum + point.psi * seconds;
  const isFull = latelyS >= SLICE_S;
  const air = advanceAll(pulse.sliced, sum / latelyS, bounds, latelyS);
  const record = isFull ? pulse.record.and({ seconds: latelyS, hosePsi: sum / latelyS }) : pulse.record;
  const { likely } = air;
  // One sample alone is noise where the hose is hardly above the tire: the rate follows the means.
  const hosePsi = record.at(-1)?.hosePsi ?? point.psi;
  const ratePsiPerS =
    pulse.closedAtMs === undefined
      ? changePsiPerS(likely, flowPsiPerS(likely, hosePsi, bounds.likely), bounds.likely)
      : pulse.ratePsiPerS;
  // Written out, as this is in every step, and a spread takes ten times as long.
  return {
    direction: pulse.direction,
    openedAtMs: pulse.openedAtMs,
    closedAtMs: pulse.closedAtMs,
    jumpPsi: pulse.jumpPsi,
    isBlind: pulse.isBlind,
    isCareful: pulse.isCareful,
    isLook: pulse.isLook,
    start: pulse.start,
    sliced: isFull ? air : pulse.sliced,
    air,
    ratePsiPerS,
    record,
    openSlices: pulse.openSlices,
    slice: isFull ? NO_SLICE : { seconds: latelyS, sum },
    atMs: point.atMs,
    moved: pulse.moved || Math.abs(point.psi - pulse.start.hotPsi) > MOVED_PSI,
    mark:
      Math.abs(likely.hotPsi - pulse.mark.psi) < MARK_PSI
        ? pulse.mark
        : { psi: likely.hotPsi, atMs: point.atMs },
  } satisfies Record<keyof Pulse, unknown>;
}

/** Ends the pulse: the valve is commanded to shut. */
export function closePulse(pulse: Pulse, nowMs: number): Pulse {
  const record = wholeRecord(pulse);
  return {
    ...pulse,
    closedAtMs: nowMs,
    openSlices: record.length,
    record,
    slice: NO_SLICE,
    sliced: pulse.air,
  };
}

/** Where the tire will be when all is still, if the valve is commanded to shut now, psi absolute. */
export function landing(pulse: Pulse, tailS: number): Bounds<number> {
  const tailPsi = pulse.ratePsiPerS * tailS;
  const { slow, likely, fast } = pulse.air;
  return { slow: slow.hotPsi + tailPsi, likely: likely.hotPsi + tailPsi, fast: fast.hotPsi + tailPsi };
}

/** The estimate refined by a pulse after which the tire has settled at a pressure, psi absolute. */
export function refineByPulse(
  pulse: Pulse,
  estimate: Estimate,
  endPsi: number,
  errorPsi: number,
): { estimate: Estimate; air: TireAir } {
  const record = wholeRecord(pulse);
  const { direction, start } = pulse;
  const isDoubted = !isSounding(pulse, estimate) && estimate.openMs < DOUBTED_MS;
  const doubtPsi = isDoubted ? FIRST_DOUBT_PSI : 0;
  const observation = { direction, record: record.slice(0), start, endPsi, errorPsi, doubtPsi };
  const bounds = refine(estimate.bounds, observation);
  const atClosing = replay(record.slice(0, pulse.openSlices), start, bounds.likely);
  const last = record.at(pulse.openSlices - 1);
  const ratePsiPerS = last
    ? changePsiPerS(atClosing, flowPsiPerS(atClosing, last.hosePsi, bounds.likely), bounds.likely)
    : 0;
  const tailS =
    Math.abs(ratePsiPerS) > LEAST_RATE_PSI_PER_S
      ? Math.min(Math.max((endPsi - atClosing.hotPsi) / ratePsiPerS, 0), LONGEST_TAIL_S)
      : estimate.tailS;
  const end = replay(record.slice(pulse.openSlices), atClosing, bounds.likely);
  return {
    estimate: {
      bounds,
      tailS,
      pulses: estimate.pulses + 1,
      openMs: estimate.openMs + (pulse.closedAtMs ?? pulse.openedAtMs) - pulse.openedAtMs,
      noiseShare: isClear(observation) ? errorPsi / (errorPsi + doubtPsi) : 1,
      moved: estimate.moved || pulse.moved,
    },
    air: { hotPsi: endPsi, coldPsi: (end.coldPsi * endPsi) / end.hotPsi },
  };
}

/** The record with what is in the slice that is not full yet. */
function wholeRecord({ record, slice }: Pick<Pulse, 'record' | 'slice'>): Growing<Slice> {
  return slice.seconds > 0
    ? record.and({ seconds: slice.seconds, hosePsi: slice.sum / slice.seconds })
    : record;
}
