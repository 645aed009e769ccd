import { OnairError } from '../base/index.js';
import { readRequested } from '../hc06/index.js';
import { type PortInfo, parsePort } from '../link/index.js';
import { parseLatLon, requireOwnCallSign } from '../packet/index.js';
import type { Question } from './walk.js';

/** The port of a kind, if exactly one is plugged in. */
export type PluggedPort = (kind: PortInfo['kind']) => Promise<string | undefined>;

/** A port; suggested if exactly one of its kind is plugged in. */
export function portQuestion(
  key: string,
  ask: string,
  plugged: PluggedPort,
  kind: PortInfo['kind'],
): Question {
  return {
    key,
    ask,
    suggest: () => plugged(kind),
    example:
      kind === 'usb' ? '/dev/ttyUSB0 or COM3, say; onair ports lists them' : '/dev/rfcomm0 or COM5, say',
    read: (text) => {
      parsePort(text.trim());
      return text.trim();
    },
  };
}

/** Asks for the name of a module. */
export const moduleName: Question = {
  key: 'name',
  ask: 'A name for the module, as phones show it',
  suggest: () => 'TM-D700',
  example: 'TM-D700, or what you like, 20 letters at most',
  read: (text) => readRequested({ name: text }).name ?? '',
};

/** 1234 is the PIN of every new module, so it protects nothing. */
export const modulePin: Question = {
  key: 'pin',
  ask: 'A PIN of your own, 4 digits (1234 is everybody’s)',
  example: '4 digits that you can remember',
  read: (text) => readRequested({ pin: text.trim() }).pin ?? '',
};

/** @param own call sign from the environment or the config file */
export function callQuestion(own: () => Promise<string | undefined>): Question {
  return {
    key: 'call',
    ask: 'Your own call sign, such as W1AW-9',
    suggest: own,
    example: 'your own, as on your license, with -9 for a car',
    read: (text) => requireOwnCallSign(text),
  };
}

/** Asks where the station is, for a beacon. */
export const place: Question = {
  key: 'at',
  ask: 'Where are you (41.71,-72.73 or FN31pr)? Others will see it',
  example: '41.71,-72.73, say: a map on your phone shows yours',
  read: (text) => {
    const { latitude, longitude } = parseLatLon(text);
    return [latitude, longitude].map((degrees) => Number(degrees.toFixed(5))).join(',');
  },
};

/** A file of the user, by its path. */
export function fileQuestion(key: string, ask: string, suggested: string, extension: RegExp): Question {
  return {
    key,
    ask,
    suggest: () => suggested,
    example: suggested,
    read: (text) => {
      const path = text.trim();
      if (extension.test(path)) return path;
      throw new OnairError('bad-value', {
        message: `"${path}" does not end as such a file does`,
        hint: `for example ${suggested}`,
      });
    },
  };
}

/** One of a few words; without a suggestion if only a look or a meter can tell. */
export function wordQuestion(
  key: string,
  ask: string,
  words: readonly string[],
  suggested?: string,
): Question {
  return {
    key,
    ask: `${ask} (${words.join(', ')})`,
    ...(suggested !== undefined && { suggest: () => suggested }),
    example: words.join(' or '),
    read: (text) => {
      const word = words.find((each) => each === text.trim().toLowerCase());
      if (word !== undefined) return word;
      throw new OnairError('bad-value', {
        message: `"${text.trim()}" is none of them`,
        hint: words.join(', '),
      });
    },
  };
}

/** Which kind of HC-06: only a breakout has a regulator. */
export const moduleKind = wordQuestion('module', 'Which one is yours?', ['breakout', 'bare']);

const signals = wordQuestion('signals', 'How many volts does the meter show?', ['3.3', '5']);

/** Measured level of the adapter's signals. A bare module tolerates only 3.3 V. */
export const adapterSignals: Question = {
  ...signals,
  read: (text, answers) => {
    const volts = signals.read(text.trim().replace(/\s*v$/i, ''), answers);
    if (volts === '3.3' || answers.module !== 'bare') return volts;
    throw new OnairError('bad-value', {
      message: '5 V signals destroy a bare module',
      hint: 'set the jumper of the adapter to 3.3 V, or take another adapter, and measure again',
    });
  },
};
