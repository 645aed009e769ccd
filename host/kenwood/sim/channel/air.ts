import type { DeviceWorld } from '../../../link/sim/index.js';
import { type Ax25Frame, decodeFrame } from '../../../packet/ax25/index.js';
import { formatMonitor } from '../../../packet/index.js';
import type { Transmitter } from './transmitter.js';

/** One packet that the simulated radio put on the air. */
export interface Transmission {
  /** Milliseconds of the simulation's clock. */
  readonly at: number;
  /** The AX.25 frame as it came out of KISS, without flags and FCS. */
  readonly bytes: Uint8Array;
  readonly frame: Ax25Frame;
}

/**
 * What goes on the air. Kept, so that a test can tell that nothing was sent which should not be. Without a channel it
 * is there at once and nobody hears it; with one it waits for its turn and takes its time.
 */
export class Air {
  readonly transmitted: Transmission[] = [];
  /** Set where the radio shares a channel with others. */
  transmitter: Transmitter | undefined;

  constructor(
    private readonly world: Pick<DeviceWorld, 'clock' | 'report'>,
    /** Others have heard a packet. */
    private readonly onSent: (frame: Ax25Frame) => void = () => {},
  ) {}

  transmit(bytes: Uint8Array, frame: Ax25Frame): void {
    if (this.transmitter) this.transmitter.send(bytes);
    else this.#keyed(bytes, frame);
  }

  /** The transmitter is keyed with a frame. */
  keyed(bytes: Uint8Array, airMs: number): void {
    const decoded = decodeFrame(bytes);
    if (decoded.ok) this.#keyed(bytes, decoded.frame, { airMs: Math.round(airMs) });
  }

  #keyed(bytes: Uint8Array, frame: Ax25Frame, facts: Readonly<Record<string, number>> = {}): void {
    this.transmitted.push({ at: this.world.clock.now(), bytes, frame });
    this.world.report({
      kind: 'air',
      text: formatMonitor(frame),
      facts: { hex: Buffer.from(bytes).toString('hex'), bytes: bytes.length, ...facts },
    });
    this.onSent(frame);
  }
}
