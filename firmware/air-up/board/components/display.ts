import five from 'johnny-five';
import type { Clock, Timer } from '../../../../host/base/index.js';
import type { TextDisplay } from '../air-up-board.js';
import type { PinMap } from '../pins/pin-schema.js';

/**
 * Interval between letters, ms. One letter (place and letter) is about 100 bytes of I2C requests, 19 ms on a wire of
 * 57600 baud; at this interval a valve's LOW never waits for more than one of them.
 */
const LETTER_MS = 80;

/** A small text display that lags behind rather than block the wire. */
export class Display implements TextDisplay {
  readonly #lcd: five.LCD;
  readonly #rows: number;
  readonly #columns: number;
  #wanted: string[];
  #shown: string[];
  #timer: Timer | undefined;

  constructor(
    setup: NonNullable<PinMap['display']>,
    board: five.Board,
    private readonly clock: Clock,
  ) {
    const { rows, columns, controller, address } = setup;
    const options = { controller, address, rows, cols: columns, board };
    this.#lcd = new five.LCD(options);
    this.#rows = rows;
    this.#columns = columns;
    this.#shown = Array.from({ length: rows }, () => ' '.repeat(columns));
    this.#wanted = [...this.#shown];
  }

  /** Sets the text; lines that are too long are cut. */
  show(lines: readonly string[]): void {
    this.#wanted = Array.from({ length: this.#rows }, (_, row) =>
      (lines[row] ?? '').slice(0, this.#columns).padEnd(this.#columns),
    );
    if (!this.#timer) this.#next();
  }

  /** The text that is shown now. */
  get text(): readonly string[] {
    return this.#shown;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #next(): void {
    this.#timer = undefined;
    for (const [row, line] of this.#wanted.entries()) {
      const shown = this.#shown[row] ?? '';
      const column = [...line].findIndex((letter, index) => letter !== shown[index]);
      if (column < 0) continue;
      const letter = line[column] ?? ' ';
      this.#lcd.cursor(row, column).print(letter);
      this.#shown[row] = shown.slice(0, column) + letter + shown.slice(column + 1);
      this.#timer = this.clock.after(LETTER_MS, () => this.#next());
      return;
    }
  }
}
