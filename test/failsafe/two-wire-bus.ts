import type { PinState } from './chip-pins.js';

/** A device at an address of its own. */
export interface Slave {
  /** Its address was called; whether it answers. Without this it does. */
  called?(reads: boolean): boolean;
  /** A byte of the master; whether it takes more. */
  take(byte: number, atMs: number): boolean;
  give(atMs: number): number;
  /** How long it holds the clock within the byte that goes on; Infinity: it never lets go. */
  holdsMs?(): number;
}

/** What a slave does to the lines beside its messages. */
export class TwoWireBus {
  /** Arduino's numbers of its lines. */
  constructor(readonly lines: { readonly sda: number; readonly scl: number }) {}

  readonly slaves = new Map<number, Slave>();
  /** What went over it, a transaction each: `W27 a0 12 | R27 05`, with `-` behind a byte that was not taken. */
  readonly log: string[] = [];
  /** The interface of the chip comes to no end any more, although both lines are high. */
  isDead = false;
  /** Told when a slave pulls a line, or lets it go. */
  onLine: (pin: number, isHeld: boolean) => void = () => {};
  readonly #held = new Set<number>();
  /** Clocks until a slave that was cut off lets SDA go. */
  #clocksLeft = Infinity;
  #portClock: PinState = 'input';

  get heldLines(): ReadonlySet<number> {
    return this.#held;
  }

  hold(pin: number): void {
    this.#held.add(pin);
    this.onLine(pin, true);
  }

  letGo(pin: number): void {
    this.#held.delete(pin);
    this.onLine(pin, false);
  }

  /** A reset of the master cut a slave off: it holds SDA until it got so many clocks. */
  cutOff(clocks: number): void {
    this.#clocksLeft = clocks;
    this.hold(this.lines.sda);
  }

  /** The port drives a line itself, as long as the chip's interface is off. */
  portPin(pin: number, state: PinState): void {
    if (pin !== this.lines.scl) return;
    const rises = this.#portClock === 'low' && state !== 'low';
    this.#portClock = state;
    if (rises && --this.#clocksLeft === 0) this.letGo(this.lines.sda);
  }
}
