import { joinBytes, latin1Bytes } from '../base/index.js';
import { FEND } from '../packet/kiss/index.js';

const CR = 0x0d;

/** Maximum length of a line of an init string; a longer one is noise. */
const LONGEST_LINE = 80;

/** Characters in lines of init strings: printable ASCII, Ctrl-C, Ctrl-X, ESC, and the LF of APRSdroid. */
const TEXT = /[\x03\x0a\x18\x1b\x20-\x7e]/;

/** Dire Wolf's answers, byte for byte (src/kiss_frame.c, kiss_rec_byte). */
const PROMPT = latin1Bytes('\r\ncmd:');
const RESTARTED = Uint8Array.of(FEND, FEND);

/**
 * Plays the command line of a TNC to a client that tries to bring it into KISS: APRSIS32 repeats its lines forever if
 * no prompt comes. The lines themselves are discarded.
 *
 *   text --FEND--> begun --byte--> inside --FEND--> text      FEND FEND stays begun
 *     '--a byte that no text has, a line too long--> noise --FEND--> begun
 *
 * So AX.25 is not mistaken for text if one FEND both ends a frame and begins the next.
 */
export class Prompt {
  #line = '';
  #state: 'text' | 'begun' | 'inside' | 'noise' = 'text';

  /** The answer to a piece of the client's bytes; empty for most. */
  answer(bytes: Uint8Array): Uint8Array {
    const answers: Uint8Array[] = [];
    for (const byte of bytes) {
      if (byte === FEND) {
        this.#state = this.#state === 'inside' ? 'text' : 'begun';
        this.#line = '';
      } else if (this.#state === 'begun') this.#state = 'inside';
      else if (this.#state === 'text' && byte === CR) {
        answers.push(/^\s*(restart|reset)$/i.test(this.#line) ? RESTARTED : PROMPT);
        this.#line = '';
      } else if (this.#state === 'text') this.#keep(String.fromCharCode(byte));
    }
    return joinBytes(answers);
  }

  #keep(character: string): void {
    if (this.#line.length === LONGEST_LINE || !TEXT.test(character)) this.#state = 'noise';
    else this.#line += character;
  }
}
