import { KM_PER_MILE, rounded } from '../../units.js';
import type { Draft, Frequency } from '../report.js';

/**
 * Where to call a station, after APRS 1.2 (freqspec): `146.520MHz T100 -060 R20m` in a comment, `146.94-CT` as the name
 * of an object.
 */

/** First letter in place of the digits of a frequency from 1200 MHz on. */
const GIGAHERTZ: Readonly<Record<string, number>> = {
  A: 12,
  B: 23,
  C: 24,
  D: 34,
  E: 56,
  F: 57,
  G: 58,
  H: 101,
  I: 102,
  J: 103,
  K: 104,
  L: 105,
  M: 240,
  N: 241,
  O: 242,
};

function megahertz(text: string): number {
  const hundreds = GIGAHERTZ[text.charAt(0)];
  return hundreds === undefined ? Number(text) : rounded(hundreds * 100 + Number(text.slice(1)), 6);
}

/** A tone may follow without a blank: `146.780MHzT091`. */
const IN_COMMENT = /(?<![\d.A-Za-z])([A-O]\d\d\.\d{2,3}|\d{1,4}\.\d{1,6}) ?MHz(?=[TCD]\d{3}|[^A-Za-z]|$)/i;

/** `+1.6MHz` is an offset, `FM-145.600MHz` a frequency. */
const SIGN_ALONE = /(?:^|[\s/])[+-]$/;
const IN_NAME = /^([A-O]\d\d\.\d{2,3}|\d{3}\.\d{2,3})(?![\d.])/;

/** Characters before a frequency with which it still counts as the beginning of the comment. */
const HEAD = /^[/ ]*$/;

/** A frequency, and the rest of the comment: all of it if there are words before the frequency. */
export interface ReadFrequency {
  readonly frequency: Frequency;
  readonly rest: string;
}

/** `146.520MHz T100 -060 Hi`, or `Call on 146.520MHz`. */
export function frequencyInComment(text: string): ReadFrequency | undefined {
  const match = IN_COMMENT.exec(text);
  if (!match || SIGN_ALONE.test(text.slice(0, match.index))) return undefined;
  const frequency: Draft<Frequency> = { mhz: megahertz((match[1] ?? '').toUpperCase()) };
  const end = readTail(text, match.index + match[0].length, frequency);
  return { frequency, rest: HEAD.test(text.slice(0, match.index)) ? text.slice(end) : text };
}

/** `146.94-CT`, with tone, offset and range in the comment. */
export function frequencyInName(name: string, comment: string): ReadFrequency | undefined {
  const match = IN_NAME.exec(name);
  if (!match) return undefined;
  const frequency: Draft<Frequency> = { mhz: megahertz(match[1] ?? '') };
  return { frequency, rest: comment.slice(readTail(comment, 0, frequency)) };
}

/**
 * Tone, offset, range or another receiving frequency, each after a blank or a slash. An offset is in tens of kHz, or
 * with its unit, as D-STAR gateways (`-7.6000MHz`) and people (`-600KHz`) write it; text may follow it immediately.
 */
const PART =
  /[/ ]*(?:(?:([TCD])(\d{3}|OFF)|R(\d{1,3})([MK])|([L1])750|([A-O]\d\d\.\d{2,3}|\d{3}\.\d{2,3})RX)(?![\w.])|([+-]\d{3})(?![\d.km]| [km]Hz)|([+-]\d{1,4}(?:\.\d{1,4})?) ?([km])Hz(?![a-z]))/iy;

/** @returns where the last of them ends */
function readTail(text: string, start: number, frequency: Draft<Frequency>): number {
  let end = start;
  for (;;) {
    PART.lastIndex = end;
    const match = PART.exec(text);
    if (!match) return end;
    end = PART.lastIndex;
    const [, letter, tone, range, unit, burst, receive, offset, written, prefix] = match;
    // A small letter says narrow FM.
    if ((letter ?? burst ?? '') >= 'a') frequency.narrow = true;
    if (letter !== undefined && tone !== undefined) frequency.tone = readTone(letter.toUpperCase(), tone);
    else if (burst !== undefined) frequency.tone = { kind: 'burst', hz: 1750 };
    else if (offset !== undefined) frequency.offsetKhz = Number(offset) * 10;
    else if (written !== undefined)
      frequency.offsetKhz = rounded(Number(written) * (/m/i.test(prefix ?? '') ? 1000 : 1));
    else if (receive !== undefined) frequency.receiveMhz = megahertz(receive.toUpperCase());
    else frequency.rangeKm = rounded(Number(range) * (unit === 'k' || unit === 'K' ? 1 : KM_PER_MILE));
  }
}

/** Tones with a part of a hertz, which a packet leaves out: EIA RS-220 and the ones that radios add to it. */
const TONES = [
  69.3, 71.9, 74.4, 79.7, 82.5, 85.4, 88.5, 91.5, 94.8, 97.4, 103.5, 107.2, 110.9, 114.8, 118.8, 127.3, 131.8,
  136.5, 141.3, 146.2, 151.4, 156.7, 159.8, 162.2, 165.5, 167.9, 171.3, 173.8, 177.3, 179.9, 183.5, 186.2,
  189.9, 192.8, 196.6, 199.5, 203.5, 206.5, 210.7, 218.1, 225.7, 229.1, 233.6, 241.8, 250.3, 254.1,
] as const;

function readTone(letter: string, code: string): NonNullable<Frequency['tone']> {
  const whole = Number(code);
  if (Number.isNaN(whole) || whole === 0) return { kind: 'none' }; // T000: SvxLink without a tone
  if (letter === 'D') return { kind: 'dcs', code };
  const hz = TONES.find((tone) => Math.floor(tone) === whole) ?? whole;
  return { kind: letter === 'C' ? 'ctcss' : 'tone', hz };
}
