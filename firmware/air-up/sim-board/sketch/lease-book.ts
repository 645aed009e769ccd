import { FIRMATA, sysex, twoBytes } from '../../board/firmata/index.js';
import {
  decodeTerms,
  encodeTerms,
  KEPT,
  LEASE_CAPABILITIES,
  LEASE_ID,
  LEASE_VERSION,
  type LeaseTerms,
  REFUSALS,
  seven,
  sumOf,
  TERMS_BYTES,
  TRIPS,
} from '../../board/lease/messages/index.js';
import { ActiveTime } from './active-time.js';
import { dueTrip, endsOf, type Lease, noteReading, type Trip } from './lease.js';

type Refusal = (typeof REFUSALS)[number];

/** Maximum number of leases. */
const PLACES = 16;
const FULL_SCALE = 1023;
/** Pin of a refusal that is about no pin. */
const NO_PIN = 0x7f;
/** Trips as text, for a host that has no leases. */
const TRIP_TEXTS: Readonly<Record<Trip, string>> = {
  none: '',
  silence: 'silence',
  'active-too-long': 'on too long',
  restart: 'restart',
  reading: 'reading out of range',
};
/** Time that EEPROM takes for a lease, ms: 13 bytes of 3.4 ms. */
const KEEP_MS = 45;

/** The pins under the leases. */
export interface LeasedPins {
  isOutput(pin: number): boolean;
  /** The digital number of an analog channel; undefined if there is none. */
  pinOf(channel: number): number | undefined;
  /** Whether it has exactly this level, which PWM may have too. */
  isAt(pin: number, level: 0 | 1): boolean;
  /** Makes it an output at this level. */
  rest(pin: number, level: 0 | 1): void;
  /** Makes it an analog input. */
  measure(pin: number): void;
}

/**
 * The rules of firmware/failsafe as a model: an output is a lease that ends by itself. It has the same messages and the
 * same reasons; time is passed in.
 */
export class LeaseBook {
  #leases: Lease[] = [];
  /** Contents of EEPROM, and what it will hold when the current write is complete. */
  #kept: readonly LeaseTerms[] = [];
  #writing: { readonly terms: readonly LeaseTerms[]; readonly doneAtMs: number } | undefined;

  constructor(
    private readonly pins: LeasedPins,
    private readonly send: (message: Buffer) => void,
  ) {}

  holds(pin: number): boolean {
    return this.#find(pin) !== undefined;
  }

  isTripped(pin: number): boolean {
    return (this.#find(pin)?.trip ?? 'none') !== 'none';
  }

  safeLevel(pin: number): 0 | 1 {
    return this.#find(pin)?.terms.safeLevel ?? 0;
  }

  watches(pin: number): boolean {
    return this.#leases.some(({ terms: { watch } }) => watch && this.pins.pinOf(watch.channel) === pin);
  }

  /** Updates the active times after a write to pins. */
  noteWrites(nowMs: number): void {
    for (const lease of this.#leases) {
      const { pin, safeLevel, activeMs } = lease.terms;
      lease.activeTime.record(!this.pins.isAt(pin, safeLevel), nowMs, activeMs);
    }
  }

  /** The board was reset, with RAM intact. A half-written EEPROM does not count. */
  restart(nowMs: number): void {
    this.#writing = undefined;
    for (const lease of this.#leases) this.#trip(lease, 'restart', nowMs);
  }

  /** The board lost power: the leases in EEPROM apply, untripped. */
  powerCycle(nowMs: number): void {
    this.#writing = undefined;
    this.#leases = [];
    for (const terms of this.#kept) this.#configure(terms, nowMs);
  }

  /** When the next lease ends unless a message comes; Infinity for never. */
  nextEndMs(): number {
    const ends = this.#leases.flatMap(endsOf);
    return Math.min(...ends, this.#writing?.doneAtMs ?? Number.POSITIVE_INFINITY);
  }

  /** Trips what is due. @param counts reading of a channel; undefined: not read */
  enforce(nowMs: number, counts: (channel: number) => number | undefined): void {
    for (const lease of this.#leases) {
      noteReading(lease, nowMs, counts);
      const reason = dueTrip(lease, nowMs);
      if (reason) this.#trip(lease, reason, nowMs);
    }
    if (!this.#writing || nowMs < this.#writing.doneAtMs) return;
    this.#kept = this.#writing.terms;
    this.#writing = undefined;
    this.#sendAbout();
  }

  /** Handles a message of the host. */
  obey(id: number, data: readonly number[], nowMs: number): void {
    const [first] = data;
    if (id === LEASE_ID.configure && first !== undefined) this.#answer(first, this.#agreeOn(data, nowMs));
    if (data.length === 1 && first !== undefined) this.#obeyWithByte(id, first, nowMs);
    if (data.length === 0) this.#obeyBare(id, nowMs);
  }

  #obeyWithByte(id: number, byte: number, nowMs: number): void {
    if (id === LEASE_ID.clear) this.#answer(byte, this.#clear(byte, nowMs));
    if (id === LEASE_ID.forget) this.#answer(byte, this.#forget(byte));
    if (id === LEASE_ID.keep) this.#answer(NO_PIN, this.#keep(byte, nowMs));
  }

  #obeyBare(id: number, nowMs: number): void {
    if (id === LEASE_ID.renew) for (const lease of this.#leases) lease.renewedAtMs = nowMs;
    if (id === LEASE_ID.about) this.#sendAbout();
    if (id !== LEASE_ID.query) return;
    for (const lease of this.#leases) this.#sendState(lease);
    this.send(sysex(LEASE_ID.state));
  }

  #answer(pin: number, refusal: Refusal | undefined): void {
    if (refusal) this.send(sysex(LEASE_ID.refused, [pin, REFUSALS.indexOf(refusal)]));
  }

  #agreeOn(data: readonly number[], nowMs: number): Refusal | undefined {
    if (data.length !== TERMS_BYTES || (data[1] ?? 0) > 1) return 'malformed';
    if (this.#writing) return 'busy';
    const terms = decodeTerms(data);
    const isWhole = terms.watch !== undefined || data.slice(8).every((byte) => byte === 0);
    const refusal = this.#whyNot(terms, isWhole);
    if (!refusal) this.#sendState(this.#configure(terms, nowMs));
    return refusal;
  }

  #clear(pin: number, nowMs: number): Refusal | undefined {
    const lease = this.#find(pin);
    if (!lease) return 'no-lease';
    this.#begin(lease, nowMs);
    lease.trip = 'none';
    this.#sendState(lease);
    return undefined;
  }

  #whyNot({ pin, silenceMs, watch }: LeaseTerms, isWhole: boolean): Refusal | undefined {
    if (!this.pins.isOutput(pin)) return 'no-output';
    if (silenceMs === 0) return 'no-limit';
    if (!isWhole) return 'malformed';
    const watched = watch && this.pins.pinOf(watch.channel);
    if (watch) {
      const { samples, lowest, highest } = watch;
      const isRange = samples > 0 && lowest <= highest && highest <= FULL_SCALE;
      if (watched === undefined || watched === pin || !isRange) return 'malformed';
    }
    if (this.watches(pin) || (watched !== undefined && this.holds(watched))) return 'no-output';
    return !this.holds(pin) && this.#leases.length === PLACES ? 'no-place' : undefined;
  }

  #configure(terms: LeaseTerms, nowMs: number): Lease {
    const before = this.#find(terms.pin);
    const lease: Lease = {
      terms,
      trip: before?.trip ?? 'none',
      renewedAtMs: nowMs,
      activeTime: before?.activeTime ?? new ActiveTime(),
      outsideSinceMs: undefined,
    };
    this.#leases = [...this.#leases.filter((other) => other !== before), lease].sort(
      (a, b) => a.terms.pin - b.terms.pin,
    );
    const watched = terms.watch && this.pins.pinOf(terms.watch.channel);
    if (watched !== undefined) this.pins.measure(watched);
    this.#begin(lease, nowMs);
    return lease;
  }

