import { type Signal, signal } from '@preact/signals';
import { type Clock, EXIT_CODES, OnairError, visible } from '../../../base/index.js';
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
import { PageError } from '../shell/failure.js';
import { DoorJob } from '../shell/job.js';
import { words } from '../shell/words.js';
import type { Connection } from '../wire/connection.js';

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

/** What a label says of a module; a name or PIN that was not written is not known. */
export interface ModuleLabel {
  readonly n: number;
  readonly name: string | undefined;
  readonly pin: string | undefined;
  readonly line: string;
  readonly version: string;
}

/** Finds a module, plans, writes and verifies: what `onair hc06 set` does, step by step for a page. */
export class ModuleJob extends DoorJob {
  readonly stage: Signal<ModuleStage> = signal({ kind: 'unknown' });
  /** One for each time that a module was written, for the bags of many. */
  readonly labels: Signal<readonly ModuleLabel[]> = signal([]);
  /** Of the module that was found: it knows how long that must rest. */
  #dialogue: Dialogue | undefined;

  constructor(private readonly clock: Clock) {
    super();
  }

  /** Asks at all likely rates; nothing is written. The port stays open for what follows. */
  find(): Promise<void> {
    return this.#step(async (stop) => {
      const { connection } = this;
      if (!connection.value) return;
      mustBeWired(connection.value);
      await this.#leave();
      const dialogue = new Dialogue(await connection.value.open(DEFAULT_LINE), this.clock, stop);
      this.#dialogue = dialogue;
      const module = await probe(dialogue, {
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
  }

  /** Compares what is wanted with what the module has; nothing is written. Empty texts are left alone. */
  plan(module: FoundModule, typed: RequestedText): Promise<void> {
    return this.#step(async () => {
      const given = Object.entries(typed).filter(([, text]) => text !== undefined && text !== '');
      if (given.length === 0) {
        throw new PageError('bad-usage', {
          message: words.value.module.nothingToSet,
          hint: words.value.module.nothingToSetHint,
        });
      }
      const requested = readRequested(Object.fromEntries(given));
      const read = await readBefore(this.#talking(), module, requested);
      const plan = planSettings(requested, module.dialect, module, read);
      const remarks = plan.flatMap(({ remark }) => (remark === undefined ? [] : [remark]));
      const warnings = [...planWarnings(plan, module, read), ...remarks];
      this.stage.value = { kind: 'planned', module, plan, warnings };
    });
  }

  /** Writes what the user has seen in the plan. */
  write(module: FoundModule, plan: readonly PlanStep[]): Promise<void> {
    return this.#step(async () => {
      const result = await applyPlan(this.#talking(), module, plan, ({ setting, to }) => {
        this.stage.value = { kind: 'writing', plan, now: `${words.value.module.settings[setting]} ${to}` };
      });
      const { baudRate, parity } = result.line;
      this.stage.value = { kind: 'written', module: { ...module, baudRate, parity }, result };
      this.labels.value = [
        ...this.labels.value,
        labelOfWritten(this.labels.value.length + 1, module, result),
      ];
    });
  }

  /** Back to the form. */
  change(module: FoundModule): void {
    this.failure.value = undefined;
    this.stage.value = { kind: 'found', module };
  }

  /**
   * Where the module is after a failure is not known, so it is looked for again; a slip of the user changes nothing.
   */
  #step(act: (stop: AbortSignal) => Promise<void>): Promise<void> {
    return this.run(async (stop) => {
      try {
        await act(stop);
      } catch (error) {
        const isSlip = error instanceof OnairError && error.exitCode === EXIT_CODES['bad-value'];
        if (!isSlip) await this.#leave();
        throw error;
      }
    });
  }

  async #leave(): Promise<void> {
    this.stage.value = { kind: 'unknown' };
    const link = this.#dialogue?.link;
    this.#dialogue = undefined;
    await link?.close();
  }

  #talking(): Dialogue {
    if (!this.#dialogue) throw new Error('no module was found');
    return this.#dialogue;
  }
}

/** What a line of the plan says before the new value; what the module has now came from outside. */
export function stepText({ setting, from }: Pick<PlanStep, 'setting' | 'from'>): string {
  const texts = words.value.module;
  return texts.step(texts.settings[setting], from === undefined ? undefined : visible(from));
}

function labelOfWritten(n: number, { version }: FoundModule, { applied, line }: ApplyResult): ModuleLabel {
  const written = (wanted: string) => applied.find(({ setting }) => setting === wanted)?.value;
  return { n, name: written('name'), pin: written('pin'), line: formatLine(line), version };
}

/** @throws OnairError bad-usage over Bluetooth */
function mustBeWired({ isBluetooth }: Connection): void {
  if (!isBluetooth) return;
  throw new PageError('bad-usage', {
    message: words.value.module.isBluetooth,
    hint: words.value.module.isBluetoothHint,
  });
}
