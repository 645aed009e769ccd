import { AVRIOPort, type CPU, PinState as Level } from 'avr8js';
import type { LeanTimer } from './lean-timer.js';
import type { ChipModel } from './models.js';

/** State of a pin: a driven level, PWM, or an input without or with pull-up. */
export type PinState = 'high' | 'low' | 'pwm' | 'input' | 'pull-up';

const SHOWN: Readonly<Record<Level, PinState>> = {
  [Level.High]: 'high',
  [Level.Low]: 'low',
  [Level.Input]: 'input',
  [Level.InputPullUp]: 'pull-up',
};

/** The pins of a chip, by their Arduino numbers; every change is reported in the cycle in which it happens. */
export class ChipPins {
  readonly #ports: readonly AVRIOPort[];
  readonly #shown: PinState[];
  /** External level; undefined: none. */
  readonly #driven: (boolean | undefined)[];

  constructor(
    cpu: CPU,
    private readonly model: ChipModel,
    private readonly timers: readonly LeanTimer[],
    private readonly onChange: (pin: number, state: PinState) => void,
  ) {
    this.#shown = model.pins.map(() => 'input');
    this.#driven = model.pins.map(() => undefined);
    this.#ports = model.ports.map((config) => new AVRIOPort(cpu, config));
    for (const port of this.#ports) port.addListener(() => this.look());
  }

  state(pin: number): PinState {
    const shown = SHOWN[this.#port(pin)?.pinState(this.#bit(pin)) ?? Level.Input];
    return this.#isPwm(pin) && (shown === 'high' || shown === 'low') ? 'pwm' : shown;
  }

  /** Share of the time for which the pin is high: 0, 1, or the duty of PWM. */
  duty(pin: number): number {
    const pwm = this.model.pwm[pin];
    if (this.state(pin) === 'pwm' && pwm) return this.timers[pwm[0]]?.duty(pwm[1]) ?? 0;
    return this.state(pin) === 'high' ? 1 : 0;
  }

  drive(pin: number, level: boolean | undefined): void {
    this.#driven[pin] = level;
    this.#sample(pin);
  }

  /** Reports what changed since the last call. */
  look(): void {
    for (let pin = 0; pin < this.#shown.length; pin++) {
      const state = this.state(pin);
      if (state === this.#shown[pin]) continue;
      this.#shown[pin] = state;
      this.#sample(pin);
      this.onChange(pin, state);
    }
  }

  /** An input reads the external level or its pull-up; a floating one reads low here. */
  #sample(pin: number): void {
    this.#port(pin)?.setPin(this.#bit(pin), this.#driven[pin] ?? this.#shown[pin] === 'pull-up');
  }

  #isPwm(pin: number): boolean {
    const pwm = this.model.pwm[pin];
    return pwm !== undefined && (this.timers[pwm[0]]?.drives(pwm[1]) ?? false);
  }

  #port(pin: number): AVRIOPort | undefined {
    return this.#ports[this.model.pins[pin]?.[0] ?? -1];
  }

  #bit(pin: number): number {
    return this.model.pins[pin]?.[1] ?? 0;
  }
}
