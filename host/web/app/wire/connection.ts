import type { Signal } from '@preact/signals';
import type { LineSettings, Link } from '../../../link/index.js';
import type { SharedState } from './shared-link.js';

/** What a door talks to. It can be opened again after a loss. */
export interface Connection {
  readonly name: string;
  /** A Bluetooth connection: only what is behind the module answers. */
  readonly isBluetooth: boolean;
  readonly isSimulated: boolean;
  /** The radio at the computer that serves this page, which keeps it in KISS. */
  readonly shared?: SharedWith;
  /** Calls `act` when a port of this browser appears, which may be this one. */
  readonly onAppear?: (act: () => void, until: AbortSignal) => void;
  /** @throws OnairError port-busy, port-failed */
  open(line: LineSettings): Promise<Link>;
}

/** What a page and the computer with the radio tell each other. */
export interface SharedWith {
  /** What the user types to be let in; empty where that is done. */
  readonly code: Signal<string>;
  /** What the computer said last. */
  readonly state: Signal<SharedState | undefined>;
}
