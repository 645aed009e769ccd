import type { OutletState, Pulse } from '../outlet/outlet-state.js';
import type { Estimate } from './estimate.js';
import type { TireAir } from './flow-model.js';
import { isSounding, landing } from './pulse.js';

/** Where a pulse shall end, psi absolute. */
export interface Goal {
  /** What is aimed at. */
  readonly psi: number;
  /** Which pressure of the air that is: as it is at the end, or when it has cooled. */
  readonly of: 'settled' | 'cold';
  /** The tire's own limit. */
  readonly maxPsi: number;
}

/**
 * How far past the goal the fastest guess may come, psi: the tolerance, so that a guess that holds needs no way back.
 */
const PAST_PSI = 0.3;
/**
 * With the doubt of a first pulse it may come further, psi: with the tolerance for both, jobs shut once more for
 * nothing. With 1, faults that nobody sees make a tire wrong by more than 1 psi in 24 runs of 781 (test/bench); with
 * 0.6 in 22, as many as with the tolerance.
 */
const DOUBT_PAST_PSI = 0.6;
/** Before that: so short that even a bicycle's tire stays whole, and shows that it is one, ms. */
const SOUNDING_MS = 100;
/** The first pulse of a tire proves that all is in place; longer would be blind, ms. */
const FIRST_PULSE_MS = 4000;
/**
 * A pulse is at most this many times as long as all before it: a wrong reading does no more harm than that. With 5 the
 * third pulse would be the long one, on what a second one of 20 s has shown, and 1 job in 100 ends 0.5 psi off
 * (test/bench).
 */
const GROWS = 20;

/** Whether it is time to shut the valve. */
export function isTimeToClose(pulse: Pulse, estimate: Estimate, goal: Goal, nowMs: number): boolean {
  const longestMs = isSounding(pulse, estimate)
    ? SOUNDING_MS
    : Math.max(FIRST_PULSE_MS, GROWS * estimate.openMs);
  if (nowMs - pulse.openedAtMs >= longestMs) return true;
  const { likely, fast } = landing(pulse, estimate.tailS);
  const aim = settledGoal(goal, pulse.air.likely);
  if (pulse.direction === 'vent') return likely <= aim || fast <= aim - PAST_PSI;
  const byNoise = likely + (fast - likely) * estimate.noiseShare;
  return likely >= aim || byNoise >= aim + PAST_PSI || fast >= Math.min(aim + DOUBT_PAST_PSI, goal.maxPsi);
}

/** No look is due earlier than this, ms. */
const LEAST_BLIND_MS = 10_000;
/** What a tire may come to without a look, beyond its limit, psi: as much as a pulse may. */
const BLIND_PSI = 1;

/**
 * Whether it has been filled for as long as it takes to its maximum at the rate that was seen last, which only becomes
 * less on the way: whatever the sensor says meanwhile, it does no more harm than that.
 */
export function isBlind(
  { direction, openedAtMs, start }: Pulse,
  { ratePsiPerS }: Pick<OutletState, 'ratePsiPerS'>,
  { maxPsi }: Goal,
  nowMs: number,
): boolean {
  if (direction === 'vent' || ratePsiPerS === undefined || ratePsiPerS <= 0) return false;
  const blindMs = (1000 * (maxPsi + BLIND_PSI - start.hotPsi)) / ratePsiPerS;
  return nowMs - openedAtMs >= Math.max(LEAST_BLIND_MS, blindMs);
}

/** The pressure to shut at: for a cold goal the air must be left warmer, and so higher. */
export function settledGoal(goal: Goal, air: TireAir): number {
  if (goal.of === 'settled') return goal.psi;
  return Math.min(goal.psi * (air.hotPsi / air.coldPsi), goal.maxPsi);
}
