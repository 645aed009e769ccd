import type { LineSettings, Link } from '../../../link/index.js';

/** What a door talks to. It can be opened again after a loss. */
export interface Connection {
  readonly name: string;
  /** A Bluetooth connection: only what is behind the module answers. */
  readonly isBluetooth: boolean;
  readonly isSimulated: boolean;
  /** @throws OnairError port-busy, port-failed */
  open(line: LineSettings): Promise<Link>;
}
