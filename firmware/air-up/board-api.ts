import type { Clock } from '../../host/clock.js';
import type { Link } from '../../host/link/link.js';
import type { CycleEvent } from './cycle/events.js';
import type { Job } from './cycle/job.js';
import type { Outputs } from './cycle/outputs.js';
import type { Act, Reading } from './cycle/reading.js';
import type { CycleState } from './cycle/state.js';

/** A board with Johnny-Five components on every pin of a pin map. */
export interface AirUpBoard {
  /** The newest of everything that is measured, with the times of the raw reports. */
  read(): Reading;
  /** Carries out; lets everything go by itself when not called again within LEASE_MS. @throws OnairError port-lost */
  write(outputs: Outputs): void;
  /** Everything LOW, then the link is free. Never throws. */
  close(): Promise<void>;
}

export interface RunSetup {
  readonly link: Link;
  readonly job: Job;
  readonly clock: Clock;
  /** Ctrl-C and the like: an orderly stop, all outputs LOW. */
  readonly signal: AbortSignal;
  /** Sees every step of the cycle. */
  readonly onStep?: (state: CycleState, events: readonly CycleEvent[]) => void;
  /** Gets a function by which keys, a page or a test act. */
  readonly onReady?: (act: (act: Act) => void) => void;
}
