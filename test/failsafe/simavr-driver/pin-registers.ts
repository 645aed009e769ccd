import { GIVES_PIN } from '../chip/lean-timer.js';
import type { ChipModel } from '../chip/models.js';
import type { PinState } from '../chip/pins.js';

/** Registers that control pins, and the effect of each. */
export class PinRegisters {
  readonly #values = new Map<number, number>();

  constructor(private readonly model: ChipModel) {
    for (const { DDR, PORT } of model.ports) for (const address of [DDR, PORT]) this.#values.set(address, 0);
    for (const { TCCRA } of model.timers) this.#values.set(TCCRA, 0);
  }

  get addresses(): readonly number[] {
    return [...this.#values.keys()];
  }

  set(address: number, value: number): void {
    this.#values.set(address, value);
  }

  state(pin: number): PinState {
    const [at, bit] = this.model.pins[pin] ?? [-1, 0];
    const port = this.model.ports[at];
    if (!port) return 'input';
    const isHigh = this.#has(port.PORT, 1 << bit);
    if (!this.#has(port.DDR, 1 << bit)) return isHigh ? 'pull-up' : 'input';
    if (this.#isPwm(pin)) return 'pwm';
    return isHigh ? 'high' : 'low';
  }

  #isPwm(pin: number): boolean {
    const [timer, channel] = this.model.pwm[pin] ?? [];
    const config = timer === undefined ? undefined : this.model.timers[timer];
    return config !== undefined && channel !== undefined && this.#has(config.TCCRA, GIVES_PIN[channel]);
  }

  #has(address: number, mask: number): boolean {
    return ((this.#values.get(address) ?? 0) & mask) !== 0;
  }
}
