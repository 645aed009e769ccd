import { MIC_E_MAKERS, MORE_MIC_E, MORE_TOCALLS, type RegisteredDevice } from './more.js';
import { MIC_E_LEGACY, MIC_E_SUFFIXES, TOCALLS } from './register.js';

/**
 * Who made a station: by the letters around the text of a Mic-E packet, and by its destination
 * (SOURCES.md#device-names).
 */

/** A call sign in place of a maker: the program's author, whom its users do not name. */
const AUTHOR = /\b[A-Z]{0,2}\d?[A-Z]?\d[A-Z]{1,4}\b/;
const NO_MAKER = /^(|unknown|open source)$/i;

/** `Yaesu FTM-500D`, `Xastir`; undefined where the register knows neither. */
function nameOf([, vendor, model]: RegisteredDevice): string | undefined {
  const known = /^unknown$/i.test(model) ? '' : model;
  const isMaker = !NO_MAKER.test(vendor) && !AUTHOR.test(vendor) && !known.startsWith(vendor);
  const name = known === '' ? vendor : isMaker ? `${vendor} ${known}` : known;
  return NO_MAKER.test(name) ? undefined : name;
}

const SUFFIXES = new Map([...MIC_E_SUFFIXES, ...MORE_MIC_E].map((device) => [device[0], nameOf(device)]));
const MAKERS = new Map(MIC_E_MAKERS.map((device) => [device[0], nameOf(device)]));
const SUFFIX_LENGTH = 2;
const VERSION = /^\d$/;

/** By the last two characters: as the register has them, or the letter of a maker and a version. */
function bySuffix([maker = '', version = '']: string): string | undefined {
  return SUFFIXES.get(maker + version) ?? (VERSION.test(version) ? MAKERS.get(maker) : undefined);
}

function bySuffixOf(text: string): string | undefined {
  return text.length > SUFFIX_LENGTH ? bySuffix(text.slice(-SUFFIX_LENGTH)) : undefined;
}

/** By their first letter, the ones with a last one first. */
const LEGACY = MIC_E_LEGACY.map(([prefix, suffix, vendor, model]) => ({
  prefix,
  suffix,
  device: nameOf([prefix, vendor, model]),
})).sort((one, other) => other.suffix.length - one.suffix.length);

/** Takes the letters of the maker off the text of a Mic-E packet; a blank after them, which is no part of them, too. */
export function micEDevice(text: string): { readonly text: string; readonly device?: string | undefined } {
  const head = text.charAt(0);
  if (head === ' ') return { text: text.slice(1), device: 'Mic-E' };
  if (head === '`' || head === "'") {
    const device = bySuffixOf(text);
    if (device !== undefined) return { text: text.slice(1, -SUFFIX_LENGTH), device };
    const trimmed = text.trimEnd();
    const before = trimmed === text ? undefined : bySuffixOf(trimmed);
    return before === undefined
      ? { text: text.slice(1) }
      : { text: trimmed.slice(1, -SUFFIX_LENGTH), device: before };
  }
  const trimmed = text.trimEnd();
  for (const { prefix, suffix, device } of LEGACY) {
    if (head === prefix && trimmed.length > suffix.length && trimmed.endsWith(suffix)) {
      return { text: trimmed.slice(1, trimmed.length - suffix.length), device };
    }
  }
  return { text };
}

/** By what stands before the first wildcard: how the rest must look, and who it is. */
const BY_HEAD = new Map<string, { readonly tail: RegExp; readonly device: string | undefined }[]>();
for (const device of [...TOCALLS, ...MORE_TOCALLS]) {
  const head = device[0].replace(/[?*n].*$/, '');
  const known = BY_HEAD.get(head) ?? [];
  known.push({ tail: tailOf(device[0].slice(head.length)), device: nameOf(device) });
  BY_HEAD.set(head, known);
}

/** `?` is any character or none, `n` a digit, `*` whatever follows. */
function tailOf(wildcards: string): RegExp {
  return new RegExp(`^${wildcards.replaceAll('?', '.?').replaceAll('n', '\\d').replaceAll('*', '.*')}$`);
}

const LONGEST = 6;
const SHORTEST = 2;

/** What a destination says of the sender: the longest entry that fits; undefined where none is known. */
export function deviceOf(destination: string): string | undefined {
  const [call = ''] = destination.split('-', 1);
  for (let length = LONGEST; length >= SHORTEST; length--) {
    const tail = call.slice(length);
    const found = BY_HEAD.get(call.slice(0, length))?.find((each) => each.tail.test(tail));
    if (found) return found.device;
  }
  return undefined;
}
