import type { Clock, Random } from '../../base/index.js';
import { HOLD_PAUSE_MS, type RadioModel } from './radio-models.js';

/** The surroundings of a path. */
export interface RadioPathWorld {
  readonly clock: Clock;
  readonly random: Random;
  /** Calls `act` once, unless the wire has ended by then. */
  after(delayMs: number, act: () => void): void;
  /** Takes what arrives at the other end. */
  arrive(bytes: Buffer): void;
}

/**
 * One direction of a Bluetooth serial link: bytes are gathered into packets, held by some modules, late by chance,
 * delayed by stalls, and arrive in order.
 *
 *     carry() ─▶ held ─▶ gathered into a packet ─▶ delay, jitter, stall ─▶ arrive()
 */
export class RadioPath {
  #gathered: Buffer[] = [];
  /** Moment at which the last byte came. */
  #lastAtMs = 0;
  #isGathering = false;
  /** Arrival of the last packet: a later one does not overtake it. */
  #arrivedByMs = 0;
  readonly #underWay: Buffer[] = [];
  readonly #startedAtMs: number;

  constructor(
    private readonly model: RadioModel,
    private readonly world: RadioPathWorld,
  ) {
    this.#startedAtMs = world.clock.now();
  }

  get #now(): number {
    return this.world.clock.now();
  }

  /** Takes bytes at this end. */
  carry(bytes: Buffer): void {
    this.#gathered.push(bytes);
    this.#lastAtMs = this.#now;
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.world.after(this.model.packet, () => this.#sendWhenDue());
  }

  #sendWhenDue(): void {
    const length = this.#gathered.reduce((sum, { length }) => sum + length, 0);
    const quietForMs = this.#now - this.#lastAtMs;
    if (length < this.model.hold && quietForMs < HOLD_PAUSE_MS) {
      const lookMs = Math.min(Math.max(1, this.model.packet), HOLD_PAUSE_MS - quietForMs);
      this.world.after(lookMs, () => this.#sendWhenDue());
      return;
    }
    this.#isGathering = false;
    this.#send(Buffer.concat(this.#gathered.splice(0)));
  }

  #send(packet: Buffer): void {
    const { delay, jitter, loss } = this.model;
    if (this.world.random() * 100 < loss) return;
    const dueMs = this.#afterStall(this.#now + delay + jitter * this.world.random());
    this.#arrivedByMs = Math.max(this.#arrivedByMs, dueMs);
    this.#underWay.push(packet);
    // In order, also where two timers of a busy computer are not.
    this.world.after(this.#arrivedByMs - this.#now, () => {
      const next = this.#underWay.shift();
      if (next) this.world.arrive(next);
    });
  }

  /** The end of the stall in which a packet would arrive, ms. */
  #afterStall(atMs: number): number {
    const { stall, every } = this.model;
    if (stall === 0) return atMs;
    const intoMs = (atMs - this.#startedAtMs + (every * 1000) / 2) % (every * 1000);
    return intoMs < stall * 1000 ? atMs + stall * 1000 - intoMs : atMs;
  }
}
