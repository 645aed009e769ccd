import { OnairError, printable } from '../../base/index.js';
import { formatLine, type Link } from '../../link/index.js';
import { type Dialect, type ModuleLine, SETTING_WORDS } from '../dialects/dialect.js';
import type { Answer } from '../dialogue/answer.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import { type FoundModule, probe } from '../probe/probe.js';
import { notConfirmed } from './not-confirmed.js';
import type { PlannedCommand, PlanStep } from './plan.js';
import { isRefusal } from './refusal.js';

/** Number of questions without an answer after which the module counts as gone. */
const ALIVE_TRIES = 3;

/** Number of tries for a change: each failure costs several seconds of search for the module. */
const MOVE_TRIES = 2;

/** Time for which a module may be silent after a reset, ms. */
const RESTART_MS = 5000;

/** A change of rate or parity that the module followed. */
export interface LineChange {
  /** The command that the module accepted. */
  readonly command: string;
  /** The module's answer; empty when the proof is an answer at the new line settings. */
  readonly answer: string;
  readonly elapsedMs: number;
  readonly warning?: string;
  /** Confirmed, but not in effect yet: it takes a power cycle. */
  readonly waits?: boolean;
}

/** Line settings before and after a change, for messages. */
interface Route {
  readonly old: ModuleLine;
  readonly requested: ModuleLine;
  readonly step: PlanStep;
}

/** Whether the module answers at the link's settings. */
export async function isAlive(dialogue: Dialogue, { alive }: Dialect): Promise<boolean> {
  for (let attempt = 1; attempt <= ALIVE_TRIES; attempt++) {
    // Any such answer counts, also a late one to another command: it comes from this module at this rate.
    const answer = await dialogue.ask(alive.command, alive.accepts);
    if (answer.accepted) return true;
  }
  return false;
}

/**
 * Sends a new rate or parity and sets the link to it. Run it uninterrupted: stopping halfway would leave the module at
 * an unknown rate.
 * @throws OnairError port-failed when the adapter does not support it (nothing was sent then), not-verified,
 *   port-lost; `details.baudRate` is the module's rate, null if unknown
 */
export async function changeLine(
  dialogue: Dialogue,
  dialect: Dialect,
  step: PlanStep,
  requested: ModuleLine,
): Promise<LineChange> {
  const { link } = dialogue;
  const { baudRate, parity } = link.line;
  const way: Route = { old: { baudRate, parity }, requested, step };
  await tryAdapter(link, way);
  try {
    return await follow(dialogue, dialect, way);
  } catch (error) {
    if (!(error instanceof OnairError) || /^(not-verified|device-refused)$/.test(error.code)) throw error;
    throw error.with(unknownPlace(way)); // the link failed meanwhile
  }
}

/** Sets the adapter to the new line settings and back: a module never gets a rate that this computer can't use. */
async function tryAdapter(link: Link, { old, requested }: Route): Promise<void> {
  try {
    await link.reconfigure(requested);
    await link.reconfigure(old);
  } catch (error) {
    if (!(error instanceof OnairError) || !link.carriesLine) throw error;
    throw error.with({ ...old }); // nothing was sent to the module
  }
}

/**
 * Finds out whether a parity that should take effect later already has. The link follows the module.
 * @returns whether it has
 * @throws OnairError not-verified when the module does not answer at all
 */
export async function findAfterParity(
  dialogue: Dialogue,
  dialect: Dialect,
  step: PlanStep,
): Promise<boolean> {
  const { link } = dialogue;
  const { baudRate, parity } = link.line;
  const old: ModuleLine = { baudRate, parity };
  const requested: ModuleLine = { ...old, parity: step.to as ModuleLine['parity'] }; // checked when it was read
  if (isSame(old, requested) || (await isAlive(dialogue, dialect))) return isSame(old, requested);
  if (await answersAt(dialogue, dialect, requested)) return true;
  const way = { old, requested, step };
  const place = await search(dialogue, dialect, way);
  if (!place) throw gone(way, '');
  return place.parity === requested.parity;
}

