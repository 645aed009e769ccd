import { readFileSync } from 'node:fs';
import type { PinState } from '../chip/pins.js';
import { takeMessages } from '../messages/wire-format.js';
import { BOARD, HEX } from './board-under-test.js';
import { type BoardOptions, EmulatedBoard } from './emulated-board.js';
import type { Emulation, StartState } from './emulation.js';

/** Time from power-on until a board receives, ms. */
export const START_MS = 15;

/** A board after power-on and the messages that it sends, for tests that send bytes. */
export class ReportingBoard<Board extends Emulation = Emulation> {
  readonly #heard: number[] = [];

  constructor(readonly uno: Board) {
    uno.onHostByte = (byte) => this.#heard.push(byte);
    this.run(START_MS);
    this.heard();
  }

  run(ms: number): void {
    this.uno.run(ms);
  }

  /** Sends bytes, and waits until they have been executed and short answers have been sent. */
  execute(...parts: readonly (readonly number[])[]): void {
    this.arrive(...parts);
    this.run(8);
  }

  /** Sends bytes; returns the time at which the last one has arrived, ms. */
  arrive(...parts: readonly (readonly number[])[]): number {
    this.uno.hostSend(parts.flat());
    while (this.uno.hostQueue > 0) this.run(0.02);
    return this.uno.nowMs;
  }

  /** Sends bytes, waits for the answer and returns everything that the board sent meanwhile. */
  ask(...parts: readonly (readonly number[])[]): number[][] {
    this.execute(...parts);
    this.run(60);
    return this.heard();
  }

  /** Messages since the last call. */
  heard(): number[][] {
    return takeMessages(this.#heard);
  }

  /** The reset button, or DTR: a message in transit is cut off. */
  reset(): void {
    this.uno.reset();
    this.#heard.length = 0;
  }

  /** Starts behind a bootloader that has left this: a message in transit is cut off. */
  startWith(state: StartState): void {
    this.uno.startWith(state);
    this.#heard.length = 0;
  }

  /** Turns power off and on: a message in transit is cut off, and the greeting is received. */
  powerCycle(): void {
    this.uno.powerCycle();
    this.#heard.length = 0;
    this.run(START_MS);
    this.heard();
  }

  /** Runs until a pin has this state; returns the time that it took, ms, or undefined. */
  timeTo(pin: number, state: PinState, limitMs: number): number | undefined {
    const start = this.uno.nowMs;
    while (this.uno.pin(pin) !== state) {
      if (this.uno.nowMs - start > limitMs) return undefined;
      this.run(0.1);
    }
    return this.uno.nowMs - start;
  }
}

/** The same in avr8js. */
export class BareBoard extends ReportingBoard<EmulatedBoard> {
  /** @param options differences from the board under test; `hex`: path of the program */
  constructor({ hex = HEX, ...options }: Partial<BoardOptions> & { readonly hex?: string } = {}) {
    super(
      new EmulatedBoard(readFileSync(hex, 'utf8'), { model: BOARD.model, analogRatio: () => 0, ...options }),
    );
  }
}
