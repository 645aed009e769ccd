import type { ExitMode, FoundState } from '../profiles/profile.js';
import type { KissProof } from '../proof.js';

/** One step as it went. */
export interface StepReport {
  readonly label: string;
  /** What was said, as `printable` shows it; empty for a pause. */
  readonly sent: string;
  /** What was heard at the last try, as `printable` shows it. */
  readonly heard: string;
  /** Nothing went wrong: the answer came as hoped for, or none is needed. */
  readonly ok: boolean;
  /** The answer came as hoped for. */
  readonly answered: boolean;
  /** How often it was said. */
  readonly tries: number;
  readonly elapsedMs: number;
}

/** What became of a radio that was brought into KISS. */
export interface InitReport {
  /** Id of the profile. */
  readonly radio: string;
  readonly mode: 'kiss';
  readonly foundState: FoundState;
  readonly steps: readonly StepReport[];
  readonly elapsedMs: number;
  readonly proof: KissProof;
}

/** What became of a radio that was brought back to what it does by itself. */
export interface ExitReport {
  readonly radio: string;
  readonly mode: ExitMode;
  readonly foundState: FoundState;
  readonly steps: readonly StepReport[];
  readonly elapsedMs: number;
  /** Whether every question that checks the result was answered as hoped for. */
  readonly verified: boolean;
}
