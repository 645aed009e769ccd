import { OnairError } from '../base/index.js';
import type { Dialect, Readback, SettingName, Values } from './dialect.js';
import type { Dialogue } from './dialogue.js';
import type { PlanStep } from './plan.js';
import type { FoundModule } from './probe.js';
import { type RequestedSettings, valuesOf } from './requested-settings.js';

/** How often a value is asked for: one answer may be lost, or be that to the question before. */
const TRIES = 2;

/**
 * Asks a module for its settings, as far as its dialect can be read. What it does not tell is left out.
 * @param settings those that are of interest
 * @throws OnairError port-lost, interrupted
 */
async function readSettings(
  dialogue: Dialogue,
  { readings, refusal }: Dialect,
  settings: readonly SettingName[],
): Promise<Values> {
  let values: Values = {};
  for (const reading of readings) {
    if (!reading.tells.some((setting) => settings.includes(setting))) continue;
    const match = await readOne(dialogue, reading, refusal);
    if (match) values = { ...values, ...reading.values(match) };
  }
  return values;
}

/** Asks for one value, in each of its spellings. */
async function readOne(
  dialogue: Dialogue,
  { command, otherCommand, answer }: Pick<Readback, 'command' | 'otherCommand' | 'answer'>,
  refusal: RegExp | undefined,
): Promise<RegExpExecArray | undefined> {
  const spellings = otherCommand === undefined ? [command] : [command, otherCommand];
  for (const question of Array.from({ length: TRIES }, () => spellings).flat()) {
    const { text, accepted } = await dialogue.ask(question, answer, { refusal });
    const match = accepted ? answer.exec(text) : null;
    if (match) return match;
  }
  return undefined;
}

/** The Bluetooth address, where the family tells it. @throws OnairError port-lost, interrupted */
export async function readAddress(
  dialogue: Dialogue,
  { address, refusal }: Dialect,
): Promise<string | undefined> {
  return address && (await readOne(dialogue, address, refusal))?.[1];
}

/** What the module reports of the requested settings; of rate and parity only how data goes, as its place shows the rest. */
export function readBefore(
  dialogue: Dialogue,
  { dialect, lineKnown }: FoundModule,
  requested: RequestedSettings,
): Promise<Values> {
  const settings = Object.keys(valuesOf(requested)) as SettingName[];
  const readings = dialect.readings.filter(
    ({ tells, isDataLine }) => !lineKnown || isDataLine || !tells.includes('baud'),
  );
  return readSettings(dialogue, { ...dialect, readings }, settings);
}

/**
 * Reads back what was written.
 * @returns the settings that the module reports as they were written
 * @throws OnairError not-verified when it reports neither the old value nor the new, or still the old one where the
 *   new one should count already
 */
export async function verifySettings(
  dialogue: Dialogue,
  dialect: Dialect,
  written: readonly PlanStep[],
): Promise<readonly SettingName[]> {
  const now = await readSettings(
    dialogue,
    dialect,
    written.map(({ setting }) => setting),
  );
  for (const { setting, from, to, takesEffect } of written) {
    const reported = now[setting];
    if (reported === undefined || reported === to) continue;
    const isOld = from === undefined || reported === from;
    if (isOld && takesEffect === 'after-power-cycle') continue;
    throw new OnairError('not-verified', {
      message: `the module confirmed ${setting} ${to}, but reports ${setting} ${reported}`,
      hint: 'switch its power off and on, then run the command again: it writes only what does not hold',
      details: { setting, requested: to, reported },
    });
  }
  return written.filter(({ setting, to }) => now[setting] === to).map(({ setting }) => setting);
}
