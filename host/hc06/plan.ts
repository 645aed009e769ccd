import { OnairError } from '../error.js';
import { PARITIES, type Parity } from '../link/line.js';
import { suggest } from '../nearest.js';
import type { Dialect, Setting, SettingName } from './dialect.js';
import { DIALECTS } from './dialects/index.js';
import type { FoundModule } from './probe.js';

/** What the user wants, checked against the limits that all silent dialects share. */
export interface Wanted {
  readonly name?: string;
  readonly pin?: string;
  readonly parity?: Parity;
  readonly baudRate?: number;
}

/** What the user typed. */
export interface WantedText {
  readonly name?: string | undefined;
  readonly pin?: string | undefined;
  readonly parity?: string | undefined;
  readonly baud?: string | undefined;
}

/** One command that will be sent. */
export interface PlanStep {
  readonly setting: SettingName;
  /** The value now; undefined where the module can't be asked. */
  readonly from: string | undefined;
  readonly to: string;
  readonly command: string;
  /** Matches the module's confirmation. */
  readonly confirms: RegExp;
  readonly takesEffect: 'at once' | 'after a power cycle';
  readonly remark: string | undefined;
}

/** Above this rate an HC-06 gains little and can overflow: its radio link carries about 128 kbit/s. */
const HIGHEST_SENSIBLE_RATE = 115_200;

/**
 * Checks what the user typed.
 * @param force allows a rate that many serial ports can't follow
 * @throws OnairError bad-value, bad-usage when nothing is wanted
 */
export function readWanted({ name, pin, parity, baud }: WantedText, force = false): Wanted {
  if (name === undefined && pin === undefined && parity === undefined && baud === undefined) {
    throw new OnairError('bad-usage', {
      message: 'nothing to set',
      hint: 'give at least one of --name, --pin, --baud, --parity; for example --name TM-D700 --pin 4321',
    });
  }
  return {
    ...(name !== undefined && { name: readName(name) }),
    ...(pin !== undefined && { pin: readPin(pin) }),
    ...(parity !== undefined && { parity: readParity(parity) }),
    ...(baud !== undefined && { baudRate: readBaud(baud, force) }),
  };
}

function readName(name: string): string {
  const odd = [...name].find((char) => !/^[\x20-\x7e]$/.test(char));
  if (odd !== undefined) {
    throw badValue(`name: "${odd}" is not a printable ASCII character`, 'use letters, digits, - and _');
  }
  if (name.length < 1 || name.length > 20) {
    throw badValue(`name: "${name}" has ${name.length} characters`, 'the module takes 1 to 20');
  }
  if (name !== name.trim()) {
    throw badValue(`name: "${name}" begins or ends with a space`, 'take the space away: phones hide it');
  }
  return name;
}

function readPin(pin: string): string {
  if (!/^[0-9]{4}$/.test(pin)) throw badValue(`PIN: "${pin}" is not 4 digits`, 'for example --pin 4321');
  return pin;
}

/** @throws OnairError bad-value */
export function readParity(text: string): Parity {
  const parity = PARITIES.find((known) => known === text.toLowerCase());
  if (!parity) throw badValue(`parity: "${text}" is not known`, suggest(text, PARITIES));
  return parity;
}

/** Reads a rate of the code table. @throws OnairError bad-value, unsafe for a rate that locks people out */
export function readBaud(text: string, force = false): number {
  const rates = [...new Set(DIALECTS.flatMap(({ baudCodes }) => [...baudCodes.keys()]))];
  const rate = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!rates.includes(rate)) {
    throw badValue(`rate: "${text}" is not a rate of the module`, suggest(text, rates.map(String)));
  }
  if (rate > 921_600 && !force) {
    throw new OnairError('unsafe', {
      message: `rate: ${rate} locks most people out: few serial ports can follow, and the module has no reset`,
      hint: 'take 115200 or less; --force sets it all the same',
    });
  }
  return rate;
}

function badValue(message: string, hint: string): OnairError {
  return new OnairError('bad-value', { message, hint });
}

/**
 * The commands that take a module from where it is to what is wanted, in the order that can't lose it: name,
 * PIN, parity, rate last. What is known to hold already is left out.
 * @param now the module as probed; undefined (a dry run) plans every command
 * @throws OnairError bad-value when the dialect can't do it
 */
export function planSettings(wanted: Wanted, dialect: Dialect, now: FoundModule | undefined): PlanStep[] {
  const { name, pin, parity, baudRate } = wanted;
  const known = now?.lineKnown ? now : undefined;
  const steps: PlanStep[] = [];
  if (name !== undefined) steps.push(step('name', dialect.name, name));
  if (pin !== undefined) steps.push(step('pin', dialect.pin, pin));
  if (parity !== undefined && known?.parity !== parity) {
    if (!dialect.parity) throw badValue(`${dialect.title} has no parity command`, 'leave --parity away');
    steps.push(step('parity', dialect.parity, parity, known?.parity));
  }
  if (baudRate !== undefined && known?.baudRate !== baudRate) {
    steps.push(step('baud', dialect.baud, baudRate, known?.baudRate));
  }
  return steps;
}

function step<Value extends string | number>(
  name: SettingName,
  setting: Setting<Value>,
  value: Value,
  from?: Value,
): PlanStep {
  return {
    setting: name,
    from: from === undefined ? undefined : String(from),
    to: String(value),
    command: setting.command(value),
    confirms: setting.confirms(value),
    takesEffect: setting.takesEffect,
    remark: setting.remark,
  };
}

/** What the user should know before saying yes. */
export function planWarnings(wanted: Wanted, now: FoundModule | undefined): string[] {
  const warnings: string[] = [];
  const { name, parity, baudRate } = wanted;
  if (baudRate !== undefined && baudRate > HIGHEST_SENSIBLE_RATE) {
    warnings.push(
      `${baudRate} baud is more than the module's radio carries (about 128 kbit/s): it can lose bytes`,
    );
  }
  if (name !== undefined && name.length > 14 && (now?.baudRate ?? 0) > 19_200) {
    warnings.push(
      'some linvor modules fail on names over 14 characters at rates above 19200; check it on the phone',
    );
  }
  if (parity !== undefined && now !== undefined && /linvor\s*V?1\.5/i.test(now.version)) {
    warnings.push(
      'the data sheet gives the parity command to firmware newer than V1.5: yours may stay silent',
    );
  }
  if (baudRate !== undefined && now !== undefined && !now.lineKnown) {
    warnings.push('the rate can be changed, but the bridge at the other end has to follow it');
  }
  return warnings;
}
