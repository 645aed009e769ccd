import { OnairError } from '../base/index.js';
import { readRequested } from '../hc06/index.js';
import { type PortInfo, parsePort } from '../link/index.js';

import { parseLatLon, requireOwnCallSign } from '../packet/index.js';
import type { Question } from './walk.js';

/** The only port of a kind that is plugged in: none where there are more. */
export type PluggedPort = (kind: PortInfo['kind']) => Promise<string | undefined>;

/** A port; the only one of its kind that is plugged in is suggested. */
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
    read: (text) => {
      parsePort(text.trim());
      return text.trim();
    },
  };
}

export const moduleName: Question = {
  key: 'name',
  ask: 'A name for the module, as phones show it',
  suggest: () => 'TM-D700',
  read: (text) => readRequested({ name: text }).name ?? '',
};

/** 1234 is the PIN of every new module, so it keeps nobody out. */
export const modulePin: Question = {
  key: 'pin',
  ask: 'A PIN of your own, 4 digits (1234 is everybody’s)',
  read: (text) => readRequested({ pin: text.trim() }).pin ?? '',
};

/** @param own call sign from the environment or the config file */
export function callQuestion(own: () => Promise<string | undefined>): Question {
  return {
    key: 'call',
    ask: 'Your own call sign, such as W1AW-9',
    suggest: own,
    read: (text) => requireOwnCallSign(text),
  };
}

export const place: Question = {
  key: 'at',
  ask: 'Where are you, in decimal degrees (latitude,longitude)? Others will see it',
  read: (text) => {
    const { latitude, longitude } = parseLatLon(text);
    return `${latitude},${longitude}`;
  },
};

/** A file of the person's own, by its path. */
export function fileQuestion(key: string, ask: string, suggested: string, extension: RegExp): Question {
  return {
    key,
    ask,
    suggest: () => suggested,
    read: (text) => {
      const path = text.trim();
      if (extension.test(path)) return path;
      throw new OnairError('bad-value', {
        message: path === '' ? 'a file needs a name' : `"${path}" does not end as such a file does`,
        hint: `for example ${suggested}`,
      });
    },
  };
}

/** One of a few words. */
export function wordQuestion(
  key: string,
  ask: string,
  words: readonly string[],
  suggested: string,
): Question {
  return {
    key,
    ask: `${ask} (${words.join(', ')})`,
    suggest: () => suggested,
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
