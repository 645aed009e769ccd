import type { AskStep } from './profile.js';
import { CAT_REFUSED } from './steps.js';

/**
 * How radio control chooses the mode of the TNC: `TNC m` on the older radios, `TN m,b` with the data band on the newer
 * ones. On the older ones `TN` is the number of a CTCSS tone (CHIRP, Hamlib), so a profile takes one set or the other.
 */

type About = Pick<AskStep, 'label' | 'hint' | 'source' | 'confidence' | 'blind'>;

function chooseMode(send: string, expect: RegExp, about: About): AskStep {
  return {
    kind: 'ask',
    send,
    expect,
    refused: CAT_REFUSED,
    withinMs: 1000,
    tries: 3,
    ifUnanswered: 'fail',
    ...about,
  };
}

/** `TNC 0` off, `TNC 1` APRS, `TNC 2` packet. */
export function tncMode(mode: 1 | 2, about: About): AskStep {
  return chooseMode(`TNC ${mode}\r`, new RegExp(`\\bTNC ${mode}[\\r\\n]`, 'i'), about);
}

/** `TN 0,0` off, `TN 1,b` APRS, `TN 2,b` packet (on the TH-D74 immediately KISS). */
export function tnMode(mode: 1 | 2, about: About): AskStep {
  return chooseMode(`TN ${mode},{band}\r`, new RegExp(`\\bTN ${mode},\\d[\\r\\n]`, 'i'), about);
}

/** Learns `band`, so that the mode is changed and the band for data is not. */
export const whichBand: AskStep = {
  kind: 'ask',
  label: 'which band carries data?',
  send: 'TN\r',
  expect: /\bTN (?<mode>\d),(?<band>\d)[\r\n]/i,
  refused: CAT_REFUSED,
  withinMs: 1000,
  tries: 3,
  learns: 'band',
  ifUnanswered: 'fail',
  hint: 'give the band for data yourself: --band a or --band b',
  source: 'LA3QMA command tables; tmd710_tncsetup and APRSISMO want it given',
  confidence: 'one',
};

/** Asked after the exit. */
export function isItAprs(name: 'TNC' | 'TN', source: string): AskStep {
  return {
    kind: 'ask',
    label: 'is it in APRS mode?',
    send: `${name}\r`,
    expect: new RegExp(`\\b${name} 1[,\\r\\n]`, 'i'),
    contradicted: new RegExp(`\\b${name} [02][,\\r\\n]`, 'i'),
    withinMs: 500,
    tries: 2,
    ifUnanswered: 'continue',
    hint: 'choose APRS on the panel of the radio',
    source,
    confidence: 'derived',
  };
}
