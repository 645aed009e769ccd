import { TIMER1_PINS } from '../../../../failsafe/board/board-under-test.js';
import { MODES, sysex } from '../../../../failsafe/messages/wire-format.js';
import { CAPABILITIES, FIRMWARE, MAPPING, VERSION } from './answers.js';
import type { Span } from './lease.js';
import { type Answers, ModelLeaseBook, NOTHING, Uncertain } from './lease-book.js';
import { type Heard, SYSEX } from './parser.js';
import { FIRST_ANALOG, FULL_DUTY, I2C_PINS, isAnalog, ModelPin, PIN_COUNT, seven, supports } from './pins.js';

const DEFAULT_INTERVAL_MS = 19;
/** Maximum duration of a pass of the sketch's loop(), ms: one message, or more with an I2C transaction. */
const TURN_MS = 1.3;
const TRANSACTION_MS = 1;
const LONGEST_PULSE_US = 2912;
const MOST_SERVOS = 8;
const LONGEST_PAUSE_MS = 16.383;

/** The sketch as its README.md describes it, as short as possible. Written without looking at the C++. */
export class ModelBoard {
  readonly pins = Array.from({ length: PIN_COUNT }, (_, pin) => new ModelPin(pin));
  readonly leases = new ModelLeaseBook(this.pins);
  readonly channelsReported = new Set<number>();
  readonly portsReported = new Set<number>();
  intervalMs = DEFAULT_INTERVAL_MS;
  /** Delay between register and data of an I2C device, µs. */
  #pauseMs = 0;
  #cause = 1;

  /** Maximum time until the board executes a message, with no device on its I2C bus. */
  get turnMs(): number {
    return this.#isI2cOn ? TURN_MS + TRANSACTION_MS + this.#pauseMs : TURN_MS;
  }

  /** What a board sends after a start. */
  get introduction(): Answers {
    return [VERSION, FIRMWARE, this.#resetCause];
  }

  /** A reset by the button or by the watchdog; `cause` as in MCUSR. */
  restart(cause: number, at: Span): void {
    this.#begin(cause);
    this.leases.restart(at);
  }

  powerCycle(at: Span): void {
    this.#begin(1);
    this.leases.powerCycle(at);
  }

  /** The answers to a message that the board executes at some time within the span. @throws Uncertain */
  obey(heard: Heard, at: Span): Answers {
    this.leases.advance(at);
    const { command, channel, data } = heard;
    const [first = 0, second = 0] = data;
    switch (command) {
      case 0x90:
        for (let bit = 0; bit < 8; bit++)
          this.#level(channel * 8 + bit, ((seven(data) >> bit) & 1) === 1, at);
        return NOTHING;
      case 0xc0:
        return this.#report(this.channelsReported, channel, first !== 0);
      case 0xd0:
        return this.#report(this.portsReported, channel, first !== 0);
      case 0xe0:
        return this.#duty(channel, seven(data), at);
      case 0xf4:
        return this.#mode(first, second, at);
      case 0xf5:
        return this.#level(first, second !== 0, at);
      case 0xf9:
        return [VERSION];
      case 0xff:
        return this.#systemReset(at);
      case SYSEX:
        return this.#sysex(first, data.slice(1), at);
      default:
        return NOTHING;
    }
  }

  get #isI2cOn(): boolean {
    return I2C_PINS.every((pin) => this.#pin(pin).mode === MODES.i2c);
  }

  get #resetCause(): readonly number[] {
    return sysex(8, this.#cause, 0);
  }

  #begin(cause: number): void {
    this.#cause = cause;
    for (const pin of this.pins) pin.release();
    this.#reportNothing();
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
      case 0x70:
        return this.#configureServo(data);
      case 0x73:
        return this.#oneWire(data, at);
      case 0x78:
        return this.#configureI2c(data);
      case 0x7a:
        if (data.length === 2) this.intervalMs = Math.max(1, seven(data));
        return NOTHING;
      case 8:
        return data.length === 0 ? [this.#resetCause] : NOTHING;
      default:
        return this.leases.obey(id, data, at);
    }
  }

