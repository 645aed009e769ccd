import { parse } from 'yaml';

interface Entry {
  readonly vendor?: string;
  readonly model?: string;
}

interface Register {
  readonly tocalls: readonly (Entry & { readonly tocall: string })[];
  readonly mice: readonly (Entry & { readonly suffix: string })[];
  readonly micelegacy: readonly (Entry & { readonly prefix: string; readonly suffix?: string })[];
}

function row(keys: readonly string[], { vendor = '', model = '' }: Entry): string {
  return `  ${JSON.stringify([...keys, vendor, model].map(String)).replaceAll('","', '", "')},`;
}

/** The module of the register as it was on that day, out of the text of its tocalls.yaml. */
export function registerModule(yaml: string, date: string): string {
  const { tocalls, mice, micelegacy } = parse(yaml) as Register;
  return `// SPDX-License-Identifier: CC-BY-SA-2.0
// biome-ignore-all format: written by \`npm run devices\`
/**
 * The APRS device register of ${date}, github.com/aprsorg/aprs-deviceid, by Heikki Hannikainen, OH7LZB, and others,
 * under CC BY-SA 2.0 (LICENSE.md beside this file). Written by \`npm run devices\`: change nothing here.
 * Data only, in the order of its source, so it is one file however long.
 */

/** Destination, with \`?\` for any character, \`n\` for a digit and \`*\` for the rest; vendor and model. */
export const TOCALLS: readonly (readonly [tocall: string, vendor: string, model: string])[] = [
${tocalls.map((entry) => row([entry.tocall], entry)).join('\n')}
];

/** The last two characters of a Mic-E text that begins with a backtick or an apostrophe. */
export const MIC_E_SUFFIXES: readonly (readonly [suffix: string, vendor: string, model: string])[] = [
${mice.map((entry) => row([entry.suffix], entry)).join('\n')}
];

/** First and last character of a Mic-E text of older radios. */
export const MIC_E_LEGACY: readonly (readonly [prefix: string, suffix: string, vendor: string, model: string])[] = [
${micelegacy.map((entry) => row([entry.prefix, entry.suffix ?? ''], entry)).join('\n')}
];
`;
}
