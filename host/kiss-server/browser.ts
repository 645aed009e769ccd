import { latin1Text } from '../base/index.js';

/** What a browser may say first; a page can't choose another method without asking by OPTIONS. */
const REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE) /;

/** The longest of them, and its blank. */
const LONGEST = 'CONNECT '.length;

/**
 * Knows a web browser by its first bytes. Any page that somebody looks at can have the browser send bytes of the page's
 * choice to a port of this computer, behind a head in HTTP: here they would go on the air. Redis hangs up on `POST` for
 * the same reason (src/networking.c, securityWarningCommand).
 */
export class BrowserWatch {
  #opening = '';

  /** Whether it is a browser, by these bytes and those before; a client that has passed is not checked again. */
  sees(bytes: Uint8Array): boolean {
    if (this.#opening.length < LONGEST) {
      this.#opening += latin1Text(bytes.subarray(0, LONGEST - this.#opening.length));
    }
    return REQUEST.test(this.#opening);
  }
}
