import type { AirState, Happening, JobRecord } from '../schema/air.js';
import type { Order } from '../schema/orders.js';

/** Messages of a held phone, and the one when it is released. */
export type HoldWord = 'hold-on' | 'let-go';

/** One reading for the plot, by outlet, psi. */
export interface PanelSample {
  readonly psi: number | null;
  readonly tirePsi: number | null;
  readonly targetPsi: number | null;
}

/** Receives events of the machine. */
export interface MachineListener {
  /** The state has changed; `atOnce`: without delay. */
  changed(atOnce: boolean): void;
  happened(what: Happening): void;
  /** A job has started, or ended. */
  job(record: JobRecord): void;
}

/** What moves the air, as the panel knows it: the panel itself knows no board and no cycle. */
export interface Machine {
  state(): AirState;
  samples(): readonly PanelSample[];
  /** @throws OnairError or Refusal if that is not possible */
  order(order: Order): void;
  hold(word: HoldWord): void;
  /** Calls from now on. @returns function that ends it */
  listen(listener: MachineListener): () => void;
}
