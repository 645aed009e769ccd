import { type Clock, OnairError, pending } from '../../../../host/base/index.js';
import {
  encodeTerms,
  type LeaseMessage,
  type LeaseRefusal,
  type LeaseTerms,
  leaseQuestions,
  readLeaseMessage,
  sumOf,
} from './messages/lease-messages.js';
import { whyNotSpoken } from './messages/lease-version.js';

/** Time after which an unanswered question is asked again, ms, and time after which it is given up. */
const ASK_MS = 250;
const GIVE_UP_MS = 2000;

const WHY: Readonly<Record<LeaseRefusal, string>> = {
  none: 'without a reason',
  unknown: 'for a reason that this program does not know',
  malformed: 'it does not understand the terms',
  'no-output': 'the pin can be no output, or is watched as an input',
  'no-limit': 'a lease needs a limit',
  'no-lease': 'there is no lease',
  'no-place': 'it has no place for one more',
  tripped: 'it has tripped and was not cleared',
  busy: 'it is writing its EEPROM',
};

const SILENT = {
  what: 'it does not say which lease messages it speaks: its sketch is an older one',
  hint: 'write the sketch of this very version to it: onair firmware flash',
};

type Of<K extends LeaseMessage['kind']> = Extract<LeaseMessage, { kind: K }>;
/** The answer of a board about its leases: version, places, sums and capabilities. */
export type AboutLeases = Of<'about'>;
/** The answer of a board about one lease: its terms, whether its pin is active, why it tripped. */
export type LeaseState = Of<'state'>;

/** Sends and receives whole Firmata messages. */
export interface FirmataWire {
  write(message: Uint8Array): void;
  on(event: 'data', listener: (message: Buffer) => void): unknown;
  off(event: 'data', listener: (message: Buffer) => void): unknown;
}

/** A dialogue with a board about its leases, over a wire that others listen to as well. */
export class LeaseDialogue {
  constructor(
    private readonly wire: FirmataWire,
    private readonly portName: string,
    private readonly clock: Clock,
    /** Ends every question, with the signal's reason. */
    private readonly signal?: AbortSignal,
  ) {}

