import type { Clock } from '../base/index.js';
import { KissDecoder, type KissFrame } from '../packet/kiss/index.js';
import { BrowserWatch } from './browser.js';
import type { ClientFacts, ClientTotals } from './events.js';
import { Prompt } from './prompt.js';
import { Restraint } from './restraint.js';

/** The wire to one client. Writing never waits and never fails: bytes that can't leave yet count as unsent. */
export interface ClientWire {
  readonly unsentBytes: number;
  write(bytes: Uint8Array): void;
  /** Hangs up immediately. */
  drop(): void;
}

/** One client of a hub, with all the memory that it may use there: an unfinished frame and half a line. */
export class Client {
  readonly restraint: Restraint;
  readonly #decoder = new KissDecoder();
  readonly #prompt = new Prompt();
  readonly #browser = new BrowserWatch();
  #heard = 0;
  #sent = 0;
  #refused = 0;

  constructor(
    readonly facts: ClientFacts,
    readonly wire: ClientWire,
    clock: Clock,
  ) {
    this.restraint = new Restraint(clock);
  }

  /** Whether these bytes, and those before, are a web browser's. */
  isBrowser(bytes: Uint8Array): boolean {
    return this.#browser.sees(bytes);
  }

  /** The frames that these bytes complete, and the prompts for a client that expects a command line. */
  read(bytes: Uint8Array): { readonly frames: readonly KissFrame[]; readonly answer: Uint8Array } {
    return { frames: this.#decoder.push(bytes), answer: this.#prompt.answer(bytes) };
  }

  count(what: keyof ClientTotals): void {
    if (what === 'heard') this.#heard++;
    else if (what === 'sent') this.#sent++;
    else this.#refused++;
  }

  get totals(): ClientTotals {
    return { heard: this.#heard, sent: this.#sent, refused: this.#refused };
  }
}
