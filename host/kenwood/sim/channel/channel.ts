import type { Clock } from '../../../base/index.js';

/** A station on a channel: its receiver. */
export interface ChannelStation {
  /** Rate that it sends and understands, bits per second. */
  readonly bitsPerSecond: number;
  /** Whether packets that overlap are lost to it, and whether it takes time to notice a carrier. */
  readonly collides: boolean;
  receive(frame: Uint8Array): void;
}

interface OnAir {
  readonly from: ChannelStation;
  readonly startedAt: number;
  /** Stations that were transmitting at the same time: they hear nothing. */
  readonly over: Set<ChannelStation>;
}

/** Until a receiver knows that somebody has begun: the order of a TNC's carrier detection (inferred). */
const CARRIER_MS = 20;

/** One frequency: everybody on it hears everybody else. */
export class Channel {
  readonly #stations = new Set<ChannelStation>();
  readonly #onAir = new Set<OnAir>();
  #waiting: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.#stations.size === 0;
  }

  join(station: ChannelStation): void {
    this.#stations.add(station);
  }

  leave(station: ChannelStation): void {
    this.#stations.delete(station);
  }

  /** Whether the station notices that somebody else is on the air. */
  isBusy(station: ChannelStation, now: number): boolean {
    const noticedAfter = station.collides ? CARRIER_MS : 0;
    return [...this.#onAir].some(
      ({ from, startedAt }) => from !== station && now - startedAt >= noticedAfter,
    );
  }

  /** Calls `act` once, when the channel is clear the next time. */
  whenClear(act: () => void): void {
    this.#waiting.push(act);
  }

  /** Puts a frame on the air for `airMs`; heard when it is over. */
  transmit(from: ChannelStation, frame: Uint8Array, airMs: number, clock: Clock): void {
    const own: OnAir = { from, startedAt: clock.now(), over: new Set() };
    for (const other of this.#onAir) {
      other.over.add(from);
      own.over.add(other.from);
    }
    this.#onAir.add(own);
    clock.after(airMs, () => {
      this.#onAir.delete(own);
      for (const station of this.#stations) if (hears(station, own)) station.receive(frame);
      if (this.#onAir.size > 0) return;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const act of waiting) act();
    });
  }
}

function hears(station: ChannelStation, { from, over }: OnAir): boolean {
  if (station === from || over.has(station)) return false;
  return station.bitsPerSecond === from.bitsPerSecond && !(station.collides && over.size > 0);
}

/** The channels of a process by name; one without stations is forgotten. */
export class Channels {
  readonly #byName = new Map<string, Channel>();

  join(name: string, station: ChannelStation): Channel {
    const channel = this.#byName.get(name) ?? new Channel();
    this.#byName.set(name, channel);
    channel.join(station);
    return channel;
  }

  leave(name: string, station: ChannelStation): void {
    const channel = this.#byName.get(name);
    channel?.leave(station);
    if (channel?.isEmpty) this.#byName.delete(name);
  }
}
