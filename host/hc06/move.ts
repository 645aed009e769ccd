import { OnairError, printable } from '../base/index.js';
import { formatLine, type Link } from '../link/index.js';
import type { Dialect, ModuleLine } from './dialect.js';
import type { Answer, Dialogue } from './dialogue.js';
import { notTaken } from './not-taken.js';
import type { PlannedCommand, PlanStep } from './plan.js';
import { type FoundModule, probe } from './probe.js';

/** How often the module is asked whether it is there before it counts as gone. */
const ALIVE_TRIES = 3;

/** How often a move is tried: each failure costs several seconds of looking for the module. */
const MOVE_TRIES = 2;

/** A change of rate or parity that the module followed. */
export interface Moved {
  /** The command that the module took. */
  readonly command: string;
  /** What the module said; empty when the proof is that it answers at the new place. */
  readonly answer: string;
  readonly elapsedMs: number;
  readonly warning?: string;
  /** It was confirmed, and the module has not moved: it does when its power was off and on. */
  readonly waits?: boolean;
}

/** Where a move began and where it should end, for messages. */
interface Way {
  readonly old: ModuleLine;
  readonly requested: ModuleLine;
  readonly step: PlanStep;
}

/** Whether the module answers at the link's settings. */
export async function isAlive(dialogue: Dialogue, { alive }: Dialect): Promise<boolean> {
  for (let attempt = 1; attempt <= ALIVE_TRIES; attempt++) {
    // Any such answer counts, also the late one to another command: it comes from this module at this place.
    const answer = await dialogue.ask(alive.command, alive.accepts);
    if (answer.accepted) return true;
  }
  return false;
}

/**
 * Sends a new rate or parity and follows the module there. To be run uninterrupted: stopping half-way would leave
 * the module where nobody knows.
 * @throws OnairError port-failed when the adapter can't do it (nothing was sent then), not-verified,
 *   port-lost; `details.baudRate` is where the module is, null if that is not known
 */
export async function moveModule(
  dialogue: Dialogue,
  dialect: Dialect,
  step: PlanStep,
  requested: ModuleLine,
): Promise<Moved> {
  const { link } = dialogue;
  const { baudRate, parity } = link.line;
  const way: Way = { old: { baudRate, parity }, requested, step };
  await tryAdapter(link, way);
  try {
    return await follow(dialogue, dialect, way);
  } catch (error) {
    if (!(error instanceof OnairError) || /^(not-verified|device-refused)$/.test(error.code)) throw error;
    throw error.with(unknownPlace(way)); // the wire failed under way
  }
}

/** Sets the adapter to the new place and back: a module is never sent where this computer can't follow. */
async function tryAdapter(link: Link, { old, requested }: Way): Promise<void> {
  try {
    await link.reconfigure(requested);
    await link.reconfigure(old);
  } catch (error) {
    if (!(error instanceof OnairError) || !link.carriesLine) throw error;
    throw error.with({ ...old }); // nothing was sent to the module
  }
}

/**
 * After a parity that should count later: is the module still here, or there already? The link follows it.
 * @returns whether it has moved
 * @throws OnairError not-verified when it is nowhere
 */
