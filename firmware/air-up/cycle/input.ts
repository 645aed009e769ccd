/** One conversion of a ratiometric sensor: a share of the converter's full scale, 0 to 1, and when it came in. */
export interface Sample {
  /** (counts + 0.5) / 2^bits: the middle of what the counts stand for. */
  readonly ratio: number;
  /** The cycle's own time; the age of a reading is `now - atMs`. */
  readonly atMs: number;
}

/** Volts at the battery's posts, not at the pump. */
export interface BatterySample {
  readonly volts: number;
  readonly atMs: number;
}

/** The newest of everything that is measured. What has not come in yet is undefined, and so is what is not wired. */
export interface Measurements {
  /** By outlet. */
  readonly outlets: readonly (Sample | undefined)[];
  /** The sensor at the line, where wired. */
  readonly supply?: Sample | undefined;
  /** Contact of the pressure switch as an input, where wired: true while it lets the pump run. */
  readonly switchClosed?: boolean | undefined;
  readonly battery?: BatterySample | undefined;
  /** The board has made its outputs safe because nothing reached it, and is not cleared yet. */
  readonly isTripped?: boolean | undefined;
}

/** What a person or the host does. */
export type Command =
  /** Go: start, or go on with the next tire without waiting for the hose. */
  | { readonly kind: 'start' }
  /** The hose is on the next tire; for chucks that hold their pressure, where the sensor shows no change. */
  | { readonly kind: 'next' }
  /** End in an orderly way: shut, keep what is reached. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'emergency-stop' }
  | { readonly kind: 'link-lost'; readonly reason?: string }
  /** The board has made its outputs safe by itself; of no account while nothing is open. */
  | { readonly kind: 'lease-tripped'; readonly reason?: string }
  /** A new target for a tire, by position in the job's tires; held to the tire's own maximum. */
  | { readonly kind: 'target'; readonly tire: number; readonly psi: number }
  /** The fault has been seen and mended. */
  | { readonly kind: 'clear' }
  /** A person is holding on: air may move for `HOLD_TO_RUN_MS` more, where a job wants that. */
  | { readonly kind: 'hold-on' }
  /** The person has released the control. */
  | { readonly kind: 'let-go' };

/** What one step of the cycle gets. */
export interface CycleInput {
  readonly reading: Measurements;
  readonly commands?: readonly Command[];
}
