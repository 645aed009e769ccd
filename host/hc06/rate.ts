import { OnairError } from '../error.js';
import { formatLine, type LineSettings } from '../link/line.js';
import type { Link } from '../link/link.js';
import { printable } from '../printable.js';
import { type Dialect, SILENT_TIMING } from './dialect.js';
import type { SilentDialogue } from './dialogue.js';
import type { PlanStep } from './plan.js';
import { type FoundModule, probe } from './probe.js';

/** How often a bare AT is sent before the module counts as gone. */
const ALIVE_TRIES = 3;

/** How often a change of rate is tried: each failure costs several seconds of looking for the module. */
const RATE_TRIES = 2;

/** A change of rate that the module followed. */
export interface RateChange {
  /** What the module said; empty when the proof is that it answers at the new rate. */
  readonly answer: string;
  readonly elapsedMs: number;
  readonly warning?: string;
}

/** Whether the module answers a bare AT at the link's settings. */
export async function isAlive(dialogue: SilentDialogue, { alive }: Dialect): Promise<boolean> {
  for (let attempt = 1; attempt <= ALIVE_TRIES; attempt++) {
    // Any OK counts, also the late answer to another command: it comes from this module at this rate.
    const answer = await dialogue.ask('AT', alive);
    if (answer.accepted) return true;
  }
  return false;
}

/**
 * Sends the new rate and follows the module there. To be run uninterrupted: stopping half-way would leave the
 * module where nobody knows.
 * @throws OnairError port-failed when the adapter can't do the rate (nothing was sent then), not-verified,
 *   port-lost; `details.baudRate` is where the module is, null if that is not known
 */
export async function changeRate(
  dialogue: SilentDialogue,
  dialect: Dialect,
  step: PlanStep,
): Promise<RateChange> {
  const { link } = dialogue;
  const old = link.line;
  const wanted: LineSettings = { ...old, baudRate: Number(step.to) };
  await tryAdapter(link, old, wanted);
  try {
    return await follow(dialogue, dialect, step, old, wanted);
  } catch (error) {
    if (!(error instanceof OnairError) || error.code === 'not-verified') throw error;
    throw error.with(unknownPlace(old, wanted)); // the wire failed under way
  }
}

/** Sets the adapter to the new rate and back: a module is never sent where this computer can't follow. */
async function tryAdapter(link: Link, old: LineSettings, wanted: LineSettings): Promise<void> {
  try {
    await link.reconfigure(wanted);
    await link.reconfigure(old);
  } catch (error) {
    if (!(error instanceof OnairError) || !link.carriesLine) throw error;
    throw error.with({ baudRate: old.baudRate, parity: old.parity }); // the module was not told anything
  }
}

async function follow(
  dialogue: SilentDialogue,
  dialect: Dialect,
  step: PlanStep,
  old: LineSettings,
  wanted: LineSettings,
): Promise<RateChange> {
  const { link } = dialogue;
  let heard = '';
  for (let attempt = 1; attempt <= RATE_TRIES; attempt++) {
    if (attempt > 1) await dialogue.pause(2 * SILENT_TIMING.restMs); // it may need a longer rest than others
    const { accepted, text, elapsedMs } = await dialogue.ask(step.command, step.confirms);
    heard = text || heard;
    await link.reconfigure(wanted);
    await dialogue.pause(SILENT_TIMING.restMs);
    if (await isAlive(dialogue, dialect)) {
      const change = { answer: printable(text), elapsedMs };
      if (accepted) return change;
      // Without line settings an answer proves no rate: then only the module's own word counts.
      const warning = 'the new rate was not confirmed in words, but the module answers at it';
      if (link.carriesLine) return { ...change, warning };
    }
    await link.reconfigure(old);
    if (!(await isAlive(dialogue, dialect))) throw await lostTrack(dialogue, old, wanted, heard);
  }
  throw misplaced({ ...old, lineKnown: link.carriesLine }, old, wanted, heard);
}

/** The module is neither at the old nor at the new rate: looks at all others. */
async function lostTrack(
  dialogue: SilentDialogue,
  old: LineSettings,
  wanted: LineSettings,
  heard: string,
): Promise<OnairError> {
  const place = await search(dialogue);
  return place ? misplaced(place, old, wanted, heard) : gone(old, wanted, heard);
}

/** Looks at every rate; undefined when the module is nowhere, or nothing there speaks as it did. */
async function search(dialogue: SilentDialogue): Promise<FoundModule | undefined> {
  try {
    return await probe(dialogue, { parities: [dialogue.link.line.parity] });
  } catch (error) {
    if (error instanceof OnairError && error.code.startsWith('device-')) return undefined;
    throw error;
  }
}

/** The module is well, but not where it should be, or not known to be. */
function misplaced(
  place: Pick<FoundModule, 'baudRate' | 'parity' | 'lineKnown'>,
  old: LineSettings,
  wanted: LineSettings,
  heard: string,
): OnairError {
  const { baudRate, parity, lineKnown } = place;
  if (!lineKnown) {
    return new OnairError('not-verified', {
      message: `the module answers, but has not said that it took ${wanted.baudRate}${itSaid(heard)}`,
      hint: 'this connection carries no line settings, so its rate can’t be seen from here: look at the bridge, or try again',
    });
  }
  const at = formatLine(place);
  return new OnairError('not-verified', {
    message:
      baudRate === old.baudRate
        ? `the module stayed at ${at} and did not take ${wanted.baudRate}${itSaid(heard)}`
        : `the module went to ${at} instead of ${wanted.baudRate}${itSaid(heard)}`,
    hint: `it is well and answers at ${at}. Some modules take a new rate only after a power cycle: switch it off and on, then onair hc06 probe; or try again`,
    details: { baudRate, parity },
  });
}

function gone(old: LineSettings, wanted: LineSettings, heard: string): OnairError {
  return new OnairError('not-verified', {
    message: `the module answers neither at ${formatLine(old)} nor at ${formatLine(wanted)}, nor at any other rate${itSaid(heard)}`,
    hint: `switch its power off and on, then: onair hc06 probe. It is most likely at ${wanted.baudRate}, else still at ${old.baudRate}`,
    details: unknownPlace(old, wanted),
  });
}

function itSaid(heard: string): string {
  return heard === '' ? '' : `; it had said "${printable(heard)}"`;
}

function unknownPlace(old: LineSettings, wanted: LineSettings): Readonly<Record<string, unknown>> {
  return { inDoubt: 'baud', baudRate: null, likely: [wanted.baudRate, old.baudRate] };
}
