import { readFileSync } from 'node:fs';
import { BOARD, HEX } from './board-under-test.js';
import { type BoardOptions, EmulatedBoard } from './emulated-board.js';
import { ToldBoard } from './told-board.js';

export { START_MS } from './told-board.js';

/** A board in avr8js after power-on. */
export class BareBoard extends ToldBoard<EmulatedBoard> {
  /** @param options what differs from the board under test; `hex`: path of the program */
  constructor({ hex = HEX, ...options }: Partial<BoardOptions> & { readonly hex?: string } = {}) {
    super(
      new EmulatedBoard(readFileSync(hex, 'utf8'), { model: BOARD.model, analogRatio: () => 0, ...options }),
    );
  }
}
