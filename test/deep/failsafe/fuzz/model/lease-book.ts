import {
  KEPT,
  type LeaseTerms,
  MODES,
  lease as message,
  REASON,
  REFUSAL,
  sumOf,
} from '../../../../failsafe/messages/wire-format.js';
import { ModelLease, type Span } from './lease.js';
import { CHANNELS, FIRST_ANALOG, type ModelPin, seven, supports } from './pins.js';

/** It is unknown which comes first: a message, or the end of a lease. */
export class Uncertain extends Error {}

/** A lease ended; its pin is at its safe level from some time within the span on. */
export interface Trip extends Span {
  readonly pin: number;
  readonly wasActive: boolean;
  readonly reason: number;
}

export type Answers = readonly (readonly number[])[];
export const NOTHING: Answers = [];

const PLACES = 16;
const MOST_CHANNELS = 6;
const FULL_SCALE = 1023;
const NO_CHANNEL = 0x7f;
const TERMS_BYTES = 13;

/** Leases as README.md of the sketch describes them. Written without looking at the C++. */
export class ModelLeaseBook {
  readonly readings: number[] = Array(CHANNELS).fill(0);
  /** Trips since they were taken last. */
  readonly trips: Trip[] = [];
  /** EEPROM is being written with these. */
  writing: readonly LeaseTerms[] | undefined;
  readonly #leases = new Map<number, ModelLease>();
  #kept: readonly LeaseTerms[] = [];

  constructor(private readonly pins: readonly ModelPin[]) {}

  of(pin: number): ModelLease | undefined {
    return this.#leases.get(pin);
  }