export async function lookBothPlaces(dialogue: Dialogue, dialect: Dialect, step: PlanStep): Promise<boolean> {
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

async function follow(dialogue: Dialogue, dialect: Dialect, way: Way): Promise<Moved> {
  const { link } = dialogue;
  const { requested, step } = way;
  let { old } = way;
  let heard = '';
  let refused = false;
  const ways: readonly PlannedCommand[] = [step, ...step.otherWays];
  for (const [index, { command, confirms }] of ways.entries()) {
    for (let attempt = 1; attempt <= MOVE_TRIES; attempt++) {
      if (attempt > 1) await dialogue.pause(2 * dialogue.framing.restMs); // it may need a longer rest than others
      const say = (): Promise<Answer> => dialogue.ask(command, confirms, { refusal: dialect.refusal });
      let answer = await say();
      // Where silence is no refusal either, a lost command is likelier than a lost answer; to one that has moved it is noise.
      if (answer.text === '' && dialogue.framing.commandEnd === '') answer = await say();
      const { accepted, text, elapsedMs } = answer;
      heard = text || heard;
      refused = !accepted && dialect.refusal?.test(text) === true;
      if (refused) continue; // it has not moved, and may have been out of step
      const moved = { command, answer: printable(text.trim()), elapsedMs };
      if (await answersAt(dialogue, dialect, requested)) {
        if (accepted) return moved;
        // Without line settings an answer proves no rate: then only the module's own word counts.
        const warning = `the new ${step.setting === 'baud' ? 'rate' : step.setting} was not confirmed in words, but the module answers at it`;
        if (link.carriesLine) return { ...moved, warning };
      }
      await link.reconfigure(old);
      if (!(await isAlive(dialogue, dialect))) {
        const place = await search(dialogue, dialect, way);
        if (place && isSame(place, requested)) return { ...moved, warning: 'it was slow to move' };
        if (!place) throw gone(way, heard);
        if (index === ways.length - 1) throw misplaced(place, way, heard);
        old = { baudRate: place.baudRate, parity: place.parity };
        break; // it means another place by this code: on with the other table
      }
      if (dialect.reset && link.carriesLine) {
        await dialogue.ask(dialect.reset.command, dialect.reset.accepts);
        if (await answersAt(dialogue, dialect, requested)) {
          return { ...moved, warning: 'the module moved only after a reset' };
        }
        await link.reconfigure(old);
        if (!(await isAlive(dialogue, dialect))) throw gone(way, heard);
      }
      if (accepted && link.carriesLine) return { ...moved, waits: true };
    }
  }
  if (refused) throw notTaken(dialect, step, ways.at(-1)?.command ?? '', heard).with({ ...old });
  throw misplaced({ ...old, lineKnown: link.carriesLine }, way, heard);
}

/** Follows the module to a place and asks whether it is there. */
async function answersAt(dialogue: Dialogue, dialect: Dialect, place: ModuleLine): Promise<boolean> {
  await dialogue.link.reconfigure(place);
  await dialogue.pause(dialogue.framing.changeMs);
  return isAlive(dialogue, dialect);
}

/** Looks at every rate; undefined when no module answers, or only one of another dialect. */
async function search(
  dialogue: Dialogue,
  dialect: Dialect,
  { old, requested }: Way,
): Promise<FoundModule | undefined> {
  const parities = [...new Set([old.parity, requested.parity])];
  try {
    const place = await probe(dialogue, { parities, framing: dialect.framing });
    return place.dialect.id === dialect.id ? place : undefined;
  } catch (error) {
    if (error instanceof OnairError && error.code.startsWith('device-')) return undefined;
    throw error;
  }
}

function isSame(a: ModuleLine, b: ModuleLine): boolean {
  return a.baudRate === b.baudRate && a.parity === b.parity;
}

/** The module is well, but not where it should be, or not known to be. */
function misplaced(
  place: Pick<FoundModule, 'baudRate' | 'parity' | 'lineKnown'>,
  { old, step }: Way,
  heard: string,
): OnairError {
  const { baudRate, parity, lineKnown } = place;
  if (!lineKnown) {
    return new OnairError('not-verified', {
      message: `the module answers, but has not said that it took ${step.to}${itSaid(heard)}`,
      hint: 'this connection carries no line settings, so its rate can’t be seen from here: look at the bridge, or try again',
    });
  }
  const at = formatLine(place);
  return new OnairError('not-verified', {
    message: isSame(place, old)
      ? `the module stayed at ${at} and did not take ${step.to}${itSaid(heard)}`
      : `the module went to ${at} instead of ${step.to}${itSaid(heard)}`,
    hint: `it is well and answers at ${at}. Some modules take a new rate only after a power cycle: switch it off and on, then onair hc06 probe; or try again`,
    details: { baudRate, parity },
  });
}

function gone(way: Way, heard: string): OnairError {
  const { old, requested, step } = way;
  return new OnairError('not-verified', {
    message: `the module answers neither at ${formatLine(old)} nor at ${formatLine(requested)}, nor at any other rate${itSaid(heard)}`,
    hint: `switch its power off and on, then: onair hc06 probe. It is most likely at ${step.to}, else still at ${step.from ?? formatLine(old)}`,
    details: unknownPlace(way),
  });
}

function itSaid(heard: string): string {
  return heard === '' ? '' : `; it had said "${printable(heard)}"`;
}

function unknownPlace({ old, requested, step }: Way): Readonly<Record<string, unknown>> {
  return { inDoubt: step.setting, baudRate: null, likely: [requested.baudRate, old.baudRate] };
}
