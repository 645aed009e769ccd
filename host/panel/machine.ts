import type { AirState, Happening, JobRecord } from './schema/air.js';
import type { Order } from './schema/orders.js';

/** What a held phone sends again and again, and what it sends when it is released. */
export type HoldWord = 'hold-on' | 'let-go';

/** One reading for the plot, by outlet, psi. */
export interface PanelSample {
  readonly psi: number | null;
  readonly tirePsi: number | null;
  readonly targetPsi: number | null;
}

/** Gets what happens. */
export interface MachineListener {
  /** The state has changed; `atOnce`: people wait to see it. */
  changed(atOnce: boolean): void;
  happened(what: Happening): void;
  /** A job has begun, or ended. */
  job(record: JobRecord): void;
}

/** Whatever moves the air, as the panel knows it: the panel itself knows no board and no cycle. */
export interface Machine {
  state(): AirState;
  samples(): readonly PanelSample[];
  /** @throws OnairError or Refusal when that can't be */
  order(order: Order): void;
  hold(word: HoldWord): void;
  /** Calls from now on. @returns ends it */
  listen(listener: MachineListener): () => void;
}
