import { OnairError } from '../../base/index.js';
import {
  type Dialect,
  type Readback,
  SETTING_WORDS,
  SETTINGS,
  type SettingName,
  type Values,
} from '../dialects/dialect.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { FoundModule } from '../probe/probe.js';
import type { PlanStep } from './plan.js';
import { type RequestedSettings, valuesOf } from './requested-settings.js';
import { asText, shownValue } from './value.js';

/** Number of tries per value: one answer may be lost, or belong to the previous question. */
const TRIES = 2;

/**
 * Reads the settings of a module that its dialect can read. Those that it does not report are left out.
 * @param settings the settings to read
 * @throws OnairError port-lost, interrupted
 */
export async function readSettings(
  dialogue: Dialogue,
  { readings, refusal }: Dialect,
  settings: readonly SettingName[],
): Promise<Values> {
  let values: Values = {};
  for (const reading of readings) {
    if (!reading.reports.some((setting) => settings.includes(setting))) continue;
    const match = await readOne(dialogue, reading, refusal);
    if (match) values = { ...values, ...textOf(reading.values(match)) };
  }
  return values;
}

function textOf(values: Values): Values {
  return values.name === undefined ? values : { ...values, name: asText(values.name) };
}

/**
 * Asks for one value. The other spelling is sent only if the module refused the first: `AT+NAME?` gives modules of
 * other families the name `?`.
 */
async function readOne(
  dialogue: Dialogue,
  { command, otherCommand, answer }: Pick<Readback, 'command' | 'otherCommand' | 'answer'>,
  refusal: RegExp | undefined,
): Promise<RegExpExecArray | undefined> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const first = await dialogue.ask(command, answer, { refusal });
    if (first.accepted) return answer.exec(first.text) ?? undefined;
    if (otherCommand === undefined || !refusal?.test(first.text)) continue;
    const other = await dialogue.ask(otherCommand, answer, { refusal });
    if (other.accepted) return answer.exec(other.text) ?? undefined;
  }
  return undefined;
}

/** The Bluetooth address, if the family reports it. @throws OnairError port-lost, interrupted */
export async function readAddress(
  dialogue: Dialogue,
  { address, refusal }: Dialect,
): Promise<string | undefined> {
  return address && (await readOne(dialogue, address, refusal))?.[1];
}

/** Reads the requested settings; of rate and parity only those for data, because the link shows the others. */
export function readBefore(
  dialogue: Dialogue,
  { dialect, lineKnown }: FoundModule,
  requested: RequestedSettings,
): Promise<Values> {
  const settings = Object.keys(valuesOf(requested)) as SettingName[];
  const readings = dialect.readings.filter(
    ({ reports, isDataLine }) => !lineKnown || isDataLine || !reports.includes('baud'),
  );
  return readSettings(dialogue, { ...dialect, readings }, settings);
}

/**
 * Reads the line that a module uses for data, if its dialect reports it: the rate that answers may be that of an AT
 * mode. @throws OnairError port-lost, interrupted
 */
export function readDataLine(dialogue: Dialogue, { dialect, lineKnown }: FoundModule): Promise<Values> {
  const readings = lineKnown ? dialect.readings.filter(({ isDataLine }) => isDataLine) : [];
  return readSettings(dialogue, { ...dialect, readings }, SETTINGS);
}

/**
 * Reads back the written settings.
 * @returns the settings that have the written value
 * @throws OnairError not-verified when it reports neither the old value nor the new one, or still the old one although
 *   the new one should have taken effect
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
      message: `the module confirmed the ${SETTING_WORDS[setting]} ${to}, but reports ${shownValue(reported)}`,
      hint: 'switch its power off and on, then run the command again: it writes only what does not hold',
      details: { setting, requested: to, reported },
    });
  }
  return written.filter(({ setting, to }) => now[setting] === to).map(({ setting }) => setting);
}
