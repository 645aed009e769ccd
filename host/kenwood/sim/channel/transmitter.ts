import type { Clock, Timer } from '../../../base/index.js';
import { airTimeMs, type Keying } from './air-time.js';
import type { Channel, ChannelStation } from './channel.js';

/** When a TNC may transmit: KISS parameters 1 to 5. */
export interface ChannelAccess extends Keying {
  /** 0 to 1: the chance that a clear slot is used (KISS: (P + 1) / 256). */
  readonly persistence: number;
  readonly slotMs: number;
  readonly fullDuplex: boolean;
}

/**
 * Gets frames onto a shared channel, one after another: waits until it is clear, then uses each slot with the chance
 * that the parameters give (p-persistence, KISS paper section 4).
 */
export class Transmitter {
  readonly #queue: Uint8Array[] = [];
  #timer: Timer | undefined;
  #isBusy = false;
  #stopped = false;
  #seed: number;

  constructor(
    private readonly channel: Channel,
    private readonly station: ChannelStation,
    private readonly clock: Clock,
    private readonly access: () => ChannelAccess,
    /** The transmitter is keyed. */
    private readonly onKeyed: (frame: Uint8Array, airMs: number) => void,
    seed: number,
  ) {
    this.#seed = seed;
  }

  send(frame: Uint8Array): void {
    this.#queue.push(frame);
    if (!this.#isBusy) this.#contend();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#queue.length = 0;
  }

  #contend(): void {
    const [frame] = this.#queue;
    this.#isBusy = frame !== undefined && !this.#stopped;
    if (!frame || this.#stopped) return;
    const access = this.access();
    if (!access.fullDuplex && this.channel.isBusy(this.station, this.clock.now())) {
      this.channel.whenClear(() => this.#contend());
      return;
    }
    if (!access.fullDuplex && this.#random() >= access.persistence) {
      this.#timer = this.clock.after(access.slotMs, () => this.#contend());
      return;
    }
    this.#queue.shift();
    const airMs = airTimeMs(frame, access);
    this.onKeyed(frame, airMs);
    this.channel.transmit(this.station, frame, airMs, this.clock);
    this.#timer = this.clock.after(airMs, () => this.#contend());
  }

  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0; // Numerical Recipes' LCG
    return this.#seed / 2 ** 32;
  }
}
