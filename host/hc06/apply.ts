import { OnairError } from '../error.js';
import { formatLine, type LineSettings } from '../link/line.js';
import type { Link } from '../link/link.js';
import { printable } from '../printable.js';
import type { SettingName } from './dialect.js';
import type { Answer, SilentDialogue } from './dialogue.js';
import type { PlanStep } from './plan.js';
import type { FoundModule } from './probe.js';
import { changeRate, isAlive } from './rate.js';

/** How often a command is tried: repeating name, PIN or parity with the same value is harmless. */
const TRIES = 3;

/** A setting that the module confirmed. */
export interface Applied {
  readonly setting: SettingName;
  readonly value: string;
  /** What the module said; empty when the proof is that it answers at the new rate. */
  readonly answer: string;
  readonly elapsedMs: number;
}

export interface ApplyResult {
  readonly applied: readonly Applied[];
  /** The module answered at these settings after everything was written. */
  readonly line: LineSettings;
  readonly warnings: readonly string[];
}

/**
 * Writes a plan to the module that {@link probe} found on this link, one confirmed command after another,
 * and ends with an answer of the module at its final rate. The module is never left at an unknown place: if
 * the answer to a new rate stays away, the old and the new rate are asked, then all others.
 * @throws OnairError device-silent, device-confused, not-verified, port-failed, port-lost, interrupted;
 *   `details.applied` tells what was confirmed before, `inDoubt` what was written without an answer,
 *   `baudRate` where the module is, null if that is not known
 */
export async function applyPlan(
  dialogue: SilentDialogue,
  found: FoundModule,
  plan: readonly PlanStep[],
  onStep: (step: PlanStep) => void = () => {},
): Promise<ApplyResult> {
  const { link } = dialogue;
  const applied: Applied[] = [];
  let inDoubt: SettingName | undefined;
  const warnings: string[] = [];
  try {
    for (const step of plan.filter(({ setting }) => setting !== 'baud')) {
      onStep(step);
      await dialogue.ready(); // who stops here has written nothing of this step
      inDoubt = step.setting;
      const { text, elapsedMs } = await write(dialogue, step);
      applied.push({ setting: step.setting, value: step.to, answer: printable(text), elapsedMs });
      inDoubt = undefined;
    }
    const rate = plan.find(({ setting }) => setting === 'baud');
    if (rate) {
      onStep(rate);
      await dialogue.ready();
      // From here on Ctrl-C waits until the module is found again.
      const { warning, ...change } = await dialogue.uninterrupted(() =>
        changeRate(dialogue, found.dialect, rate),
      );
      applied.push({ setting: rate.setting, value: rate.to, ...change });
      if (warning) warnings.push(warning);
    } else if (!(await isAlive(dialogue, found.dialect))) {
      throw new OnairError('not-verified', {
        message: `all commands were confirmed, but the module no longer answers at ${formatLine(link.line)}`,
        hint: 'switch its power off and on, then look for it with: onair hc06 probe',
      });
    }
    return { applied, line: link.line, warnings };
  } catch (error) {
    if (error instanceof OnairError)
      throw error.with({ applied, ...(inDoubt && { inDoubt }), ...whereabouts(error, link) });
    throw error;
  }
}

/** Where the module is after a failure that did not say so itself: it was last heard at the link's settings. */
function whereabouts(error: OnairError, link: Link): Readonly<Record<string, unknown>> {
  if ('baudRate' in error.details || !link.carriesLine) return {};
  return { baudRate: link.line.baudRate, parity: link.line.parity };
}

async function write(dialogue: SilentDialogue, step: PlanStep): Promise<Answer> {
  let heard = '';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await dialogue.ask(step.command, step.confirms);
    if (answer.accepted) return answer;
    heard = answer.text || heard;
  }
  const shown = printable(heard);
  throw new OnairError(shown === '' ? 'device-silent' : 'device-confused', {
    message: shown === '' ? `no answer to ${step.command}` : `${step.command} was answered with "${shown}"`,
    hint: `whether the ${step.setting} was taken is not known; the other settings are as before. Check the wiring and run the same command again`,
    details: { heard: shown },
  });
}
