import { systemClock } from '../../../host/base/clock.js';
import { Dialogue } from '../../../host/hc06/dialogue/dialogue.js';
import { PROMPT_SILENCE, SILENCE } from '../../../host/hc06/dialogue/framing.js';
import { probe } from '../../../host/hc06/probe/probe.js';
import { applyPlan } from '../../../host/hc06/settings/apply.js';
import { planSettings } from '../../../host/hc06/settings/plan.js';
import { readBefore } from '../../../host/hc06/settings/readings.js';
import { readRequested } from '../../../host/hc06/settings/requested-settings.js';
import { FIRMWARES } from '../../../host/hc06/sim/firmwares/index.js';
import { openSim } from './open-sim.js';

export interface Ratio {
  readonly what: string;
  readonly tookMs: number;
  /** The module's own time: its answers, the pauses that it is documented to need, the bytes on the wire. */
  readonly ownMs: number;
  readonly of: string;
  readonly ratio: number;
  readonly limit: number;
}

/** The silence that ends a command, and with it the time of an answer: the default of `sim:hc06`. */
const SILENT_ANSWER_MS = 500;

/** How long a silent family is listened for before the end of a line is sent. */
const SILENT_WAIT_MS = 600;

/**
 * Probe and set of a module at factory settings. For virtual time: a busy machine delays timers by more than a limit.
 */
export async function ownTime(
  firmware: 'linvor-1.8' | 'hc01-2.0' | 'v3.0',
  letter: string,
): Promise<Ratio[]> {
  const { link, wireMs } = openSim({ firmware });
  const isSilent = FIRMWARES[firmware].commandEnd === 'silence';
  const answerMs = isSilent ? SILENT_ANSWER_MS : FIRMWARES[firmware].answerMs;
  const pauseMs = isSilent ? (firmware === 'hc01-2.0' ? PROMPT_SILENCE : SILENCE).restMs : 0;
  const dialogue = new Dialogue(link, systemClock);
  const startedAt = systemClock.now();
  const found = await probe(dialogue);
  const probed = {
    what: `${letter}: probe, factory settings`,
    tookMs: systemClock.now() - startedAt,
    ownMs: (isSilent ? 0 : SILENT_WAIT_MS) + answerMs + wireMs(),
    of: isSilent ? 'one answer' : 'one answer, after the wait for a silent family',
    limit: isSilent ? 1.15 : 1.3,
  };
  const wireBefore = wireMs();
  let commands = 0;
  const { tap } = link;
  link.tap = (direction, bytes) => {
    tap?.(direction, bytes);
    if (direction === 'out') commands++;
  };
  const setAt = systemClock.now();
  const requested = readRequested({ name: 'TM-D700', pin: '4321', baud: '38400' });
  const read = await readBefore(dialogue, found, requested);
  await applyPlan(dialogue, found, planSettings(requested, found.dialect, found, read));
  const set = {
    what: `${letter}: set name, PIN, rate, verify`,
    tookMs: systemClock.now() - setAt,
    ownMs: commands * (answerMs + pauseMs) + wireMs() - wireBefore,
    of: `${commands} answers${isSilent ? ', each with its documented rest' : ''}`,
    limit: isSilent ? 1.1 : 1.25,
  };
  await link.close();
  return [probed, set].map((one) => ({ ...one, ratio: one.tookMs / one.ownMs }));
}
