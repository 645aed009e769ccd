import { OnairError } from '../../../base/index.js';
import {
  type Applied,
  type ApplyResult,
  applyPlan,
  type FoundModule,
  type PlanStep,
  SETTING_WORDS,
  type SettingName,
  verifySettings,
  waitForPowerCycle,
} from '../../../hc06/index.js';
import type { Output } from '../../terminal/output.js';
import type { ModuleSession } from '../find/find.js';
import { withoutPin, withoutPins } from './mask-pin.js';

/** Maximum time for a person to switch the power off and on, ms. */
const POWER_CYCLE_MS = 120_000;

/** `onair hc06 set` and `rescue`: waits for a person if a setting needs it. */
export const WAIT_FLAG = [
  '--wait-power-cycle',
  'wait until its power was off and on, if that is needed',
] as const;

const STILL_IN_AT_MODE =
  'it is in its AT mode again (button or KEY), and reports the new settings: for data switch it off and on without the button';

/** A plan that was written; `waiting` is what counts only when the power was off and on. */
export type Written = Pick<ApplyResult, 'applied' | 'waiting'>;

/**
 * Writes a plan, and waits for the power cycle if requested and needed.
 * After any failure it reports what was already set.
 * @throws OnairError as of applyPlan, waitForPowerCycle and verifySettings
 */
export async function writePlan(
  talk: ModuleSession,
  found: FoundModule,
  plan: readonly PlanStep[],
  waitPowerCycle = false,
): Promise<Written> {
  const { out, dialogue } = talk;
  let applied: readonly Applied[] = [];
  try {
    const result = await applyPlan(dialogue, found, plan, (step) =>
      out.progress(`writing the ${SETTING_WORDS[step.setting]} …`),
    );
    ({ applied } = result);
    for (const warning of result.warnings) out.warn(warning);
    const { waiting } = result;
    if (waiting.length === 0 || !waitPowerCycle) return { applied, waiting };
    out.note('now switch the module off, wait some seconds, and switch it on …');
    const after = await waitForPowerCycle(dialogue, found.dialect, waiting, POWER_CYCLE_MS);
    if (after === 'in-at-mode') out.warn(STILL_IN_AT_MODE);
    const counts = waiting.map((step): PlanStep => ({ ...step, takesEffect: 'immediately' }));
    await verifySettings(dialogue, found.dialect, counts);
    return { applied, waiting: [] };
  } catch (error) {
    throw afterWriting(out, error, applied, plan);
  }
}

/** An error after something was written: what was set before it, which the module keeps, is told, but no PIN. */
export function afterWriting(
  out: Output,
  error: unknown,
  applied: readonly Applied[],
  plan: readonly PlanStep[],
): unknown {
  if (!(error instanceof OnairError)) return error;
  const known = ((error.details.applied as readonly Applied[] | undefined) ?? applied).map(withoutPin);
  if (known.length > 0) {
    out.warn(
      `set before that: ${known.map(({ setting, value }) => `${SETTING_WORDS[setting]} ${value}`).join(', ')}`,
    );
  }
  warnOfDoubt(out, error);
  return withoutPins(error.with({ applied: known }), plan);
}

/** What a link that was lost leaves open: other errors say it themselves. */
function warnOfDoubt(out: Output, { code, details }: OnairError): void {
  const { inDoubt, likely } = details;
  if (!/^(?:port-|interrupted)/.test(code) || inDoubt === undefined) return;
  out.warn(`it is not known whether the module has the new ${SETTING_WORDS[inDoubt as SettingName]}`);
  if (Array.isArray(likely)) out.warn(`it is most likely at ${likely.map(String).join(', else at ')} baud`);
}
