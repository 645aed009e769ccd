import { OnairError } from '../../base/index.js';
import { formatLine } from '../../link/index.js';
import type { Dialect, ModuleLine, SettingName } from '../dialects/dialect.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { PlanStep } from './plan.js';
import { readSettings } from './readings.js';

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

/** What a power cycle has shown: the module answers as it should, or from its AT mode again. */
export type AfterPower = 'answers' | 'in-at-mode';

/** Silence after which a module in its AT mode has come back without it, and takes no commands, ms. */
const NO_COMMANDS_MS = 60_000;

/**
 * Waits for a power cycle: the module answers at its new line settings or, if these do not change, was silent and
 * answers again. One that answers at the fixed rate of its AT mode reports the new line settings.
 * @throws OnairError not-verified when that does not happen within `limitMs`, or when it answers at its old settings;
 *   port-lost, interrupted
 */
export async function waitForPowerCycle(
  dialogue: Dialogue,
  dialect: Dialect,
  waiting: readonly PlanStep[],
  limitMs: number,
): Promise<AfterPower> {
  const { link, clock } = dialogue;
  const { alive } = dialect;
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
  const hasAtMode = dialect.readings.some(({ isDataLine }) => isDataLine);
  let silent = 0;
  let heardAt = clock.now();
  while (clock.now() < until) {
    if (moves && (await answersAt(expected))) return 'answers';
    const isHere = await answersAt(before);
    if (isHere && silent >= SILENT_LOOKS) {
      if (!moves || (await answersAt(expected))) return 'answers';
      await link.reconfigure(before);
      if (await reports(dialogue, dialect, expected)) return 'in-at-mode';
      throw stillAt(before, expected);
    }
    silent = isHere ? 0 : silent + 1;
    if (isHere) heardAt = clock.now();
    if (moves && hasAtMode && clock.now() - heardAt > NO_COMMANDS_MS) throw noCommands(before, expected);
  }
  await link.reconfigure(before);
  throw new OnairError('not-verified', {
    message: `no power cycle within ${Math.round(limitMs / 1000)} s: the module does not answer at ${formatLine(expected)} after one`,
    hint: 'everything was written. Switch the module off and on, then: onair hc06 probe',
  });
}

/** Whether the module reports these line settings for its data. */
async function reports(dialogue: Dialogue, dialect: Dialect, expected: ModuleLine): Promise<boolean> {
  const readings = dialect.readings.filter(({ isDataLine }) => isDataLine);
  const { baud, parity } = await readSettings(dialogue, { ...dialect, readings }, ['baud', 'parity']);
  return baud === String(expected.baudRate) && (parity ?? expected.parity) === expected.parity;
}

function noCommands(before: ModuleLine, expected: ModuleLine): OnairError {
  return new OnairError('not-verified', {
    message: `since the power cycle the module answers neither at ${formatLine(before)} nor at ${formatLine(expected)}`,
    hint: `an HC-05 takes commands only with its button (KEY) held at power-up. If it was released, that is right: send data at ${expected.baudRate}, over the air, to try it. Everything was written`,
    details: { baudRate: null, likely: [expected.baudRate, before.baudRate] },
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
