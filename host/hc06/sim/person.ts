import type { Clock, Timer } from '../../base/index.js';
import type { SimHc06 } from './module.js';

/** What a person beside the module does a while after the last setting. */
export const HELPERS = {
  nobody: undefined,
  'cycles-power': (module) => module.powerCycle(),
  'swaps-modules': (module) => module.replace(),
} as const satisfies Readonly<Record<string, ((module: SimHc06) => void) | undefined>>;

export type Helper = keyof typeof HELPERS;

/** How long the power is off. */
const OFF_MS = 3000;

/** Somebody who follows what the program asks for: power off, and some seconds later on again. */
export class Bystander {
  #timer: Timer | undefined;

  constructor(
    person: Helper,
    private readonly clock: Clock,
    private readonly module: SimHc06,
    afterMs: number,
  ) {
    const act = HELPERS[person];
    if (!act) return;
    module.onSetting = () => {
      this.#timer?.cancel();
      this.#timer = this.clock.after(afterMs, () => {
        this.module.powerOff();
        this.#timer = this.clock.after(OFF_MS, () => act(this.module));
      });
    };
  }

  stop(): void {
    this.#timer?.cancel();
  }
}
