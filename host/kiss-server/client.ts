import type { Clock } from '../base/index.js';
import { KissDecoder, type KissFrame } from '../packet/kiss/index.js';
import type { ClientFacts, ClientTotals } from './events.js';
import { ForeignWatch } from './foreign.js';
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
  readonly #foreign = new ForeignWatch();
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

  /** What it is by these bytes, and those before, where that is no KISS program. */
  foreign(bytes: Uint8Array): string | undefined {
    return this.#foreign.sees(bytes);
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
