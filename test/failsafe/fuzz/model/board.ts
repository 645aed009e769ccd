import {
  KEPT,
  type LeaseTerms,
  MODES,
  lease as message,
  REASON,
  REFUSAL,
  sumOf,
  sysex,
} from '../../wire-format.js';
import { ModelLease, type Span } from './lease.js';
import { type Heard, SYSEX } from './parser.js';
import { FIRST_ANALOG, FULL_DUTY, isAnalog, ModelPin, PIN_COUNT, supports } from './pins.js';

/** Nobody can say which of two things comes first: a message, or the end of a lease. */
export class Uncertain extends Error {}

/** A lease ended; its pin is at its safe level from some time of the span on. */
export interface Trip extends Span {
  readonly pin: number;
  readonly wasActive: boolean;
  readonly reason: number;
}

type Answers = readonly (readonly number[])[];
const NOTHING: Answers = [];

const PLACES = 16;
const CHANNELS = 6;
const FULL_SCALE = 1023;
const NO_CHANNEL = 0x7f;
const TERMS_BYTES = 13;

const VERSION = [0xf9, 2, 5];
const FIRMWARE = sysex(
  0x79,
  1,
  0,
  ...[...Buffer.from('onair-failsafe')].flatMap((character) => [character, 0]),
);
const MODE_BITS = [
  [MODES.input, 1],
  [MODES.pullUp, 1],
  [MODES.output, 1],
  [MODES.pwm, 8],
  [MODES.analog, 10],
] as const;
const PINS = Array.from({ length: PIN_COUNT }, (_, pin) => pin);
const CAPABILITIES = sysex(
  0x6c,
  ...PINS.flatMap((pin) => [...MODE_BITS.filter(([mode]) => supports(pin, mode)).flat(), 0x7f]),
);
const MAPPING = sysex(0x6a, ...PINS.map((pin) => (isAnalog(pin) ? pin - FIRST_ANALOG : 0x7f)));

const seven = (bytes: readonly number[]): number =>
  bytes.reduceRight((value, byte) => value * 0x80 + byte, 0);

/** The sketch as its README tells it, in as few words as possible. Nothing of it was taken from the C++. */
export class ModelBoard {
  readonly pins = PINS.map((pin) => new ModelPin(pin));
  readonly leases = new Map<number, ModelLease>();
  readonly channelsTold = new Set<number>();
  readonly portsTold = new Set<number>();
  readonly readings: number[] = Array(CHANNELS).fill(0);
  /** Trips since somebody took them away. */
  trips: Trip[] = [];
  intervalMs = 19;
  kept: readonly LeaseTerms[] = [];
  /** EEPROM is being written with these. */
  writing: readonly LeaseTerms[] | undefined;
  #cause = 1;

  /** Time passes: what is over for certain trips. @throws Uncertain when the end of a lease is near */
  advance(at: Span): void {
    for (const [pin, lease] of this.leases) {
      const { due } = lease;
      if (!due || due.from > at.to) continue;
      const { reason } = due;
      if (due.to > at.from || reason === undefined) throw new Uncertain();
      this.trips.push({ ...due, pin, reason, wasActive: lease.active !== undefined });
      this.#trip(lease, reason);
    }
  }

  /** What a board says of itself when it begins; the cause of it comes behind. */
  readonly introduction: Answers = [VERSION, FIRMWARE];

  /** All leases by rising pin. */
  get standing(): readonly ModelLease[] {
    return [...this.leases.entries()].sort(([a], [b]) => a - b).map(([, lease]) => lease);
  }

  /** A sensor changes. */
  read(channel: number, reading: number, now: number): void {
    this.readings[channel] = reading;
    for (const lease of this.leases.values()) {
      if (lease.terms.watch?.channel === channel) lease.read({ from: now, to: now }, reading);
    }
  }

  /** A reset by the button or by the watchdog. Leases stand, tripped. */
  restart(cause: number, at: Span): void {
    this.#begin(cause);
    for (const [pin, lease] of this.leases) {
      this.#trip(lease, REASON.restart);
      this.trips.push({ ...at, pin, reason: lease.reason, wasActive: false });
    }
  }

  /** Power off and on: what is kept stands, and has not tripped. */
  powerCycle(at: Span): void {
    this.#begin(1);
    this.leases.clear();
    for (const terms of this.kept) this.#configure(terms, at);
  }