  #pin(pin: number): ModelPin {
    return this.pins[pin] as ModelPin;
  }

  #mode(pin: number, mode: number, at: Span): Answers {
    if (!supports(pin, mode)) return NOTHING;
    if (mode === MODES.i2c) return this.#beginI2c();
    if (!this.leases.isBound(pin, mode)) {
      if (!this.#hasTimer(pin, mode)) return NOTHING;
      if (mode === MODES.servo) {
        if (!this.#pin(pin).isServo) this.#pin(pin).makeServo();
      } else if (mode === MODES.output || mode === MODES.pwm) this.#rest(pin, mode, at);
      else this.#pin(pin).makeInput(mode);
    }
    if (isAnalog(pin) && this.#pin(pin).mode === mode) {
      this.#report(this.channelsReported, pin - FIRST_ANALOG, mode === MODES.analog);
    }
    return NOTHING;
  }

  /** Servos and the PWM of two pins share a timer, and there are eight servos. */
  #hasTimer(pin: number, mode: number): boolean {
    const servos = this.pins.filter((one) => one.isServo).length;
    if (mode === MODES.pwm) return servos === 0 || !TIMER1_PINS.includes(pin);
    if (mode !== MODES.servo || this.#pin(pin).isServo) return true;
    return servos < MOST_SERVOS && !TIMER1_PINS.some((one) => this.#pin(one).mode === MODES.pwm);
  }

  #configureServo([pin = 0, ...widths]: readonly number[]): Answers {
    const [low, high] = [seven(widths.slice(0, 2)), seven(widths.slice(2))];
    if (widths.length !== 4 || low > high || high > LONGEST_PULSE_US || !supports(pin, MODES.servo))
      return NOTHING;
    if (!this.leases.isBound(pin, MODES.servo) && this.#hasTimer(pin, MODES.servo))
      this.#pin(pin).makeServo([low, high]);
    return NOTHING;
  }

  /** What happens on the line is tested elsewhere. */
  #oneWire(data: readonly number[], at: Span): Answers {
    const [kind, pin = 0, powers = 0] = data;
    if (kind !== 0x41) {
      if (this.pins[pin]?.mode === MODES.oneWire) throw new Uncertain();
      return NOTHING;
    }
    if (data.length !== 3) return NOTHING;
    this.#mode(pin, MODES.oneWire, at);
    if (this.pins[pin]?.mode === MODES.oneWire) this.#pin(pin).state = powers ? 1 : 0;
    return NOTHING;
  }

  #configureI2c(delay: readonly number[]): Answers {
    this.#beginI2c();
    const ms = delay.length >= 2 ? seven(delay.slice(0, 2)) / 1000 : 0;
    if (ms > 0) this.#pauseMs = Math.min(LONGEST_PAUSE_MS, ms);
    return NOTHING;
  }

  /** Both pins or none. */
  #beginI2c(): Answers {
    const isFree = I2C_PINS.every((pin) => !this.leases.isBound(pin, MODES.i2c));
    if (this.#isI2cOn || !isFree) return NOTHING;
    for (const pin of I2C_PINS) this.#pin(pin).makeInput(MODES.i2c);
    this.#pauseMs = 0;
    return NOTHING;
  }

  /** At the safe level, LOW where there is no lease. */
  #rest(pin: number, mode: number, at: Span): void {
    const lease = this.leases.of(pin);
    this.#pin(pin).makeOutput(mode, lease?.terms.safe === 1);
    lease?.write(at, false);
  }

  #level(pin: number, high: boolean, at: Span): Answers {
    const lease = this.leases.of(pin);
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
    const lease = this.leases.of(pin);
    if (pin >= PIN_COUNT || lease?.isTripped) return NOTHING;
    if (this.#pin(pin).isServo) this.#pin(pin).turn(value);
    if (this.#pin(pin).mode !== MODES.pwm) return NOTHING;
    const duty = Math.min(FULL_DUTY, value);
    this.#pin(pin).state = duty;
    lease?.write(at, duty !== (lease.terms.safe === 1 ? FULL_DUTY : 0));
    return NOTHING;
  }

  #report(reported: Set<number>, which: number, on: boolean): Answers {
    if (on) reported.add(which);
    else reported.delete(which);
    return NOTHING;
  }

  #reportNothing(): void {
    this.channelsReported.clear();
    this.portsReported.clear();
    this.intervalMs = DEFAULT_INTERVAL_MS;
  }

  #systemReset(at: Span): Answers {
    for (const pin of this.pins) {
      if (pin.isOutput) this.#rest(pin.pin, MODES.output, at);
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
}