  /** In ascending order of pins. */
  get inForce(): readonly ModelLease[] {
    return [...this.#leases.values()].sort((a, b) => a.terms.pin - b.terms.pin);
  }

  /** A leased pin stays an output, a watched one analog. */
  isBound(pin: number, mode: number): boolean {
    if (this.#leases.has(pin)) return mode !== MODES.output && mode !== MODES.pwm;
    return this.#isWatched(pin) && mode !== MODES.analog;
  }

  /** Advances the time: leases that are certainly over trip. @throws Uncertain when the end of a lease is near */
  advance(at: Span): void {
    for (const [pin, lease] of this.#leases) {
      const { due } = lease;
      if (!due || due.from > at.to) continue;
      const { reason } = due;
      if (due.to > at.from || reason === undefined) throw new Uncertain();
      this.trips.push({ ...due, pin, reason, wasActive: lease.active !== undefined });
      this.#trip(lease, reason, due);
    }
  }

  /** The reading of a sensor changes. */
  read(channel: number, reading: number, now: number): void {
    this.readings[channel] = reading;
    for (const lease of this.#leases.values()) {
      if (lease.terms.watch?.channel === channel) lease.read({ from: now, to: now }, reading);
    }
  }

  /** A reset by the button or the watchdog. Leases stay, tripped. */
  restart(at: Span): void {
    this.writing = undefined;
    for (const [pin, lease] of this.#leases) {
      this.#trip(lease, REASON.restart, at);
      this.trips.push({ ...at, pin, reason: lease.reason, wasActive: false });
    }
  }

  /** A power cycle: the stored leases are in force and have not tripped. */
  powerCycle(at: Span): void {
    this.writing = undefined;
    this.#leases.clear();
    for (const terms of this.#kept) this.#configure(terms, at);
  }

  /** EEPROM has been written. */
  written(): void {
    this.#kept = this.writing ?? this.#kept;
    this.writing = undefined;
  }

  get about(): readonly number[] {
    const sum = sumOf(...this.inForce.map(({ terms }) => terms));
    return message.about(sum, this.#kept.length > 0 ? KEPT.terms : KEPT.nothing, sumOf(...this.#kept));
  }

  /** A lease message. @throws Uncertain */
  obey(id: number, data: readonly number[], at: Span): Answers {
    const [first = 0] = data;
    if (id === 1) return data.length === 0 ? NOTHING : this.#configureBytes(data, at);
    if (data.length === 0) return this.#ask(id, at);
    return data.length === 1 ? this.#tell(id, first, at) : NOTHING;
  }

  /** Messages without data. */
  #ask(id: number, at: Span): Answers {
    switch (id) {
      case 2:
        for (const lease of this.#leases.values()) lease.renewed = at;
        return NOTHING;
      case 3:
        return [...this.inForce.map((lease) => lease.state), message.endOfStates];
      case 9:
        this.#surelyIdle();
        return [this.about];
      default:
        return NOTHING;
    }
  }

  /** Messages with one byte. */
  #tell(id: number, byte: number, at: Span): Answers {
    switch (id) {
      case 4:
        return this.#clear(byte, at);
      case 0x0a:
        return this.#forget(byte);
      case 0x0b:
        return this.#keep(byte);
      default:
        return NOTHING;
    }
  }

  /** The model does not predict how long writing takes. */
  #surelyIdle(): void {
    if (this.writing) throw new Uncertain();
  }

  #isWatched(pin: number): boolean {
    return this.inForce.some(({ terms }) => terms.watch?.channel === pin - FIRST_ANALOG);
  }

  #configureBytes(data: readonly number[], at: Span): Answers {
    const [pin = 0, safe = 0] = data;
    if (data.length !== TERMS_BYTES || safe > 1) return [message.refused(pin, REFUSAL.malformed)];
    this.#surelyIdle();
    const watch = {
      channel: data[7] ?? NO_CHANNEL,
      lowest: seven(data.slice(8, 10)),
      highest: seven(data.slice(10, 12)),
      samples: data[12] ?? 0,
    };
    const terms: LeaseTerms = {
      pin,
      safe: safe === 1 ? 1 : 0,
      silenceMs: seven(data.slice(2, 4)),
      activeMs: seven(data.slice(4, 7)),
      ...(watch.channel === NO_CHANNEL ? {} : { watch }),
    };
    const why = this.#refusal(terms, watch);
    if (why !== undefined) return [message.refused(pin, why)];
    return [this.#configure(terms, at).state];
  }

  #refusal(
    terms: LeaseTerms,
    { channel, lowest, highest, samples }: NonNullable<LeaseTerms['watch']>,
  ): number | undefined {
    if (!supports(terms.pin, MODES.output)) return REFUSAL.noOutput;
    if (terms.silenceMs === 0) return REFUSAL.unlimited;
    const isEmpty = lowest === 0 && highest === 0 && samples === 0;
    const isRange = samples > 0 && lowest <= highest && highest <= FULL_SCALE;
    const isChannel = channel < CHANNELS && channel + FIRST_ANALOG !== terms.pin;
    if (terms.watch ? !isRange || !isChannel : !isEmpty) return REFUSAL.malformed;
    if (this.#isWatched(terms.pin)) return REFUSAL.noOutput;
    if (terms.watch && this.#leases.has(FIRST_ANALOG + channel)) return REFUSAL.noOutput;
    if (!this.#leases.has(terms.pin) && this.#leases.size === PLACES) return REFUSAL.noPlace;
    return this.#channelsWith(terms).size > MOST_CHANNELS ? REFUSAL.noPlace : undefined;
  }

  /** Channels that are watched with these terms. */
  #channelsWith(terms: LeaseTerms): Set<number> {
    if (!terms.watch) return new Set();
    const others = this.inForce.filter((lease) => lease.terms.pin !== terms.pin);
    const channels = others.flatMap((lease) => lease.terms.watch?.channel ?? []);
    return new Set([...channels, terms.watch.channel]);
  }

  #configure(terms: LeaseTerms, at: Span): ModelLease {
    const lease = this.#leases.get(terms.pin) ?? new ModelLease(terms, at);
    this.#leases.set(terms.pin, lease);
    lease.terms = terms;
    if (terms.watch) this.#pin(FIRST_ANALOG + terms.watch.channel).release();
    this.#restart(lease, at);
    return lease;
  }

  #restart(lease: ModelLease, at: Span): void {
    const { watch } = lease.terms;
    this.#rest(lease);
    lease.restart(at, watch ? (this.readings[watch.channel] ?? 0) : 0);
  }

  #clear(pin: number, at: Span): Answers {
    const lease = this.#leases.get(pin);
    if (!lease) return [message.refused(pin, REFUSAL.noLease)];
    lease.reason = REASON.none;
    this.#restart(lease, at);
    return [lease.state];
  }

  #forget(pin: number): Answers {
    this.#surelyIdle();
    const lease = this.#leases.get(pin);
    if (!lease) return [message.refused(pin, REFUSAL.noLease)];
    if (lease.isTripped) return [message.refused(pin, REFUSAL.tripped)];
    this.#rest(lease);
    this.#leases.delete(pin);
    return [this.about];
  }

  #keep(whether: number): Answers {
    this.#surelyIdle();
    if (whether > 1) return [message.refused(NO_CHANNEL, REFUSAL.malformed)];
    this.writing = whether === 1 ? this.inForce.map(({ terms }) => terms) : [];
    return NOTHING;
  }

  #trip(lease: ModelLease, reason: number, at: Span): void {
    lease.trip(reason, at);
    this.#rest(lease);
  }

  #rest({ terms }: ModelLease): void {
    this.#pin(terms.pin).makeOutput(MODES.output, terms.safe === 1);
  }

  #pin(pin: number): ModelPin {
    return this.pins[pin] as ModelPin;
  }
}
