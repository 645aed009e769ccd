import { FEND } from '../packet/kiss.js';

const CR = 0x0d;

/** The longest line of any init string; more is no line. */
const LONGEST_LINE = 80;

/** Dire Wolf's answers, byte for byte (src/kiss_frame.c, kiss_rec_byte). */
const PROMPT = Buffer.from('\r\ncmd:', 'latin1');
const RESTARTED = Buffer.from([FEND, FEND]);

/**
 * Plays the command line of a TNC to a client that wants to bring it into KISS: APRSIS32 repeats its lines for ever
 * where no prompt comes. The lines themselves go nowhere. AX.25 is never taken for a line: its addresses have bytes
 * that no text has.
 */
export class Prompt {
  #line = '';
  #state: 'outside' | 'begun' | 'inside' = 'outside';

  /** The answer to a piece of the client's bytes; empty for most. */
  answer(bytes: Uint8Array): Buffer {
    const answers: Buffer[] = [];
    for (const byte of bytes) {
      if (byte === FEND) this.#fend();
      else if (this.#state !== 'outside') this.#state = 'inside';
      else if (byte !== CR) this.#keep(byte);
      else {
        if (/^[\x03\x0a\x18\x1b\x20-\x7e]*$/.test(this.#line)) {
          answers.push(/^\s*(restart|reset)$/i.test(this.#line) ? RESTARTED : PROMPT);
        }
        this.#line = '';
      }
    }
    return Buffer.concat(answers);
  }

  #fend(): void {
    this.#state = this.#state === 'inside' ? 'outside' : 'begun';
    this.#line = '';
  }

  #keep(byte: number): void {
    // A byte that no line holds stays at its end, so that what is too long does not become a line again.
    this.#line =
      this.#line.length < LONGEST_LINE
        ? this.#line + String.fromCharCode(byte)
        : `${this.#line.slice(0, -1)}\xff`;
  }
}