  /** What the board answers to a message that it takes at some time in the span. @throws Uncertain */
  obey(heard: Heard, at: Span): Answers {
    this.advance(at);
    const { command, channel, data } = heard;
    const [first = 0, second = 0] = data;
    switch (command) {
      case 0x90:
        for (let bit = 0; bit < 8; bit++)
          this.#level(channel * 8 + bit, ((seven(data) >> bit) & 1) === 1, at);
        return NOTHING;
      case 0xc0:
        return this.#report(this.channelsTold, channel, first !== 0);
      case 0xd0:
        return this.#report(this.portsTold, channel, first !== 0);
      case 0xe0:
        return this.#duty(channel, seven(data), at);
      case 0xf4:
        return this.#mode(first, second);
      case 0xf5:
        return this.#level(first, second !== 0, at);
      case 0xf9:
        return [VERSION];
      case 0xff:
        return this.#systemReset();
      case SYSEX:
        return this.#sysex(first, data.slice(1), at);
      default:
        return NOTHING;
    }
  }

  #begin(cause: number): void {
    this.#cause = cause;
    for (const pin of this.pins) pin.release();
    this.#reportNothing();
    this.writing = undefined;
  }

  #sysex(id: number, data: readonly number[], at: Span): Answers {
    const [first = 0, ...rest] = data;
    switch (id) {
      case 0x79:
        return [FIRMWARE];
      case 0x6b:
        return [CAPABILITIES];
      case 0x69:
        return [MAPPING];
      case 0x6d:
        return data.length === 1 ? this.#pinState(first) : NOTHING;
      case 0x6f:
        return data.length >= 2 ? this.#duty(first, seven(rest), at) : NOTHING;
      case 0x7a:
        if (data.length === 2) this.intervalMs = Math.max(1, seven(data));
        return NOTHING;
      case 1:
        return data.length === 0 ? NOTHING : this.#configureBytes(data, at);
      default:
        if (data.length === 0) return this.#ask(id, at);
        return data.length === 1 ? this.#tell(id, first, at) : NOTHING;
    }
  }

  /** Lease messages without data. */
  #ask(id: number, at: Span): Answers {
    switch (id) {
      case 2:
        for (const lease of this.leases.values()) lease.renewed = at;
        return NOTHING;
      case 3:
        return [...this.standing.map((lease) => this.#state(lease)), message.endOfStates];
      case 8:
        return [sysex(8, this.#cause, 0)];
      case 9:
        this.#surelyIdle();
        return [this.about];
      default:
        return NOTHING;
    }
  }

  /** Lease messages with one byte. */
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

  get about(): readonly number[] {
    const sum = sumOf(...this.standing.map(({ terms }) => terms));
    return message.about(sum, this.kept.length > 0 ? KEPT.terms : KEPT.nothing, sumOf(...this.kept));
  }

  /** EEPROM has been written. */
  written(): void {
    this.kept = this.writing ?? this.kept;
    this.writing = undefined;
  }

  /** How long writing takes is not ours to say. */
  #surelyIdle(): void {
    if (this.writing) throw new Uncertain();
  }

  #pin(pin: number): ModelPin {
    return this.pins[pin] as ModelPin;
  }

  #trip(lease: ModelLease, reason: number): void {
    lease.trip(reason);
    this.#pin(lease.terms.pin).makeOutput(MODES.output, lease.terms.safe === 1);
  }

  #state(lease: ModelLease): readonly number[] {
    return message.state(lease.terms, lease.active ? 1 : 0, lease.reason);
  }

  #mode(pin: number, mode: number): Answers {
    if (supports(pin, mode) && !this.#isBound(pin, mode)) {
      if (mode === MODES.output || mode === MODES.pwm) this.#rest(pin, mode);
      else this.#pin(pin).makeInput(mode);
    }
    if (isAnalog(pin) && this.#pin(pin).mode === mode) {
      this.#report(this.channelsTold, pin - FIRST_ANALOG, mode === MODES.analog);
    }
    return NOTHING;
  }

  #isWatched(pin: number): boolean {
    return [...this.leases.values()].some(({ terms }) => terms.watch?.channel === pin - FIRST_ANALOG);
  }

  /** A leased pin stays an output, a watched one analog. */
  #isBound(pin: number, mode: number): boolean {
    if (this.leases.has(pin)) return mode !== MODES.output && mode !== MODES.pwm;
    return this.#isWatched(pin) && mode !== MODES.analog;
  }

  /** At the safe level, LOW where there is no lease. */
  #rest(pin: number, mode: number): void {
    const lease = this.leases.get(pin);
    this.#pin(pin).makeOutput(mode, lease?.terms.safe === 1);
    if (lease) lease.active = undefined;
  }

  #level(pin: number, high: boolean, at: Span): Answers {
    const lease = this.leases.get(pin);
    if (!supports(pin, MODES.output) || lease?.isTripped) return NOTHING;
    const it = this.#pin(pin);
    if (it.mode === MODES.output) {
      it.state = high ? 1 : 0;
      lease?.write(at, high !== (lease.terms.safe === 1));
    } else if (it.mode === MODES.input && high) {
      if (it.isChosen) it.state = 1;
      else it.makeOutput(MODES.output, true);
    }
    return NOTHING;
  }

  #duty(pin: number, value: number, at: Span): Answers {
    const lease = this.leases.get(pin);
    if (pin >= PIN_COUNT || lease?.isTripped || this.#pin(pin).mode !== MODES.pwm) return NOTHING;
    const duty = Math.min(FULL_DUTY, value);
    this.#pin(pin).state = duty;
    lease?.write(at, duty !== (lease.terms.safe === 1 ? FULL_DUTY : 0));
    return NOTHING;
  }

  #report(told: Set<number>, which: number, on: boolean): Answers {
    if (on) told.add(which);
    else told.delete(which);
    return NOTHING;
  }

  #reportNothing(): void {
    this.channelsTold.clear();
    this.portsTold.clear();
    this.intervalMs = 19;
  }

  #systemReset(): Answers {
    for (const pin of this.pins) {
      if (pin.isOutput) this.#rest(pin.pin, MODES.output);
      else pin.release();
    }
    this.#reportNothing();
    return NOTHING;
  }

  #pinState(pin: number): Answers {
    if (pin >= PIN_COUNT) return NOTHING;
    const { mode, state } = this.#pin(pin);
    return [sysex(0x6e, pin, mode, ...(state > 0x7f ? [state & 0x7f, state >> 7] : [state]))];
  }

  #configureBytes(data: readonly number[], at: Span): Answers {
    const [pin = 0, safe = 0] = data;
    if (data.length !== TERMS_BYTES || safe > 1) return [message.refused(pin, REFUSAL.malformed)];
    this.#surelyIdle();
    const terms: LeaseTerms = {
      pin,
      safe: safe === 1 ? 1 : 0,
      silenceMs: seven(data.slice(2, 4)),
      activeMs: seven(data.slice(4, 7)),
    };
    const [channel = NO_CHANNEL] = data.slice(7);
    const watch = {
      channel,
      lowest: seven(data.slice(8, 10)),
      highest: seven(data.slice(10, 12)),
      samples: data[12] ?? 0,
    };
    const whole = channel === NO_CHANNEL ? terms : { ...terms, watch };
    const why = this.#refusal(whole, watch);
    if (why !== undefined) return [message.refused(pin, why)];
    return [this.#state(this.#configure(whole, at))];
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
    if (terms.watch && this.leases.has(FIRST_ANALOG + channel)) return REFUSAL.noOutput;
    return this.leases.has(terms.pin) || this.leases.size < PLACES ? undefined : REFUSAL.noPlace;
  }

  #configure(terms: LeaseTerms, at: Span): ModelLease {
    const lease = this.leases.get(terms.pin) ?? new ModelLease(terms, at);
    this.leases.set(terms.pin, lease);
    lease.terms = terms;
    if (terms.watch) this.#pin(FIRST_ANALOG + terms.watch.channel).release();
    this.#beginAnew(lease, at);
    return lease;
  }

  #beginAnew(lease: ModelLease, at: Span): void {
    const { pin, watch } = lease.terms;
    this.#rest(pin, MODES.output);
    lease.beginAnew(at, watch ? (this.readings[watch.channel] ?? 0) : 0);
  }

  #clear(pin: number, at: Span): Answers {
    const lease = this.leases.get(pin);
    if (!lease) return [message.refused(pin, REFUSAL.noLease)];
    lease.reason = REASON.none;
    this.#beginAnew(lease, at);
    return [this.#state(lease)];
  }

  #forget(pin: number): Answers {
    this.#surelyIdle();
    const lease = this.leases.get(pin);
    if (!lease) return [message.refused(pin, REFUSAL.noLease)];
    if (lease.isTripped) return [message.refused(pin, REFUSAL.tripped)];
    this.#rest(pin, MODES.output);
    this.leases.delete(pin);
    return [this.about];
  }

  #keep(whether: number): Answers {
    this.#surelyIdle();
    if (whether > 1) return [message.refused(NO_CHANNEL, REFUSAL.malformed)];
    this.writing = whether === 1 ? this.standing.map(({ terms }) => terms) : [];
    return NOTHING;
  }
}
