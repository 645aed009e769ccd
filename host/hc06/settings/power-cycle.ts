import { OnairError } from '../../base/index.js';
import { formatLine } from '../../link/index.js';
import type { Dialect, ModuleLine, SettingName } from '../dialects/dialect.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { PlanStep } from './plan.js';

/** Pause between two questions to the module, ms. */
const LOOK_MS = 300;

/** Number of unanswered questions after which its power counts as off: one answer may be lost. */
const SILENT_LOOKS = 2;

/** A module's line after a power cycle. */
export function placeAfterPower(line: ModuleLine, waiting: readonly PlanStep[]): ModuleLine {
  const to = (name: SettingName): string | undefined => waiting.find(({ setting }) => setting === name)?.to;
  return {
    baudRate: Number(to('baud') ?? line.baudRate),
    parity: (to('parity') ?? line.parity) as ModuleLine['parity'], // checked when it was read
  };
}

/**
 * Waits for a power cycle: the module answers at its new line settings or, if these do not change, was silent and
 * answers again.
 * @throws OnairError not-verified when that does not happen within `limitMs`, or when it answers at its old settings;
 *   port-lost, interrupted
 */
export async function waitForPowerCycle(
  dialogue: Dialogue,
  { alive }: Dialect,
  waiting: readonly PlanStep[],
  limitMs: number,
): Promise<void> {
  const { link, clock } = dialogue;
  const { baudRate, parity } = link.line;
  const before: ModuleLine = { baudRate, parity };
  const expected = placeAfterPower(before, waiting);
  const moves = expected.baudRate !== baudRate || expected.parity !== parity;
  const until = clock.now() + limitMs;
  const answersAt = async (place: ModuleLine): Promise<boolean> => {
    await link.reconfigure(place);
    const { accepted } = await dialogue.ask(alive.command, alive.accepts);
    await dialogue.pause(LOOK_MS);
    return accepted;
  };
  let silent = 0;
  while (clock.now() < until) {
    if (moves && (await answersAt(expected))) return;
    const isHere = await answersAt(before);
    if (isHere && silent >= SILENT_LOOKS) {
      if (!moves) return;
      if (await answersAt(expected)) return;
      await link.reconfigure(before);
      throw stillAt(before, expected);
    }
    silent = isHere ? 0 : silent + 1;
  }
  await link.reconfigure(before);
  throw new OnairError('not-verified', {
    message: `no power cycle within ${Math.round(limitMs / 1000)} s: the module does not answer at ${formatLine(expected)} after one`,
    hint: 'everything was written. Switch the module off and on, then: onair hc06 probe',
  });
}

function stillAt(before: ModuleLine, expected: ModuleLine): OnairError {
  return new OnairError('not-verified', {
    message: `after a power cycle the module still answers at ${formatLine(before)}: it has not taken ${formatLine(expected)}`,
    hint: `it answers at ${formatLine(before)}. Run the same command again; if this repeats, the firmware confirms settings that it does not apply`,
    details: { ...before },
  });
}

/** How a module that is gone is told from one that lost contact. */
export interface AbsenceOptions {
  /** Silence for less is a loss of contact, ms. */
  readonly leastMs?: number;
  /** The module was silent, and answers again too soon. */
  readonly onBack?: () => void;
}

/**
 * Waits until the module is disconnected: it is silent twice in a row, and for the time that is given.
 * @throws OnairError port-lost, interrupted
 */
export async function waitUntilGone(
  dialogue: Dialogue,
  { alive }: Dialect,
  { leastMs = 0, onBack }: AbsenceOptions = {},
): Promise<void> {
  const { clock } = dialogue;
  let silent = 0;
  let lastHeardAt = clock.now();
  while (silent < SILENT_LOOKS || clock.now() - lastHeardAt < leastMs) {
    const { accepted } = await dialogue.ask(alive.command, alive.accepts);
    if (accepted && silent >= SILENT_LOOKS) onBack?.();
    if (accepted) lastHeardAt = clock.now();
    silent = accepted ? 0 : silent + 1;
    await dialogue.pause(LOOK_MS);
  }
}
