import { AVRIOPort, type CPU, PinState as Level, portBConfig, portCConfig, portDConfig } from 'avr8js';
import type { LeanTimer } from './lean-timer.js';

/** What a pin shows: a driven level, PWM, or an input without or with its pull-up. */
export type PinState = 'high' | 'low' | 'pwm' | 'input' | 'pull-up';

/** Arduino's digital pins of an Uno: 0 to 7 port D, 8 to 13 port B, 14 to 19 (A0 to A5) port C. */
export const PIN_COUNT = 20;

const place = (pin: number): readonly [port: number, bit: number] =>
  pin < 8 ? [0, pin] : pin < 14 ? [1, pin - 8] : [2, pin - 14];

/** Pins that a timer can drive, by [timer, channel] (ATmega328P data sheet, table 1-1). */
const PWM: Readonly<Record<number, readonly [number, 'A' | 'B']>> = {
  3: [2, 'B'],
  5: [0, 'B'],
  6: [0, 'A'],
  9: [1, 'A'],
  10: [1, 'B'],
  11: [2, 'A'],
};

const SHOWN: Readonly<Record<Level, PinState>> = {
  [Level.High]: 'high',
  [Level.Low]: 'low',
  [Level.Input]: 'input',
  [Level.InputPullUp]: 'pull-up',
};

/** The pins of a chip, by their Arduino numbers; every change is told in the cycle it happens. */
export class ChipPins {
  readonly #ports: readonly AVRIOPort[];
  readonly #shown: PinState[] = Array(PIN_COUNT).fill('input');
  /** What the outside drives; undefined: nothing. */
  readonly #driven: (boolean | undefined)[] = Array(PIN_COUNT).fill(undefined);

  constructor(
    cpu: CPU,
    private readonly timers: readonly LeanTimer[],
    private readonly onChange: (pin: number, state: PinState) => void,
  ) {
    this.#ports = [portDConfig, portBConfig, portCConfig].map((config) => new AVRIOPort(cpu, config));
    for (const port of this.#ports) port.addListener(() => this.look());
  }

  state(pin: number): PinState {
    const [port, bit] = place(pin);
    const shown = SHOWN[this.#ports[port]?.pinState(bit) ?? Level.Input];
    return this.#isPwm(pin) && (shown === 'high' || shown === 'low') ? 'pwm' : shown;
  }

  /** Share of the time that the pin is high: 0, 1, or what PWM makes of it. */
  duty(pin: number): number {
    const pwm = PWM[pin];
    if (this.state(pin) === 'pwm' && pwm) return this.timers[pwm[0]]?.duty(pwm[1]) ?? 0;
    return this.state(pin) === 'high' ? 1 : 0;
  }

  drive(pin: number, level: boolean | undefined): void {
    this.#driven[pin] = level;
    this.#feel(pin);
  }

  /** Tells what changed since it looked last. */
  look(): void {
    for (let pin = 0; pin < PIN_COUNT; pin++) {
      const state = this.state(pin);
      if (state === this.#shown[pin]) continue;
      this.#shown[pin] = state;
      this.#feel(pin);
      this.onChange(pin, state);
    }
  }

  /** An input reads what drives it, or its pull-up; floating it reads low here. */
  #feel(pin: number): void {
    const [port, bit] = place(pin);
    this.#ports[port]?.setPin(bit, this.#driven[pin] ?? this.#shown[pin] === 'pull-up');
  }

  #isPwm(pin: number): boolean {
    const pwm = PWM[pin];
    return pwm !== undefined && (this.timers[pwm[0]]?.drives(pwm[1]) ?? false);
  }
}
