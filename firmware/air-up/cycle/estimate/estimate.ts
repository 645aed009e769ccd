import { type Bounds, initialBounds } from './bounds.js';
import type { FlowParameters } from './flow-model.js';

/** What is known of one tire and the path to it, in one direction. */
export interface Estimate {
  readonly bounds: Bounds<FlowParameters>;
  /** What still comes after the valve is commanded to shut, as seconds of the flow before: dead time and hose. */
  readonly tailS: number;
  /** Pulses that refined it since the hose is on this tire. */
  readonly pulses: number;
  /** Time that the valve was open in them, ms. */
  readonly openMs: number;
  /** Share of the way from likely to fast that a reading's own error explains; the rest is doubt of the pulse. */
  readonly noiseShare: number;
  /** The reading has moved when the valve opened, so the valve works. */
  readonly moved: boolean;
}

/** Dead time of the valve and half of what a hose takes to drain, until a pulse shows better, s. */
const FIRST_TAIL_S = 0.1;

/** What is known of a tire before its first pulse. */
export function initialEstimate(volumeL: number | undefined): Estimate {
  return {
    bounds: initialBounds(volumeL),
    tailS: FIRST_TAIL_S,
    pulses: 0,
    openMs: 0,
    noiseShare: 1,
    moved: false,
  };
}
