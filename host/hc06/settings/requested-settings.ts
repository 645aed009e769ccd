import { OnairError, suggest } from '../../base/index.js';
import { PARITIES, type Parity } from '../../link/index.js';
import type { SettingName, Values } from '../dialects/dialect.js';
import { DIALECTS } from '../dialects/index.js';

const ROLES = ['slave', 'master'] as const;
const LED = ['on', 'off'] as const;

/** The requested settings, checked against the limits common to all dialects. */
export interface RequestedSettings {
  readonly name?: string;
  readonly pin?: string;
  readonly role?: (typeof ROLES)[number];
  readonly led?: (typeof LED)[number];
  readonly parity?: Parity;
  readonly baudRate?: number;
}

/** The settings as the user typed them. */
export type RequestedText = { readonly [setting in SettingName]?: string | undefined };

/** Reads each setting from what was typed. */
const READERS: { readonly [setting in SettingName]: (text: string, force: boolean) => RequestedSettings } = {
  name: (text) => ({ name: readName(text) }),
  pin: (text) => ({ pin: readPin(text) }),
  role: (text) => ({ role: readWord('role', ROLES, text) }),
  led: (text) => ({ led: readWord('LED', LED, text) }),
  parity: (text) => ({ parity: readParity(text) }),
  baud: (text, force) => ({ baudRate: readBaud(text, force) }),
};

/**
 * Checks what the user typed.
 * @param force allows a rate that many serial ports do not support
 * @throws OnairError bad-value, bad-usage when nothing is requested
 */
export function readRequested(typed: RequestedText, force = false): RequestedSettings {
  const read = Object.entries(READERS).flatMap(([setting, reader]) => {
    const text = typed[setting as SettingName];
    return text === undefined ? [] : [reader(text, force)];
  });
  if (read.length === 0) {
    throw new OnairError('bad-usage', {
      message: 'nothing to set',
      hint: 'give at least one of --name, --pin, --baud, --parity, --role, --led; for example --name TM-D700 --pin 4321',
    });
  }
  return Object.assign({}, ...read) as RequestedSettings;
}

/** The requested settings by name, as text. */
export function valuesOf({ baudRate, ...others }: RequestedSettings): Values {
  return { ...others, ...(baudRate !== undefined && { baud: String(baudRate) }) };
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
    throw badValue(`name: "${name}" begins or ends with a space`, 'remove the space: phones hide it');
  }
  return name;
}

function readPin(pin: string): string {
  if (!/^([0-9]{4}|[0-9]{6})$/.test(pin)) {
    throw badValue(`PIN: "${pin}" is not 4 digits`, 'for example 4321 (6 digits on an hc06V2.3_le only)');
  }
  return pin;
}

/** @throws OnairError bad-value */
export function readParity(text: string): Parity {
  return readWord('parity', PARITIES, text);
}

function readWord<Word extends string>(what: string, known: readonly Word[], text: string): Word {
  const word = known.find((each) => each === text.toLowerCase());
  if (!word) throw badValue(`${what}: "${text}" is not known`, suggest(text, known));
  return word;
}

/** Reads a rate that some dialect supports. @throws OnairError bad-value, unsafe for a rate that locks people out */
export function readBaud(text: string, force = false): number {
  const rates = [...new Set(DIALECTS.flatMap(({ baudCodes }) => [...baudCodes.keys()]))].sort(
    (a, b) => a - b,
  );
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

/** The error for a value that can't be set. */
export function badValue(message: string, hint: string): OnairError {
  return new OnairError('bad-value', { message, hint });
}
