import { OnairError, printable } from '../base/index.js';
import { formatLine, type LineSettings, type Link } from '../link/index.js';
import type { Dialect, SettingName } from './dialect.js';
import type { Answer, Dialogue } from './dialogue.js';
import { isAlive, lookBothPlaces, moveModule } from './move.js';
import { notTaken } from './not-taken.js';
import type { PlanStep } from './plan.js';
import type { FoundModule } from './probe.js';
import { verifySettings } from './readings.js';

/** How often a command is tried: repeating name, PIN or parity with the same value is harmless. */
const TRIES = 3;

/** How a setting is known to hold: read back, by an answer at the new place, or by the module's word alone. */
export type Proof = 'read-back' | 'answers-at-rate' | 'confirmed';

/** A setting that the module confirmed. */
export interface Applied {
  readonly setting: SettingName;
  readonly value: string;
  /** The command that it took: where sources conflict, the one of several. */
  readonly command: string;
  /** What the module said; empty when the proof is that it answers at the new rate. */
  readonly answer: string;
  readonly proof: Proof;
  readonly elapsedMs: number;
}

export interface ApplyResult {
  readonly applied: readonly Applied[];
  /** The module answered at these settings after everything was written. */
  readonly line: LineSettings;
  /** What was confirmed and counts only when the power was off and on. */
  readonly waiting: readonly PlanStep[];
  readonly warnings: readonly string[];
}

/**
 * Writes a plan to the module that {@link probe} found on this link, one confirmed command after another, reads back
 * what can be read, and ends with an answer of the module at its final place. The module is never left at an unknown
 * one: if the answer to a move stays away, the old and the new place are asked, then all others.
 * @throws OnairError device-silent, device-refused, device-confused, not-verified, port-failed, port-lost, interrupted;
 *   `details.applied` lists what was confirmed before, `inDoubt` what was written without an answer,
 *   `baudRate` where the module is, null if that is not known
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
      await dialogue.ready(); // who stops here has written nothing of this step
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
      // From here on Ctrl-C waits until the module is found again.
      const { warning, waits, ...moved } = await dialogue.uninterrupted(() =>
        moveModule(dialogue, dialect, step, moves),
      );
      // Without line settings it may have answered at the old place.
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
 * Whether a setting that should wait for a power cycle counts at once. A parity that does moves the module: both places are
 * looked at, and the link follows.
 */
async function countsAlready(dialogue: Dialogue, dialect: Dialect, step: PlanStep): Promise<boolean> {
  const isParity = step.setting === 'parity' && dialect.settings.parity?.takesEffect === 'after-power-cycle';
  if (!isParity || !dialogue.link.carriesLine) return false;
  return dialogue.uninterrupted(() => lookBothPlaces(dialogue, dialect, step));
}

/** Where the module is after a failure that did not say so itself: it was last heard at the link's settings. */
function whereabouts(error: OnairError, link: Link): Readonly<Record<string, unknown>> {
  if ('baudRate' in error.details || !link.carriesLine) return {};
  return { baudRate: link.line.baudRate, parity: link.line.parity };
}

/** Writes one setting, by the first of its ways that the module takes. */
async function write(
  dialogue: Dialogue,
  dialect: Dialect,
  step: PlanStep,
): Promise<Pick<Applied, 'command' | 'answer' | 'elapsedMs'>> {
  let heard: Answer | undefined;
  let asked = step.command;
  for (const { command, confirms } of [step, ...step.otherWays]) {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const answer = await dialogue.ask(command, confirms, { refusal: dialect.refusal });
      if (answer.accepted)
        return { command, answer: printable(answer.text.trim()), elapsedMs: answer.elapsedMs };
      if (answer.text !== '' || !heard) heard = answer;
      asked = command;
    }
  }
  throw notTaken(dialect, step, asked, heard?.text ?? '');
}
