import { readFileSync } from 'node:fs';
import { BOARD, HEX } from './board-under-test.js';
import { type BoardOptions, EmulatedBoard } from './emulated-board.js';
import { takeMessages } from './wire-format.js';

/** How long a board takes until it listens. */
export const START_MS = 15;

/** A board after power-on and the messages that it sends, for tests that send bytes. */
export class BareBoard {
  readonly uno: EmulatedBoard;
  readonly #heard: number[] = [];

  /** @param options what differs from the board under test; `hex`: path of the program */
  constructor({ hex = HEX, ...options }: Partial<BoardOptions> & { readonly hex?: string } = {}) {
    this.uno = new EmulatedBoard(readFileSync(hex, 'utf8'), {
      model: BOARD.model,
      analogRatio: () => 0,
      ...options,
    });
    this.uno.onHostByte = (byte) => this.#heard.push(byte);
    this.run(START_MS);
    this.heard();
  }

  run(ms: number): void {
    this.uno.run(ms);
  }

  /** Sends bytes, and waits until they have been executed and short answers have been sent. */
  tell(...parts: readonly (readonly number[])[]): void {
    this.arrive(...parts);
    this.run(8);
  }

  /** Sends; returns the moment at which the last byte has arrived. */
  arrive(...parts: readonly (readonly number[])[]): number {
    this.uno.hostSend(parts.flat());
    while (this.uno.hostQueue > 0) this.run(0.02);
    return this.uno.nowMs;
  }

  /** Sends, waits for the answer and takes everything the board said meanwhile. */
  ask(...parts: readonly (readonly number[])[]): number[][] {
    this.tell(...parts);
    this.run(60);
    return this.heard();
  }

  /** What was said since it was last asked. */
  heard(): number[][] {
    return takeMessages(this.#heard);
  }

  /** The reset button, or DTR; what was being said is cut off. */
  reset(): void {
    this.uno.reset();
    this.#heard.length = 0;
  }

  /** Turns power off and on: a message in transit is cut off, and the greeting is received. */
  powerCycle(): void {
    this.uno.powerCycle();
    this.#heard.length = 0;
    this.run(START_MS);
    this.heard();
  }

  /** Runs until a pin shows `state`; returns how long that took, or undefined. */
  timeTo(pin: number, state: ReturnType<EmulatedBoard['pin']>, limitMs: number): number | undefined {
    const start = this.uno.nowMs;
    while (this.uno.pin(pin) !== state) {
      if (this.uno.nowMs - start > limitMs) return undefined;
      this.run(0.1);
    }
    return this.uno.nowMs - start;
  }
}
