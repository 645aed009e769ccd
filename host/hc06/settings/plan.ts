import { DEFAULT_LINE, type Parity } from '../../link/index.js';
import {
  type Dialect,
  type Effect,
  type ModuleLine,
  SETTING_WORDS,
  SETTINGS,
  type Setting,
  type SettingName,
  type Values,
} from '../dialects/dialect.js';
import type { FoundModule } from '../probe/probe.js';
import { badValue, type RequestedSettings, valuesOf } from './requested-settings.js';

/** A command, and the answer that confirms it. */
export interface PlannedCommand {
  readonly command: string;
  readonly confirms: RegExp;
  /** The refusal of the command before that shows that this one is needed; without it, any refusal does. */
  readonly onlyAfter?: RegExp;
}

/** One setting that will be written. */
export interface PlanStep extends PlannedCommand {
  readonly setting: SettingName;
  /** The current value; undefined if unknown. */
  readonly from: string | undefined;
  readonly to: string;
  /** Other commands to write it, if sources conflict. */
  readonly otherWays: readonly PlannedCommand[];
  readonly takesEffect: Effect;
  /** The module's line afterwards, if the setting changes it immediately. */
  readonly moves: ModuleLine | undefined;
  readonly remark: string | undefined;
}

/** Above this rate an HC-06 gains little and can overflow: its radio link carries about 128 kbit/s. */
const HIGHEST_SENSIBLE_RATE = 115_200;

/** Firmware on which long names failed for ndroid. */
const LINVOR_1 = /linvor\s*V?1\./i;
const LINVOR_1_5 = /linvor\s*V?1\.5/i;

/**
 * The commands that give a module the requested settings, in the order that can't lose it: changes of the line come
 * last. Settings that already have the requested value are left out.
 * @param now the module as probed; undefined (a dry run) plans every command
 * @param read the settings that the module reported
 * @throws OnairError bad-value when the dialect does not support it
 */
export function planSettings(
  requested: RequestedSettings,
  dialect: Dialect,
  now: FoundModule | undefined,
  read: Values = {},
): PlanStep[] {
  const values = valuesOf(requested);
  // The reported data line counts: the rate that answers may be the fixed one of an AT mode.
  const isUnknown = isDataLineUnknown(now, read);
  const known: Values = {
    ...(now?.lineKnown && !isUnknown && { baud: String(now.baudRate), parity: now.parity }),
    ...read,
  };
  const isGuess = isUnknown || (now?.lineKnown === false && read.baud === undefined && hasDataLine(now));
  if (isGuess && values.parity !== undefined && values.baud === undefined) {
    throw badValue(
      'parity: the module does not report its data rate, which would be set with it',
      'give the rate too, for example 9600',
    );
  }
  const isApart = isApartFromData(now, read);
  let place: ModuleLine = {
    baudRate: Number(known.baud ?? DEFAULT_LINE.baudRate),
    parity: (known.parity ?? DEFAULT_LINE.parity) as Parity, // from a dialect's reading, or the link's own
  };
  return SETTINGS.flatMap((setting) => {
    const to = values[setting];
    if (to === undefined || known[setting] === to) return [];
    checkLimits(dialect, setting, to);
    const spoken = dialect.settings[setting];
    if (!spoken) throw cannot(dialect, setting);
    const after = placeAfter(place, setting, spoken, to);
    const [first, ...others] = spoken.ways.map((way) => ({
      command: way.command(to, place),
      confirms: way.confirms(to),
      ...(way.onlyAfter && { onlyAfter: way.onlyAfter }),
    }));
    place = after ?? place;
    return first === undefined
      ? []
      : [
          {
            ...first,
            otherWays: others,
            setting,
            from: known[setting],
            to,
            takesEffect: isApart && after ? 'after-power-cycle' : spoken.takesEffect,
            moves: isApart || (isUnknown && Number(to) === now?.baudRate) ? undefined : after,
            remark: spoken.remark,
          },
        ];
  });
}

/** Whether a module answers at the fixed rate of its AT mode: new line settings then take effect later, for data. */
export function isApartFromData(now: FoundModule | undefined, { baud, parity }: Values): boolean {
  if (!now?.lineKnown) return false;
  return (baud ?? String(now.baudRate)) !== String(now.baudRate) || (parity ?? now.parity) !== now.parity;
}