  /** The leases in force and those in EEPROM. @throws OnairError device-refused for another version, or none */
  async about(): Promise<AboutLeases> {
    const about = await this.#ask([leaseQuestions.about()], (message) =>
      message.kind === 'about' ? message : undefined,
    );
    const why = about ? whyNotSpoken(about) : SILENT;
    if (about && !why) return about;
    throw this.#refused((why ?? SILENT).what, (why ?? SILENT).hint);
  }

  /** Every lease in force. @throws OnairError device-refused */
  async states(): Promise<readonly LeaseState[]> {
    const states = await this.answeredStates();
    if (states) return states;
    throw this.#refused('it does not list its leases');
  }

  /** Every lease in force; undefined if the board does not answer. */
  answeredStates(): Promise<readonly LeaseState[] | undefined> {
    let states: LeaseState[] = [];
    return this.#ask([leaseQuestions.query()], (message) => {
      if (message.kind === 'state') states.push(message);
      if (message.kind !== 'end-of-states') return undefined;
      const listed = states;
      states = [];
      return listed;
    });
  }

  async resetCause(): Promise<Of<'reset-cause'> | undefined> {
    return this.#ask([leaseQuestions.resetCause()], (message) =>
      message.kind === 'reset-cause' ? message : undefined,
    );
  }

  /**
   * Gives the board exactly these leases, untripped.
   * @returns what the board then reports about itself
   * @throws OnairError device-refused, with the terms that it refuses
   */
  async agree(wanted: readonly LeaseTerms[]): Promise<AboutLeases> {
    await this.about();
    // Also drops the old terms of our own pins: they may watch a pin that is an output now.
    const isWanted = (terms: LeaseTerms): boolean => wanted.some((other) => isSame(terms, other));
    for (const { terms } of await this.states()) if (!isWanted(terms)) await this.#drop(terms.pin);
    for (const terms of wanted) await this.#take(terms);
    const about = await this.about();
    if (about.sum === sumOf(wanted)) return about;
    const taken = (await this.states()).map(({ terms }) => terms);
    throw this.#refused(`the settings it reports are not those requested: ${differences(wanted, taken)}`);
  }

  /** Stores the leases in force in EEPROM, or none, and waits until they are written and read back. */
  async keep(terms: readonly LeaseTerms[]): Promise<AboutLeases> {
    const question = terms.length > 0 ? leaseQuestions.keep() : leaseQuestions.erase();
    const kept = await this.#ask([question], (message) =>
      message.kind === 'about' && message.kept !== 'being-written' ? message : undefined,
    );
    const isRight = terms.length > 0 ? kept?.keptSum === sumOf(terms) : kept?.kept === 'nothing';
    if (kept && isRight) return kept;
    throw new OnairError('not-verified', {
      message: `${this.portName}: the board did not keep the leases`,
      hint: 'try again; if that does not help its EEPROM is worn out: take another board',
    });
  }

  async #drop(pin: number): Promise<void> {
    const gone = await this.#ask([leaseQuestions.clear(pin), leaseQuestions.forget(pin)], (message) =>
      message.kind === 'about' || (message.kind === 'refused' && message.why === 'no-lease')
        ? message
        : undefined,
    );
    if (!gone) throw this.#refused(`it does not give up an old lease of pin ${pin}`);
  }

  async #take(terms: LeaseTerms): Promise<void> {
    const { pin } = terms;
    const questions = [leaseQuestions.configure(terms), leaseQuestions.clear(pin)] as const;
    const answer = await this.#ask(questions, (message) => {
      if (message.kind === 'refused' && message.pin === pin) return message;
      const isTaken = message.kind === 'state' && message.terms.pin === pin && message.trip === 'none';
      return isTaken ? message : undefined;
    });
    if (answer?.kind === 'state') return;
    throw this.#refused(
      answer
        ? `it refuses the lease of pin ${pin}: ${WHY[answer.why]}`
        : `it does not answer to the lease of pin ${pin}`,
    );
  }

  /** Sends it until an answer fits; undefined if none comes in time. */
  #ask<T>(
    questions: readonly Buffer[],
    fits: (message: LeaseMessage) => T | undefined,
  ): Promise<T | undefined> {
    const { wire, clock } = this;
    return pending<T | undefined>(clock, this.signal, (wait) => {
      const until = clock.now() + GIVE_UP_MS;
      const onData = (bytes: Buffer): void => {
        const message = readLeaseMessage(bytes);
        const answer = message && fits(message);
        if (answer !== undefined) wait.resolve(answer);
      };
      const ask = (): void => {
        if (clock.now() >= until) {
          wait.resolve(undefined);
          return;
        }
        // Leases agreed on a moment ago must not expire meanwhile, however long the round trip is.
        wire.write(leaseQuestions.renew());
        for (const question of questions) wire.write(question);
        wait.after(ASK_MS, ask);
      };
      wire.on('data', onData);
      ask();
      return () => wire.off('data', onData);
    });
  }

  #refused(
    what: string,
    hint = 'check it with onair firmware info; flash the sketch again: onair firmware flash',
  ) {
    return new OnairError('device-refused', {
      message: `${this.portName}: the board's leases do not fit: ${what}`,
      hint,
      details: { port: this.portName },
    });
  }
}

function isSame(one: LeaseTerms, other: LeaseTerms): boolean {
  return Buffer.from(encodeTerms(one)).equals(Buffer.from(encodeTerms(other)));
}

/** What a board has instead of the requested terms, pin by pin. */
function differences(wanted: readonly LeaseTerms[], taken: readonly LeaseTerms[]): string {
  const pins = new Set([...wanted, ...taken].map(({ pin }) => pin));
  const found = [...pins].flatMap((pin) => {
    const [want, have] = [wanted, taken].map((all) => all.find((terms) => terms.pin === pin));
    if (!want) return [`pin ${pin} has a lease that was not requested`];
    if (!have) return [`pin ${pin} has none`];
    const other = FIELDS.filter(([, value]) => value(want) !== value(have)).map(
      ([name, value]) => `${name} ${value(have)} in place of ${value(want)}`,
    );
    return other.length > 0 ? [`pin ${pin} has ${other.join(', ')}`] : [];
  });
  return found.join('; ') || 'the terms are the same, and their sum is not';
}

const FIELDS: readonly (readonly [name: string, value: (terms: LeaseTerms) => number | string])[] = [
  ['safe level', ({ safeLevel }) => safeLevel],
  ['silence', ({ silenceMs }) => `${silenceMs} ms`],
  ['longest time on', ({ activeMs }) => `${activeMs} ms`],
  ['channel', ({ watch }) => watch?.channel ?? 'none'],
  ['lowest reading', ({ watch }) => watch?.lowest ?? 0],
  ['highest reading', ({ watch }) => watch?.highest ?? 0],
  ['samples', ({ watch }) => watch?.samples ?? 0],
];
