import type { Direction } from './estimate/flow-model.js';
import type { Fault } from './faults.js';
import type { Doubt } from './outlet/doubt.js';

/** How a tire ended. */
export type TireOutcome =
  /** At its target. */
  | 'done'
  /** Left as it was: it is beyond the target already, and this job does not go the other way. */
  | 'left-alone'
  /** Beyond the target, and there is no valve to bring it back. */
  | 'past'
  /** Stopped before it was done. */
  | 'stopped';

/** What happened, for screens, buzzers and records. Positions are those of the job. */
export type CycleEvent =
  | { readonly kind: 'rest'; readonly outlet: number; readonly tire: number; readonly psi: number }
  | { readonly kind: 'opened'; readonly outlet: number; readonly tire: number; readonly direction: Direction }
  | { readonly kind: 'closed'; readonly outlet: number; readonly tire: number; readonly openMs: number }
  | { readonly kind: 'settled'; readonly outlet: number; readonly tire: number; readonly psi: number }
  | {
      readonly kind: 'tire-done';
      readonly outlet: number;
      readonly tire: number;
      readonly outcome: TireOutcome;
      readonly psi: number;
    }
  /** A person is asked to put the hose on a tire. */
  | { readonly kind: 'move-hose'; readonly outlet: number; readonly tire: number }
  /** A person is asked whether the hose is on the right tire; nothing is opened before the answer. */
  | ({ readonly kind: 'which-tire'; readonly outlet: number; readonly tire: number } & Doubt)
  | { readonly kind: 'hose-on'; readonly outlet: number; readonly tire: number }
  /** The hose has no pressure although a person says, or should have seen to it, that it is on a tire. */
  | {
      readonly kind: 'no-tire';
      readonly outlet: number;
      readonly tire: number;
      readonly psi: number;
      /** What a flat tire must be given by hand to be recognized as one, psi. */
      readonly givePsi: number;
    }
  | { readonly kind: 'hose-off'; readonly outlet: number }
  /** No fresh reading for a moment: all is shut, and checked again. */
  | { readonly kind: 'gap'; readonly ageMs: number }
  /** Readings are back after a stall in which the board may have shut by itself; the hose is looked at again. */
  | { readonly kind: 'gap-over'; readonly awayMs: number }
  /** The valve of an outlet takes so long to shut, its link included. */
  | { readonly kind: 'slow-valve'; readonly outlet: number; readonly ms: number }
  | { readonly kind: 'pump-rests'; readonly forMs: number }
  | { readonly kind: 'pump-ready' }
  | { readonly kind: 'battery-low'; readonly volts: number }
  | { readonly kind: 'battery-back'; readonly volts: number }
  | { readonly kind: 'target'; readonly tire: number; readonly psi: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'finished'; readonly reason: 'done' | 'stopped' };
