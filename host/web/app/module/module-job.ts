import { type Signal, signal } from '@preact/signals';
import { type Clock, OnairError } from '../../../base/index.js';
import {
  type ApplyResult,
  applyPlan,
  Dialogue,
  type FoundModule,
  type PlanStep,
  planSettings,
  planWarnings,
  probe,
  type RequestedText,
  readBefore,
  readRequested,
} from '../../../hc06/index.js';
import { DEFAULT_LINE, formatLine } from '../../../link/index.js';
import { Job } from '../shell/job.js';

/** How far the module is. */
export type ModuleStage =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'searching'; readonly line: string; readonly leftS: number }
  | { readonly kind: 'found'; readonly module: FoundModule }
  | {
      readonly kind: 'planned';
      readonly module: FoundModule;
      readonly plan: readonly PlanStep[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'writing'; readonly plan: readonly PlanStep[]; readonly now: string }
  | { readonly kind: 'written'; readonly module: FoundModule; readonly result: ApplyResult };

/** Finds a module, plans, writes and verifies: what `onair hc06 set` does, step by step for a page. */
export class ModuleJob extends Job {
  readonly stage: Signal<ModuleStage> = signal({ kind: 'unknown' });

  constructor(private readonly clock: Clock) {
    super();
  }

  /** Asks at all likely rates; nothing is written. */
  find(): Promise<void> {
    return this.run(async (stop) => {
      this.#mustBeWired();
      try {
        await this.opened(DEFAULT_LINE, async (link) => {
          const module = await probe(new Dialogue(link, this.clock, stop), {
            onProgress: ({ line, longestMs }) => {
              this.stage.value = {
                kind: 'searching',
                line: formatLine(line),
                leftS: Math.ceil(longestMs / 1000),
              };
            },
          });
          this.stage.value = { kind: 'found', module };
        });
      } finally {
        if (this.stage.value.kind === 'searching') this.stage.value = { kind: 'unknown' };
      }
    });
  }

  /** Compares what is wanted with what the module has; nothing is written. Empty texts are left alone. */
  plan(module: FoundModule, typed: RequestedText): Promise<void> {
    return this.run(async (stop) => {
      const given = Object.entries(typed).filter(([, text]) => text !== undefined && text !== '');
      if (given.length === 0) {
        throw new OnairError('bad-usage', {
          message: 'nothing to set',
          hint: 'fill in a name, a PIN or a rate',
        });
      }
      const requested = readRequested(Object.fromEntries(given));
      await this.opened(this.#lineOf(module), async (link) => {
        const dialogue = new Dialogue(link, this.clock, stop);
        dialogue.framing = module.dialect.framing;
        const read = await readBefore(dialogue, module, requested);
        const plan = planSettings(requested, module.dialect, module, read);
        const remarks = plan.flatMap(({ remark }) => (remark === undefined ? [] : [remark]));
        const warnings = [...planWarnings(plan, module, read), ...remarks];
        this.stage.value = { kind: 'planned', module, plan, warnings };
      });
    });
  }

  /** Writes what the user has seen in the plan. */
  write(module: FoundModule, plan: readonly PlanStep[]): Promise<void> {
    return this.run(async (stop) => {
      try {
        await this.opened(this.#lineOf(module), async (link) => {
          const dialogue = new Dialogue(link, this.clock, stop);
          const result = await applyPlan(dialogue, module, plan, ({ setting, to }) => {
            this.stage.value = { kind: 'writing', plan, now: `${setting} ${to}` };
          });
          const { baudRate, parity } = result.line;
          this.stage.value = { kind: 'written', module: { ...module, baudRate, parity }, result };
        });
      } finally {
        // After a failure nobody knows where it is: it is looked for again.
        if (this.stage.value.kind === 'writing') this.stage.value = { kind: 'unknown' };
      }
    });
  }

  /** Back to the form. */
  change(module: FoundModule): void {
    this.failure.value = undefined;
    this.stage.value = { kind: 'found', module };
  }

  #lineOf({ baudRate, parity }: FoundModule) {
    return { ...DEFAULT_LINE, baudRate, parity };
  }

  /** @throws OnairError bad-usage over Bluetooth */
  #mustBeWired(): void {
    if (!this.connection.value?.isBluetooth) return;
    throw new OnairError('bad-usage', {
      message: 'this is a Bluetooth port, and a module answers commands only while no phone is connected',
      hint: 'wire the module to a USB adapter and choose that',
    });
  }
}
