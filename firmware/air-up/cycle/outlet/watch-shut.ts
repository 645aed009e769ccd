import { meanSince, WINDOW_MS } from '../estimate/gauge.js';
import type { OutletState } from './outlet-state.js';
import { type OutletContext, type OutletStep, psi } from './outlet-step.js';

/** Means are taken over this, ms. */
export const MEAN_MS = 500;
/** From here on after a settled reading the hose is surely at rest, ms. */
const AT_REST_MS = 700;
/** A shut tire that gains more than this, beyond what warming air does, is not shut, psi: five deviations of a mean. */
const GAINS_PSI = 0.25;
/** And one that loses more than this, beyond what cooling air does; over minutes a warm tire may lose more. */
const LOSES_PSI = { guard: 0.25, longer: 1 };
/** A settled reading may also be this far from the mean soon after it, psi: the hose still drains a little. */
const SETTLES_PSI = 1;
/** The air may be warmer or colder than estimated by this factor: more than healthy plants of all kinds show. */
const WARMTH_ERROR = 1.4;
/** Shortest time constant with which it becomes as warm as the wall, ms: SOURCES.md#heat-in-the-tire. */
export const SHORTEST_TAU_MS = 9000;
/**
 * A hose whose pressure still falls this far within half a mean is coming off, or is cut, psi: it shows which once it
 * is down.
 */
const FALLING_PSI = 1;

type Watched = 'guard' | 'longer';

/**
 * Watches a tire whose valves are all shut: it can't gain air or lose it, beyond what warming and cooling do. With a
 * valve stuck open a reading may stand still and be wrong; the slow change shows it.
 */
export function watchShut(
  outlet: OutletState,
  { nowMs, job }: OutletContext,
  how: Watched,
): { readonly outlet: OutletState; readonly wrong?: NonNullable<OutletStep['fault']> } {
  const { settledAtMs, settledPsi, shut } = outlet;
  if (settledAtMs === undefined || settledPsi === undefined || nowMs - settledAtMs < AT_REST_MS)
    return { outlet };
  const now = meanSince(outlet.gauge, nowMs - MEAN_MS);
  const newest = outlet.gauge.recent.at(-1);
  if (now === undefined || newest === undefined) return { outlet };
  const from = shut ?? { psi: settledPsi, atMs: settledAtMs };
  const afterMs = nowMs - from.atMs;
  // Above 0 the air will cool.
  const warmth =
    WARMTH_ERROR * (outlet.air.hotPsi - outlet.air.coldPsi) * -Math.expm1(-afterMs / SHORTEST_TAU_MS);
  const gains = (shut ? GAINS_PSI : SETTLES_PSI) + outlet.errorPsi + Math.max(0, -warmth);
  const loses = (shut ? LOSES_PSI[how] : SETTLES_PSI) + outlet.errorPsi + Math.max(0, warmth);
  const reason = `${psi(from.psi)} and ${psi(now)} ${(afterMs / 1000).toFixed(1)} s later, all valves shut`;
  if (now > from.psi + gains) return { outlet, wrong: { code: 'fill-stuck-open', reason } };
  if (now > from.psi - loses)
    return { outlet: shut ? outlet : { ...outlet, shut: { psi: now, atMs: nowMs } } };
  if (newest.psi < job.limits.hoseOffPsi) return { outlet, wrong: { code: 'hose-off', reason } };
  if (newest.psi < now - FALLING_PSI) return { outlet };
  return { outlet, wrong: { code: outlet.lastDirection === 'vent' ? 'vent-stuck-open' : 'leak', reason } };
}

/** A chuck that holds its pressure jumps when it comes onto a fuller tire, psi; a valve that does not shut creeps. */
const JUMPS_PSI = 0.4;
/** What it jumps to is the mean over this: one noisy reading is no jump, and must not hide a creep, ms. */
const JUMP_MS = 100;
/**
 * A chuck is put on some times, and not every second: a seat that leaks makes a hose jump with each start of the pump.
 */
const MOST_JUMPS = 6;
/** What follows within this is still the same jump, ms. */
const ONE_JUMP_MS = 1000;

/** After a jump it is the new pressure that must not creep. */
export function afterJump(outlet: OutletState, nowMs: number): OutletState {
  const newest = meanSince(outlet.gauge, nowMs - JUMP_MS);
  const mean = meanSince(outlet.gauge, nowMs - WINDOW_MS);
  if (newest === undefined || mean === undefined || newest < mean + JUMPS_PSI) return outlet;
  const { jumps = 0, jumpedAtMs = Number.NEGATIVE_INFINITY } = outlet;
  const isNew = nowMs - jumpedAtMs > ONE_JUMP_MS;
  if (isNew && jumps >= MOST_JUMPS) return outlet;
  const counted = { jumps: jumps + (isNew ? 1 : 0), jumpedAtMs: nowMs };
  return { ...outlet, ...counted, shut: undefined, settledPsi: newest, settledAtMs: nowMs };
}
