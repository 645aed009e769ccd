import { OnairError } from '../error.js';
import { formatLine, type LineSettings } from '../link/line.js';
import type { Link } from '../link/link.js';
import { printable } from '../printable.js';
import { type Dialect, type SettingName, SILENT_TIMING } from './dialect.js';
import type { SilentDialogue } from './dialogue.js';
import type { PlanStep } from './plan.js';
import { type FoundModule, probe } from './probe.js';

/** How often a command is tried: repeating name, PIN, parity or rate with the same value is harmless. */
const TRIES = 3;

/** How often a change of rate is tried: each failure costs several seconds of looking for the module. */
const RATE_TRIES = 2;

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
 * @throws OnairError device-silent, device-confused, not-verified, port-lost, interrupted; `details.applied`
 *   tells what was confirmed before, `inDoubt` what was written without an answer, `baudRate` where the
 *   module is, if that is known
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
      inDoubt = step.setting;
      applied.push(await write(dialogue, step));
      inDoubt = undefined;
    }
    const rate = plan.find(({ setting }) => setting === 'baud');
    if (rate) {
      onStep(rate);
      // Stopping half-way would leave the module where nobody knows: Ctrl-C waits until it is found again.
      const changed = await dialogue.uninterrupted(() => changeRate(dialogue, found.dialect, rate));
      applied.push(changed.applied);
      if (changed.warning) warnings.push(changed.warning);
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

async function write(dialogue: SilentDialogue, step: PlanStep): Promise<Applied> {
  let heard = '';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const answer = await dialogue.ask(step.command, step.confirms);
    if (answer.accepted) {
      const { setting, to: value } = step;
      return { setting, value, answer: printable(answer.text), elapsedMs: answer.elapsedMs };
    }
    heard = answer.text || heard;
  }
  const shown = printable(heard);
  throw new OnairError(shown === '' ? 'device-silent' : 'device-confused', {
    message: shown === '' ? `no answer to ${step.command}` : `${step.command} was answered with "${shown}"`,
    hint: `whether the ${step.setting} was taken is not known; the other settings are as before. Check the wiring and run the same command again`,
    details: { heard: shown },
  });
}

async function isAlive(dialogue: SilentDialogue, { alive }: Dialect): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    // Any OK counts, also the late answer to another command: it comes from this module at this rate.
    const answer = await dialogue.ask('AT', alive);
    if (answer.accepted) return true;
  }
  return false;
}

/**
 * Sends the new rate and follows the module there. The adapter is tried at the new rate before: a module is
 * never sent where this computer can't follow.
 */
async function changeRate(
  dialogue: SilentDialogue,
  dialect: Dialect,
  step: PlanStep,
): Promise<{ applied: Applied; warning?: string }> {
  const { link } = dialogue;
  const old = link.line;
  const wanted: LineSettings = { ...old, baudRate: Number(step.to) };
  await link.reconfigure(wanted);
  await link.reconfigure(old);

  let heard = '';
  for (let attempt = 1; attempt <= RATE_TRIES; attempt++) {
    const answer = await dialogue.ask(step.command, step.confirms);
    const applied = {
      setting: step.setting,
      value: step.to,
      answer: printable(answer.text),
      elapsedMs: answer.elapsedMs,
    };
    heard = answer.text || heard;
    await link.reconfigure(wanted);
    await dialogue.clock.sleep(SILENT_TIMING.restMs);
    if (await isAlive(dialogue, dialect)) {
      if (answer.accepted) return { applied };
      return { applied, warning: `the new rate was not confirmed in words, but the module answers at it` };
    }
    await link.reconfigure(old);
    if (!(await isAlive(dialogue, dialect))) break;
  }
  throw await lostTrack(dialogue, old, wanted, heard);
}

/** The module is not where it should be: finds out where it is, and says so. */
async function lostTrack(
  dialogue: SilentDialogue,
  old: LineSettings,
  wanted: LineSettings,
  heard: string,
): Promise<OnairError> {
  const said = heard === '' ? '' : `; it had said "${printable(heard)}"`;
  const place = await search(dialogue);
  if (place) {
    const at = formatLine(place);
    const stayed = place.baudRate === old.baudRate;
    return new OnairError('not-verified', {
      message: stayed
        ? `the module stayed at ${at} and did not take ${wanted.baudRate}${said}`
        : `the module went to ${at} instead of ${wanted.baudRate}${said}`,
      hint: `it is well and answers at ${at}. Some modules take a new rate only after a power cycle: switch it off and on, then onair hc06 probe; or try again`,
      details: { baudRate: place.baudRate, parity: place.parity },
    });
  }
  return new OnairError('not-verified', {
    message: `the module answers neither at ${formatLine(old)} nor at ${formatLine(wanted)}, nor at any other rate${said}`,
    hint: `switch its power off and on, then: onair hc06 probe. It is most likely at ${wanted.baudRate}, else still at ${old.baudRate}`,
    details: { baudRate: null, likely: [wanted.baudRate, old.baudRate] },
  });
}

/** Looks at every rate; undefined when the module is nowhere. */
async function search(dialogue: SilentDialogue): Promise<FoundModule | undefined> {
  try {
    return await probe(dialogue, { parities: [dialogue.link.line.parity] });
  } catch (error) {
    if (error instanceof OnairError && error.code === 'device-silent') return undefined;
    throw error;
  }
}
