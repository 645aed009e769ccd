import { latin1Text } from '../base/index.js';

/** First words of a browser's request; a page can't choose another method without asking by OPTIONS first. */
const REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE) /;

/** Length of the longest of them with its space. */
const LONGEST = 'CONNECT '.length;

/**
 * Recognizes a web browser by its first bytes. Any page that a person opens can have the browser send bytes of the
 * page's choice to a port of this computer, after an HTTP header: here they would be transmitted. Redis hangs up on
 * `POST` for the same reason (src/networking.c, securityWarningCommand).
 */
export class BrowserWatch {
  #opening = '';

  /** Whether these bytes, and those before, are a browser's; a client that has passed is not checked again. */
  sees(bytes: Uint8Array): boolean {
    if (this.#opening.length < LONGEST) {
      this.#opening += latin1Text(bytes.subarray(0, LONGEST - this.#opening.length));
    }
    return REQUEST.test(this.#opening);
  }
}