/** The fixed rate of the AT mode of an HC-05 (button or KEY at power-on). */
const AT_MODE_RATE = 38_400;

/** Whether the rate that answers may be that of an AT mode, and the module did not report the one for data. */
export function isDataLineUnknown(now: FoundModule | undefined, { baud }: Values): boolean {
  if (!now?.lineKnown || baud !== undefined || now.baudRate !== AT_MODE_RATE) return false;
  return hasDataLine(now);
}

/** Whether its family sets rate and parity together, and reports them. */
function hasDataLine({ dialect }: FoundModule): boolean {
  return dialect.readings.some(({ isDataLine }) => isDataLine === true);
}

/** The data line after a setting; undefined if it does not change, or not now. */
function placeAfter(
  place: ModuleLine,
  setting: SettingName,
  spoken: Setting,
  to: string,
): ModuleLine | undefined {
  if (setting === 'baud') return { ...place, baudRate: Number(to) };
  if (setting === 'parity' && spoken.takesEffect === 'immediately') return { ...place, parity: to as Parity };
  return undefined;
}

function cannot({ title, settings }: Dialect, setting: SettingName): Error {
  const can = Object.keys(settings).map((known) => `--${known}`);
  return badValue(
    `${title} has no ${SETTING_WORDS[setting]} command`,
    `leave out --${setting}; it supports ${can.join(', ')}`,
  );
}

function checkLimits(
  { title, nameLength, pinDigits, baudCodes }: Dialect,
  setting: SettingName,
  to: string,
): void {
  if (setting === 'name' && to.length > nameLength.max) {
    throw badValue(
      `name: "${to}" has ${to.length} characters`,
      `${title} takes ${nameLength.min} to ${nameLength.max}`,
    );
  }
  if (setting === 'pin' && to.length !== pinDigits) {
    throw badValue(`PIN: "${to}" is not ${pinDigits} digits`, `${title} takes ${pinDigits} digits`);
  }
  if (setting === 'baud' && baudCodes.size > 0 && !baudCodes.has(Number(to))) {
    throw badValue(
      `rate: ${title} does not support ${to}`,
      `it supports ${[...baudCodes.keys()].sort((a, b) => a - b).join(', ')}`,
    );
  }
}

/** What the user should know about a plan before agreeing to it. */
export function planWarnings(
  plan: readonly Pick<PlanStep, 'setting' | 'to'>[],
  now: FoundModule | undefined,
  read: Values = {},
): string[] {
  const warnings: string[] = [];
  const toBe: Values = Object.fromEntries(plan.map(({ setting, to }) => [setting, to]));
  if (Number(toBe.baud ?? 0) > HIGHEST_SENSIBLE_RATE) {
    warnings.push(
      `${toBe.baud} baud is more than the module's radio carries (about 128 kbit/s): it can lose bytes`,
    );
  }
  if ((toBe.name?.length ?? 0) > 14 && now && now.baudRate > 19_200 && LINVOR_1.test(now.version)) {
    warnings.push(
      'some linvor modules fail on names over 14 characters at rates above 19200; check it on the phone',
    );
  }
  if (toBe.parity !== undefined && now && LINVOR_1_5.test(now.version)) {
    warnings.push(
      'the data sheet gives the parity command to firmware newer than V1.5: yours may stay silent',
    );
  }
  if (isApartFromData(now, read)) {
    warnings.push(
      `it answers at ${now?.baudRate}, and data goes at ${read.baud ?? now?.baudRate}: it is in its full AT mode (button or KEY); a new rate counts after a power cycle without it`,
    );
  }
  if (toBe.baud !== undefined && isDataLineUnknown(now, read)) {
    warnings.push(
      'it answers at 38400, which may be the rate of its AT mode only, and does not report its data rate: the rate is written',
    );
  }
  if (toBe.baud !== undefined && now && !now.lineKnown) {
    warnings.push('the rate can be changed, but the bridge at the other end has to follow it');
  }
  return warnings;
}
