import { OnairError, printable } from '../../base/index.js';
import { formatLine, type LineSettings, type Link } from '../../link/index.js';
import type { Dialect, SettingName } from '../dialects/dialect.js';
import type { Answer } from '../dialogue/answer.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { FoundModule } from '../probe/probe.js';
import { changeLine, findAfterParity, isAlive } from './change-line.js';
import { notConfirmed } from './not-confirmed.js';
import type { PlannedCommand, PlanStep } from './plan.js';
import { readSettings, verifySettings } from './readings.js';
import { isRefusal } from './refusal.js';

/** Number of tries per command: repeating a name, PIN or parity is harmless. */
const TRIES = 3;

/** Evidence for a setting: read back, an answer at the new line settings, or only the module's confirmation. */
export type SettingProof = 'read-back' | 'answers-at-rate' | 'confirmed';

/** A setting that the module confirmed. */
export interface Applied {
  readonly setting: SettingName;
  readonly value: string;
  /** The command that was accepted: one of several if sources conflict. */
  readonly command: string;
  /** The module's answer; empty when the proof is an answer at the new rate. */
  readonly answer: string;
  readonly proof: SettingProof;
  readonly elapsedMs: number;
}

/** What was written, and what is still to be done. */
export interface ApplyResult {
  readonly applied: readonly Applied[];
  /** The module answered at these settings after everything was written. */
  readonly line: LineSettings;
  /** Confirmed settings that take effect after a power cycle. */
  readonly waiting: readonly PlanStep[];
  readonly warnings: readonly string[];
}

/**
 * Writes a plan to the module that {@link probe} found on this link, one confirmed command after another, reads back
 * the readable settings, and ends with an answer of the module at its final line settings. The module is never left at
 * unknown ones: without an answer to a change of the line, the old, the new and then all others are tried.
 * @throws OnairError device-silent, device-refused, device-confused, not-verified, port-failed, port-lost, interrupted;
 *   `details.applied` lists what was confirmed before, `inDoubt` what was written without an answer,
 *   `baudRate` is the module's rate, null if unknown
 */
export async function applyPlan(
  dialogue: Dialogue,
  { dialect }: FoundModule,
  plan: readonly PlanStep[],
  onStep: (step: PlanStep) => void = () => {},
): Promise<ApplyResult> {
  const { link } = dialogue;
  dialogue.framing = dialect.framing;
  const applied: Applied[] = [];
  let inDoubt: SettingName | undefined;
  const warnings: string[] = [];
  const waiting: PlanStep[] = [];
  try {
    for (const step of plan.filter(({ moves }) => !moves)) {
      onStep(step);
      await dialogue.ready(); // an interruption here has written nothing of this step
      inDoubt = step.setting;
      applied.push({
        setting: step.setting,
        value: step.to,
        proof: 'confirmed',
        ...(await write(dialogue, dialect, step)),
      });
      inDoubt = undefined;
      if (step.takesEffect === 'immediately') continue;
      if (!(await countsAlready(dialogue, dialect, step))) waiting.push(step);
    }
    for (const step of plan) {
      if (!step.moves) continue;
      onStep(step);
      await dialogue.ready();
      const moves = step.setting === 'baud' ? { ...step.moves, parity: link.line.parity } : step.moves;
      // From here on Ctrl-C is deferred until the module is found again.
      const { warning, waits, ...moved } = await dialogue.uninterrupted(() =>
        changeLine(dialogue, dialect, step, moves),
      );
      // On a link without line settings it may have answered at the old rate.
      const proof = link.carriesLine && !waits ? 'answers-at-rate' : 'confirmed';
      if (waits) waiting.push({ ...step, takesEffect: 'after-power-cycle' });
      applied.push({ setting: step.setting, value: step.to, proof, ...moved });
      if (warning) warnings.push(warning);
    }
    const moved = plan.some(({ moves }) => moves);
    if (!moved && !(await isAlive(dialogue, dialect))) {
      throw new OnairError('not-verified', {
        message: `all commands were confirmed, but the module no longer answers at ${formatLine(link.line)}`,
        hint: 'switch its power off and on, then look for it with: onair hc06 probe',
      });
    }
    const readBack = await verifySettings(
      dialogue,
      dialect,
      plan.filter(({ moves }) => !moves || !link.carriesLine),
    );
    const proven = applied.map(
      (entry): Applied =>
        readBack.includes(entry.setting) && entry.proof === 'confirmed'
          ? { ...entry, proof: 'read-back' }
          : entry,
    );
    return { applied: proven, line: link.line, waiting, warnings };
  } catch (error) {
    if (error instanceof OnairError)
      throw error.with({ applied, ...(inDoubt && { inDoubt }), ...whereabouts(error, link) });
    throw error;
  }
}

/**
 * Whether a setting that should wait for a power cycle took effect immediately. A parity that did changes the line:
 * both parities are tried, and the link follows.
 */
async function countsAlready(dialogue: Dialogue, dialect: Dialect, step: PlanStep): Promise<boolean> {
  const isParity = step.setting === 'parity' && dialect.settings.parity?.takesEffect === 'after-power-cycle';
  if (!isParity || !dialogue.link.carriesLine) return false;
  return dialogue.uninterrupted(() => findAfterParity(dialogue, dialect, step));
}

/** The module's line after a failure that does not report it: it last answered at the link's settings. */
function whereabouts(error: OnairError, link: Link): Readonly<Record<string, unknown>> {
  if ('baudRate' in error.details || !link.carriesLine) return {};
  return { baudRate: link.line.baudRate, parity: link.line.parity };
}

/**
 * Writes one setting, by the first of its commands that the module accepts. A refusal and silence differ: after silence
 * the module may have taken the value, so it is read back, and another command follows only if it does not have it.
 */
async function write(
  dialogue: Dialogue,
  dialect: Dialect,
  step: PlanStep,
): Promise<Pick<Applied, 'command' | 'answer' | 'elapsedMs'>> {
  let received: Answer | undefined;
  let sent = step.command;
  const ways: readonly PlannedCommand[] = [step, ...step.otherWays];
  for (const [index, { command, confirms }] of ways.entries()) {
    const answers: Answer[] = [];
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const answer = await dialogue.ask(command, confirms, { refusal: dialect.refusal });
      if (answer.accepted)
        return { command, answer: printable(answer.text.trim()), elapsedMs: answer.elapsedMs };
      answers.push(answer);
      if (answer.text !== '' || !received) received = answer;
      sent = command;
    }
    const refusals = answers.filter(({ text }) => isRefusal(dialect, text));
    const next = ways[index + 1];
    if (refusals.some(({ text }) => next?.onlyAfter?.test(text))) continue;
    let isOld = refusals.length === answers.length;
    if (!isOld) {
      await dialogue.drain();
      const shown = (await readSettings(dialogue, dialect, [step.setting]))[step.setting];
      if (shown === step.to) return { command, answer: '', elapsedMs: answers[0]?.elapsedMs ?? 0 };
      // A module that had taken it would have confirmed one of two more tries.
      isOld =
        shown === undefined
          ? refusals.length >= 2
          : shown === step.from && step.takesEffect === 'immediately';
    }
    if (!isOld || next?.onlyAfter) break;
  }
  throw notConfirmed(dialect, step, sent, received?.text ?? '');
}