  #begin(lease: Lease, nowMs: number): void {
    this.#rest(lease, nowMs);
    lease.renewedAtMs = nowMs;
    lease.outsideSinceMs = undefined;
  }

  #forget(pin: number): Refusal | undefined {
    const lease = this.#find(pin);
    if (this.#writing) return 'busy';
    if (!lease) return 'no-lease';
    if (lease.trip !== 'none') return 'tripped';
    this.pins.rest(pin, lease.terms.safeLevel);
    this.#leases = this.#leases.filter((other) => other !== lease);
    this.#sendAbout();
    return undefined;
  }

  #keep(whether: number, nowMs: number): Refusal | undefined {
    if (this.#writing) return 'busy';
    if (whether > 1) return 'malformed';
    const terms = whether === 1 ? this.#leases.map((lease) => lease.terms) : [];
    // What EEPROM already holds is not written again.
    const isKept = sumOf(terms) === sumOf(this.#kept);
    this.#writing = { terms, doneAtMs: isKept ? nowMs : nowMs + KEEP_MS * (terms.length + 1) };
    return undefined;
  }

  #trip(lease: Lease, reason: Trip, nowMs: number): void {
    this.#rest(lease, nowMs);
    if (lease.trip === 'none') lease.trip = reason;
    const { pin } = lease.terms;
    this.send(sysex(LEASE_ID.tripped, [pin, TRIPS.indexOf(lease.trip)]));
    this.send(
      sysex(FIRMATA.string, [...Buffer.from(`pin ${pin} safe: ${TRIP_TEXTS[lease.trip]}`)].flatMap(twoBytes)),
    );
  }

  #rest(lease: Lease, nowMs: number): void {
    const { pin, safeLevel, activeMs } = lease.terms;
    this.pins.rest(pin, safeLevel);
    lease.activeTime.record(false, nowMs, activeMs);
  }

  #find(pin: number): Lease | undefined {
    return this.#leases.find(({ terms }) => terms.pin === pin);
  }

  #sendState({ terms, activeTime, trip }: Lease): void {
    const active = Number(activeTime.isActive);
    this.send(sysex(LEASE_ID.state, [...encodeTerms(terms), active, TRIPS.indexOf(trip)]));
  }

  #sendAbout(): void {
    const kept = this.#writing ? 'being-written' : this.#kept.length > 0 ? 'terms' : 'nothing';
    const inForce = this.#leases.map(({ terms }) => terms);
    this.send(
      sysex(LEASE_ID.about, [
        LEASE_VERSION,
        PLACES,
        ...seven(sumOf(inForce), 3),
        KEPT.indexOf(kept),
        ...seven(sumOf(this.#kept), 3),
        ...seven((1 << LEASE_CAPABILITIES.length) - 1, 2),
      ]),
    );
  }
}
