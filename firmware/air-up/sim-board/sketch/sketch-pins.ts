import type { BoardModel } from '../../board/pins/index.js';
import { abilitiesOf, MODE } from './chip.js';
import type { LeasedPins } from './lease-book.js';

/** Pins in one port of Firmata: a digital message has the levels of 8 (Firmata protocol 2.x). */
export const PINS_IN_PORT = 8;
const FULL_DUTY = 255;

interface Pin {
  mode: number;
  /** The value that was written: level, share of PWM, or pull-up of an input. */
  value: number;
}

/** The pins of a board under a Firmata sketch. */
export class SketchPins implements LeasedPins {
  readonly #pins: Pin[];

  constructor(private readonly model: BoardModel) {
    this.#pins = abilitiesOf(model).map((_, pin) => ({ mode: this.#firstMode(pin), value: 0 }));
  }

  at(pin: number): Readonly<Pin> | undefined {
    return this.#pins[pin];
  }

  /** Whether a pin is an output and HIGH. */
  isHigh(pin: number): boolean {
    const { mode, value } = this.#pins[pin] ?? { mode: MODE.input, value: 0 };
    return (mode === MODE.output || mode === MODE.pwm) && value > 0;
  }

  /** As after power-on: everything LOW. */
  restart(): void {
    for (const [number, pin] of this.#pins.entries())
      Object.assign(pin, { mode: this.#firstMode(number), value: 0 });
  }

  /** SYSTEM_RESET of StandardFirmata: HIGH stays HIGH, PWM ends (SOURCES.md#standardfirmata). */
  reset(): void {
    for (const pin of this.#pins) if (pin.mode === MODE.pwm) pin.value = 0;
  }

  isOutput(number: number): boolean {
    return this.#can(number, MODE.output);
  }

  pinOf(channel: number): number | undefined {
    return channel < this.model.analogInputs ? this.model.firstAnalog + channel : undefined;
  }

  isAt(number: number, level: 0 | 1): boolean {
    const { mode, value } = this.#pins[number] ?? { mode: MODE.input, value: 0 };
    if (mode === MODE.pwm) return level === 1 ? value >= FULL_DUTY : value === 0;
    return mode === MODE.output && value === level;
  }

  rest(number: number, level: 0 | 1, mode: number = MODE.output): void {
    const pin = this.#pins[number];
    if (pin) Object.assign(pin, { mode, value: mode === MODE.pwm ? level * FULL_DUTY : level });
  }

  measure(number: number): void {
    const pin = this.#pins[number];
    if (pin) Object.assign(pin, { mode: MODE.analog, value: 0 });
  }

  /** SYSTEM_RESET of the fail-safe sketch: every output at its safe level. */
  resetTo(safeLevel: (pin: number) => 0 | 1): void {
    for (const [number, { mode }] of this.#pins.entries())
      if (mode === MODE.output || mode === MODE.pwm) this.rest(number, safeLevel(number));
  }

  /** Sets the mode; a pin that stays an output keeps its level, as in StandardFirmata 2.5.9. */
  setMode(number: number, mode: number): void {
    const pin = this.#pins[number];
    if (!pin || !this.#can(number, mode)) return;
    const keeps = pin.mode === mode && mode === MODE.output;
    Object.assign(pin, { mode, value: keeps ? pin.value : Number(mode === MODE.pullup) });
  }

  /** Writes a level, to outputs only; for an input HIGH is its pull-up, which it keeps. */
  write(number: number, level: number): void {
    const pin = this.#pins[number];
    if (pin?.mode === MODE.output) pin.value = level;
    else if (pin?.mode === MODE.input && level === 1) pin.value = 1;
  }

  writePwm(number: number, value: number): void {
    const pin = this.#pins[number];
    if (pin?.mode === MODE.pwm) pin.value = value;
  }

  /** Levels of a port's inputs; an input without pull-up and contact floats, and reads LOW here. */
  levels(port: number, contact: (pin: number) => boolean | undefined): number {
    let levels = 0;
    for (let bit = 0; bit < PINS_IN_PORT; bit++) {
      const number = port * PINS_IN_PORT + bit;
      const pin = this.#pins[number];
      if (pin?.mode !== MODE.input && pin?.mode !== MODE.pullup) continue;
      if (contact(number) ?? pin.value > 0) levels |= 1 << bit;
    }
    return levels;
  }

  #can(number: number, mode: number): boolean {
    return (abilitiesOf(this.model)[number] ?? []).some(([known]) => known === mode);
  }

  #firstMode(pin: number): number {
    if (pin < this.model.digital[0]) return MODE.input;
    return pin < this.model.firstAnalog ? MODE.output : MODE.analog;
  }
}
