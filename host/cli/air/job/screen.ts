import { visible } from '../../../base/index.js';
import type { TextSink } from '../../terminal/io.js';
import { widthOf } from '../../terminal/layout.js';

/** A block of lines at the end of a terminal that is redrawn, with permanent lines above it. */
export class LiveScreen {
  #lines = 0;

  constructor(private readonly sink: TextSink) {}

  /** Redraws the block, cut to the terminal's width. */
  draw(lines: readonly string[]): void {
    const width = widthOf(this.sink.columns) - 1;
    const text = lines.map((line) => `${[...visible(line)].slice(0, width).join('')}\n`).join('');
    this.sink.write(`${this.#home()}${text}`);
    this.#lines = lines.length;
  }

  /** Prints a permanent line above the block. */
  say(line: string): void {
    this.clear();
    this.sink.write(`${visible(line)}\n`);
  }

  /** Removes the block. */
  clear(): void {
    if (this.#lines > 0) this.sink.write(this.#home());
    this.#lines = 0;
  }

  #home(): string {
    return this.#lines > 0 ? `\u001b[${this.#lines}A\r\u001b[0J` : '';
  }
}
