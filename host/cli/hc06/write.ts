import { OnairError } from '../../base/index.js';
import {
  type Applied,
  type ApplyResult,
  applyPlan,
  type FoundModule,
  type PlanStep,
  verifySettings,
  waitForPowerCycle,
} from '../../hc06/index.js';
import type { Output } from '../terminal/output.js';
import type { Talk } from './find.js';

/** Maximum time for a person to switch the power off and on, ms. */
const POWER_CYCLE_MS = 120_000;

/** `onair hc06 set` and `rescue`: waits for a person if a setting needs it. */
export const WAIT_FLAG = [
  '--wait-power-cycle',
  'wait until its power was off and on, if that is needed',
] as const;

/** A written plan; `waiting` takes effect only after a power cycle. */
export type Written = Pick<ApplyResult, 'applied' | 'waiting'>;

/**
 * Writes a plan, and waits for the power cycle if requested and needed.
 * After any failure it reports what was already set.
 * @throws OnairError as of applyPlan, waitForPowerCycle and verifySettings
 */
export async function writePlan(
  talk: Talk,
  found: FoundModule,
  plan: readonly PlanStep[],
  waitPowerCycle: boolean | undefined,
): Promise<Written> {
  const { out, dialogue } = talk;
  let applied: readonly Applied[] = [];
  try {
    const result = await applyPlan(dialogue, found, plan, (step) =>
      out.progress(`writing ${step.setting} …`),
    );
    ({ applied } = result);
    for (const warning of result.warnings) out.warn(warning);
    const { waiting } = result;
    if (waiting.length === 0 || !waitPowerCycle) return { applied, waiting };
    out.note('now switch the module off, wait some seconds, and switch it on …');
    await waitForPowerCycle(dialogue, found.dialect, waiting, POWER_CYCLE_MS);
    const counts = waiting.map((step): PlanStep => ({ ...step, takesEffect: 'immediately' }));
    await verifySettings(dialogue, found.dialect, counts);
    return { applied, waiting: [] };
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    const known = (error.details.applied as readonly Applied[] | undefined) ?? applied;
    if (known.length > 0) {
      out.warn(`set before that: ${known.map(({ setting, value }) => `${setting} ${value}`).join(', ')}`);
    }
    warnOfDoubt(out, error);
    throw error.with({ applied: known });
  }
}

/** Says what a lost link leaves unknown: other errors say it themselves. */
function warnOfDoubt(out: Output, { code, details }: OnairError): void {
  const { inDoubt, likely } = details;
  if (!/^(?:port-|interrupted)/.test(code) || inDoubt === undefined) return;
  out.warn(`it is not known whether the module has the new ${String(inDoubt)}`);
  if (Array.isArray(likely)) out.warn(`it is most likely at ${likely.map(String).join(', else at ')} baud`);
}
