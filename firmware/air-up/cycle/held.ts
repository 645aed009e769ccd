import type { CycleState } from './state.js';

/**
 * So long one word of a person who holds on counts, ms. With the 100 ms that a step may be late, what is let go or falls
 * silent is shut within half a second.
 */
export const HOLD_TO_RUN_MS = 400;

/** Whether air may move as far as the person is concerned: for most jobs nobody has to hold on. */
export function mayRun({ job, heldUntilMs }: CycleState, nowMs: number): boolean {
  return job.holdToRun !== true || (heldUntilMs !== undefined && nowMs < heldUntilMs);
}
