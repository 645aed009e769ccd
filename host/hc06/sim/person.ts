import type { Clock, Timer } from '../../base/index.js';
import type { SimHc06 } from './module.js';

/** What a person beside the module does some time after the last setting. */
export const HELPERS = {
  nobody: undefined,
  'cycles-power': (module) => module.powerCycle(),
  'releases-key': (module) => module.leaveAtMode(),
  'swaps-modules': (module) => module.replace(),
} as const satisfies Readonly<Record<string, ((module: SimHc06) => void) | undefined>>;

/** Something that the simulated person beside a module can do when asked. */
export type Helper = keyof typeof HELPERS;

/** Time for which the power is off, ms. */
const OFF_MS = 8000;

/** A person who follows the program's request: power off, and on again some seconds later. */
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
