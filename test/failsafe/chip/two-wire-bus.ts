import type { PinState } from './pins.js';

/** A device on the bus, at its own address. */
export interface Slave {
  /** Its address was sent: whether it acknowledges. Default: it does. */
  called?(reads: boolean): boolean;
  /** A byte of the master: whether it acknowledges. */
  take(byte: number, atMs: number): boolean;
  give(atMs: number): number;
  /** Time for which it stretches the clock in the current byte; Infinity: forever. */
  holdsMs?(): number;
}

/** A slave's effect on the lines apart from its messages. */
export class TwoWireBus {
  /** Arduino's numbers of its lines. */
  constructor(readonly lines: { readonly sda: number; readonly scl: number }) {}

  readonly slaves = new Map<number, Slave>();
  /** Its transactions: `W27 a0 12 | R27 05`, with `-` after a byte without acknowledge. */
  readonly log: string[] = [];
  /** The interface of the chip never completes an operation, although both lines are high. */
  isDead = false;
  /** Called when a slave pulls a line low or releases it. */
  onLine: (pin: number, isLow: boolean) => void = () => {};
  readonly #held = new Set<number>();
  /** Clock pulses until a slave that was interrupted releases SDA. */
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

  /** A reset of the master interrupted a slave: it holds SDA for this number of clock pulses. */
  cutOff(clocks: number): void {
    this.#clocksLeft = clocks;
    this.hold(this.lines.sda);
  }

  /** The port drives a line while the chip's interface is disabled. */
  portPin(pin: number, state: PinState): void {
    if (pin !== this.lines.scl) return;
    const rises = this.#portClock === 'low' && state !== 'low';
    this.#portClock = state;
    if (rises && --this.#clocksLeft === 0) this.letGo(this.lines.sda);
  }
}
