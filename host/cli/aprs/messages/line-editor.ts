import { StringDecoder } from 'node:string_decoder';

const ESC = '\u001b';

/** The line that somebody is typing. Keys come as bytes, one character each. */
export class LineEditor {
  #text = '';
  /** Of an escape sequence (an arrow key): what has come of it. */
  #escape: string | undefined;
  readonly #decoder = new StringDecoder('utf8');

  get text(): string {
    return this.#text;
  }

  /** @returns the line that Enter has ended, or `end` for Ctrl-D on an empty line */
  press(key: string): { readonly line: string } | 'end' | undefined {
    if (this.#isOfEscape(key)) return undefined;
    switch (key) {
      case '\r':
      case '\n':
        return { line: this.#taken() };
      case '\u0004': // Ctrl-D
        return this.#text === '' ? 'end' : undefined;
      case '\u007f':
      case '\b':
        this.#text = [...this.#text].slice(0, -1).join('');
        return undefined;
      case '\u0015': // Ctrl-U
        this.#text = '';
        return undefined;
      case '\u0017': // Ctrl-W
        this.#text = this.#text.replace(/\S*\s*$/, '');
        return undefined;
      case ESC:
        this.#escape = '';
        return undefined;
      default:
        if (key >= ' ') this.#text += this.#decoder.write(Buffer.from(key, 'latin1'));
        return undefined;
    }
  }

  #taken(): string {
    const line = this.#text;
    this.#text = '';
    return line;
  }

  /** CSI and SS3 sequences end with a character from @ on; after any other ESC one key is dropped. */
  #isOfEscape(key: string): boolean {
    if (this.#escape === undefined) return false;
    const isIntroducer = this.#escape === '' && (key === '[' || key === 'O');
    const isOver = !isIntroducer && (this.#escape === '' || (key >= '@' && key <= '~'));
    this.#escape = isOver ? undefined : this.#escape + key;
    return true;
  }
}