async function follow(dialogue: Dialogue, dialect: Dialect, way: Route): Promise<LineChange> {
  const { link } = dialogue;
  const { requested, step } = way;
  let { old } = way;
  let received = '';
  let refused = false;
  const ways: readonly PlannedCommand[] = [step, ...step.otherWays];
  for (const [index, { command, confirms }] of ways.entries()) {
    for (let attempt = 1; attempt <= MOVE_TRIES; attempt++) {
      if (attempt > 1) await dialogue.pause(2 * dialogue.framing.restMs); // it may need a longer rest than most
      const say = (): Promise<Answer> => dialogue.ask(command, confirms, { refusal: dialect.refusal });
      let answer = await say();
      // A lost command is likelier than a lost answer. If the module has changed its rate, the repeat is noise to it.
      if (answer.text === '' && dialogue.framing.commandEnd === '') answer = await say();
      const { accepted, text, elapsedMs } = answer;
      received = text || received;
      refused = !accepted && isRefusal(dialect, text);
      if (refused && attempt < MOVE_TRIES) continue; // it may have been out of step
      if (refused && dialect.refusal?.test(text)) break; // in the form of its family: it has not changed
      const moved = { command, answer: printable(text.trim()), elapsedMs };
      if (await answersAt(dialogue, dialect, requested)) {
        if (accepted) return moved;
        // On a link without line settings an answer proves no rate: only a confirmation counts.
        const warning = `the new ${SETTING_WORDS[step.setting]} was not confirmed in words, but the module answers at it`;
        if (link.carriesLine) return { ...moved, warning };
      }
      await link.reconfigure(old);
      if (!(await isAlive(dialogue, dialect))) {
        const place = await search(dialogue, dialect, way);
        if (place && isSame(place, requested)) return { ...moved, warning: 'it was slow to move' };
        if (!place) throw gone(way, received);
        if (index === ways.length - 1) throw misplaced(place, way, received);
        old = { baudRate: place.baudRate, parity: place.parity };
        break; // this code means another rate to it: try the other table
      }
      if (dialect.reset && link.carriesLine) {
        await dialogue.ask(dialect.reset.command, dialect.reset.accepts);
        if (await answersAt(dialogue, dialect, requested)) {
          return { ...moved, warning: 'the module moved only after a reset' };
        }
        await link.reconfigure(old);
        if (!(await isAlive(dialogue, dialect))) {
          const place =
            (await restarted(dialogue, dialect, requested)) ?? (await search(dialogue, dialect, way));
          if (!place) throw gone(way, received);
          if (isSame(place, requested)) return { ...moved, warning: 'the module moved only after a reset' };
          if (!isSame(place, old)) throw misplaced(place, way, received);
        }
      }
      if (accepted && link.carriesLine) return { ...moved, waits: true };
    }
  }
  if (refused && dialect.refusal)
    throw notConfirmed(dialect, step, ways.at(-1)?.command ?? '', received).with({ ...old });
  throw misplaced({ ...old, lineKnown: link.carriesLine }, way, received);
}

/** Sets the link to these line settings and asks whether the module answers. */
async function answersAt(dialogue: Dialogue, dialect: Dialect, place: ModuleLine): Promise<boolean> {
  await dialogue.link.reconfigure(place);
  await dialogue.pause(dialogue.framing.changeMs);
  return isAlive(dialogue, dialect);
}

/** Waits at the new line settings for a module that restarts; undefined when it does not answer there. */
async function restarted(
  dialogue: Dialogue,
  dialect: Dialect,
  place: ModuleLine,
): Promise<(ModuleLine & Pick<FoundModule, 'lineKnown'>) | undefined> {
  const until = dialogue.clock.now() + RESTART_MS;
  while (dialogue.clock.now() < until) {
    if (await answersAt(dialogue, dialect, place)) return { ...place, lineKnown: true };
  }
  return undefined;
}

/** Tries every rate; undefined when no module answers, or only one of another dialect. */
async function search(
  dialogue: Dialogue,
  dialect: Dialect,
  { old, requested }: Route,
): Promise<FoundModule | undefined> {
  const parities = [...new Set([old.parity, requested.parity])];
  try {
    const place = await probe(dialogue, {
      parities,
      framing: dialect.framing,
      dialect: dialect.isGiven && dialect,
    });
    return place.dialect.id === dialect.id ? place : undefined;
  } catch (error) {
    if (error instanceof OnairError && error.code.startsWith('device-')) return undefined;
    throw error;
  }
}

function isSame(a: ModuleLine, b: ModuleLine): boolean {
  return a.baudRate === b.baudRate && a.parity === b.parity;
}

/** The error for a module that answers, but not, or not certainly, at the requested line settings. */
function misplaced(
  place: Pick<FoundModule, 'baudRate' | 'parity' | 'lineKnown'>,
  { old, step }: Route,
  received: string,
): OnairError {
  const { baudRate, parity, lineKnown } = place;
  if (!lineKnown) {
    return new OnairError('not-verified', {
      message: `the module answers, but has not confirmed ${step.to}${afterSaying(received)}`,
      hint: 'this connection carries no line settings, so its rate can’t be seen from here: check the bridge, or try again',
    });
  }
  const at = formatLine(place);
  return new OnairError('not-verified', {
    message: isSame(place, old)
      ? `the module stayed at ${at} and did not take ${step.to}${afterSaying(received)}`
      : `the module went to ${at} instead of ${step.to}${afterSaying(received)}`,
    hint: `it answers at ${at}. Some modules take a new rate only after a power cycle: switch it off and on, then onair hc06 probe; or try again`,
    details: { baudRate, parity },
  });
}

function gone(way: Route, received: string): OnairError {
  const { old, requested, step } = way;
  return new OnairError('not-verified', {
    message: `the module answers neither at ${formatLine(old)} nor at ${formatLine(requested)}, nor at any other rate${afterSaying(received)}`,
    hint: `switch its power off and on, then: onair hc06 probe. It is most likely at ${step.to}, else still at ${step.from ?? formatLine(old)}`,
    details: unknownPlace(way),
  });
}

function afterSaying(received: string): string {
  return received === '' ? '' : `; it had answered "${printable(received)}"`;
}

function unknownPlace({ old, requested, step }: Route): Readonly<Record<string, unknown>> {
  return { inDoubt: step.setting, baudRate: null, likely: [requested.baudRate, old.baudRate] };
}
