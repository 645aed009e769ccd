import {
  A0,
  BOARD,
  OUTPUTS,
  PIN_COUNT,
  PWM_PINS,
  SCL,
  SDA,
} from '../../../../failsafe/board/board-under-test.js';
import type { PinState } from '../../../../failsafe/chip/pins.js';
import { MODES } from '../../../../failsafe/messages/wire-format.js';

/** Pins of the board under test, by its pinout. 0 and 1 are the link to the host. */
export { A0 as FIRST_ANALOG, PIN_COUNT } from '../../../../failsafe/board/board-under-test.js';
export const I2C_PINS = [SDA, SCL] as const;
export const CHANNELS = BOARD.channels;
export const FULL_DUTY = 255;
const SHORTEST_PULSE_US = 544;

/** A number in seven-bit bytes, least significant first. */
export const seven = (bytes: readonly number[]): number =>
  bytes.reduceRight((value, byte) => value * 0x80 + byte, 0);

export const isAnalog = (pin: number): boolean => pin >= A0 && pin < PIN_COUNT;
const isDigital = (pin: number): boolean => OUTPUTS.includes(pin);

const SUPPORTED: ReadonlyMap<number, (pin: number) => boolean> = new Map([
  [MODES.input, isDigital],
  [MODES.output, isDigital],
  [MODES.pullUp, isDigital],
  [MODES.servo, isDigital],
  [MODES.oneWire, isDigital],
  [MODES.pwm, (pin: number) => PWM_PINS.includes(pin)],
  [MODES.analog, isAnalog],
  [MODES.i2c, (pin: number) => pin === I2C_PINS[0] || pin === I2C_PINS[1]],
]);
export const supports = (pin: number, mode: number): boolean => SUPPORTED.get(mode)?.(pin) ?? false;

/** One pin of the model. */
export class ModelPin {
  mode: number;
  /** What was written to an output, 0 to 255 as PWM; whether the pull-up of an input is on. */
  state = 0;
  /** Its mode was set. */
  isChosen = false;

  constructor(readonly pin: number) {
    this.mode = isAnalog(pin) ? MODES.analog : MODES.input;
  }

  /** Pulse widths of a servo at both ends, µs. */
  #range: readonly [number, number] = [SHORTEST_PULSE_US, 2400];

  get isServo(): boolean {
    return this.mode === MODES.servo;
  }

  get isOutput(): boolean {
    return this.mode === MODES.output || this.mode === MODES.pwm || this.isServo;
  }

  /** Its level is in the reports of its port. */
  get isReadable(): boolean {
    return isDigital(this.pin) && (this.mode === MODES.input || this.mode === MODES.pullUp);
  }

  get shows(): PinState {
    if (this.isServo) return 'low'; // or a pulse
    if (this.mode === MODES.output) return this.state ? 'high' : 'low';
    if (this.mode === MODES.i2c) return 'pull-up';
    if (this.mode === MODES.oneWire) return 'input';
    if (this.mode !== MODES.pwm) return this.state ? 'pull-up' : 'input';
    if (this.state === 0) return 'low';
    return this.state === FULL_DUTY ? 'high' : 'pwm';
  }

  /** Share of the time for which it is driven high. */
  get duty(): number {
    if (this.mode === MODES.pwm) return this.state / FULL_DUTY;
    return this.shows === 'high' ? 1 : 0;
  }

  /** No pulses until it is written; another range keeps them. */
  makeServo(range: readonly [number, number] = [SHORTEST_PULSE_US, 2400]): void {
    if (!this.isServo) this.makeOutput(MODES.servo, false);
    this.#range = range;
  }

  /** An angle below the shortest pulse, µs above; the state is the pulse, µs. */
  turn(value: number): void {
    const [low, high] = this.#range;
    const us = low + Math.floor(((high - low) * Math.min(180, value)) / 180);
    this.state = value < SHORTEST_PULSE_US ? us : Math.min(high, Math.max(low, value));
  }

  /** As after a reset. */
  release(): void {
    this.mode = isAnalog(this.pin) ? MODES.analog : MODES.input;
    this.state = 0;
    this.isChosen = false;
  }

  makeInput(mode: number): void {
    this.mode = mode;
    this.state = mode === MODES.pullUp ? 1 : 0;
    this.isChosen = true;
  }

  makeOutput(mode: number, high: boolean): void {
    this.mode = mode;
    const highest = mode === MODES.pwm ? FULL_DUTY : 1;
    this.state = high ? highest : 0;
    this.isChosen = true;
  }
}
