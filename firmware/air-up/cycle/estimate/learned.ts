import type { Estimate } from '../outlet/outlet-state.js';
import { initialBounds } from './bounds.js';

/** Dead time of the valve and half of what a hose takes to drain, until a pulse has taught better, s. */
const FIRST_TAIL_S = 0.1;

/** What is known of a tire before its first pulse. */
export function initialEstimate(volumeL: number | undefined): Estimate {
  return { bounds: initialBounds(volumeL), tailS: FIRST_TAIL_S, pulses: 0, openMs: 0, moved: false };
}
