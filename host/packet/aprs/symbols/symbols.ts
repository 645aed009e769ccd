import { nearest, OnairError } from '../../../base/index.js';
import type { AprsSymbol } from '../report.js';
import { ALTERNATE, PRIMARY } from './symbol-names.js';

/** `car`, or `digipeater with overlay 3`; the two characters where they have no name. */
export function symbolName({ table, code }: AprsSymbol): string {
  const name = (table === '/' ? PRIMARY : ALTERNATE).get(code);
  if (name === undefined) return `${table}${code}`;
  if (table === '/' || table === '\\') return name;
  return name.endsWith('with overlay') ? `${name} ${table}` : `${name} with overlay ${table}`;
}

/**
 * A symbol as people give it: two characters (`/>`), or a name (`car`). @throws OnairError bad-value
 */
export function parseSymbol(text: string): AprsSymbol {
  const [table = '', code = ''] = text;
  if (text.length === 2 && /[/\\0-9A-Z]/.test(table)) return { table, code };
  const wanted = text.trim().toLowerCase();
  for (const [of, names] of [
    ['/', PRIMARY],
    ['\\', ALTERNATE],
  ] as const) {
    for (const [known, name] of names) {
      if (name.toLowerCase() === wanted) return { table: of, code: known };
    }
  }
  throw new OnairError('bad-value', {
    message: `there is no symbol "${text}"`,
    hint: `${suggestion(wanted)}two characters, table and code (/> is a car), or a name: onair aprs symbols lists them`,
  });
}

function suggestion(wanted: string): string {
  const name = nearest(wanted, [...PRIMARY.values(), ...ALTERNATE.values()]);
  return name === undefined ? '' : `did you mean "${name}"? `;
}

/** What the SSID says where the packet has no symbol of its own (chapter 20). */
const BY_SSID = ['.', 'a', 'U', 'f', 'b', 'Y', 'X', "'", 's', '>', '<', 'O', 'j', 'R', 'k', 'v'] as const;

/** The two letters of each stretch of codes in a destination like GPSxyz: primary and alternate (chapter 20). */
const STRETCHES: readonly (readonly [first: string, last: string, primary: string, alternate: string])[] = [
  ['!', '/', 'BB', 'OB'],
  ['0', '9', 'P0', 'A0'],
  [':', '@', 'MR', 'NR'],
  ['A', 'Z', 'PA', 'AA'],
  ['[', '`', 'HS', 'DS'],
  ['a', 'z', 'LA', 'SA'],
  ['{', '~', 'J1', 'Q1'],
];

/** The symbol of a station that sends bare NMEA: by its destination, else by its SSID. */
export function symbolByAddress(from: string, to: string): AprsSymbol {
  return (
    symbolByDestination(to) ?? { table: '/', code: BY_SSID[Number(/-(\d+)$/.exec(from)?.[1] ?? 0)] ?? '/' }
  );
}

function symbolByDestination(to: string): AprsSymbol | undefined {
  const [, letters = '', overlay] = /^(?:GPS|SPC|SYM)([A-Z][A-Z0-9])([A-Z0-9])?/.exec(to) ?? [];
  const number = /^(?:GPS|SPC)([CE])(\d\d)/.exec(to);
  if (number && Number(number[2]) >= 1 && Number(number[2]) <= 94) {
    return { table: number[1] === 'C' ? '/' : '\\', code: String.fromCharCode(32 + Number(number[2])) };
  }
  for (const [first, last, ...tables] of STRETCHES) {
    for (const [index, start] of tables.entries()) {
      const step = letters.charCodeAt(1) - start.charCodeAt(1);
      if (letters[0] !== start[0] || !(step >= 0 && step <= last.charCodeAt(0) - first.charCodeAt(0)))
        continue;
      const code = String.fromCharCode(first.charCodeAt(0) + step);
      return { table: index === 0 ? '/' : (overlay ?? '\\'), code };
    }
  }
  return undefined;
}

/** Every symbol that has a name: its two characters, and the name. */
export const SYMBOLS: readonly { readonly symbol: string; readonly name: string }[] = [
  ...[...PRIMARY].map(([code, name]) => ({ symbol: `/${code}`, name })),
  ...[...ALTERNATE].map(([code, name]) => ({ symbol: `\\${code}`, name })),
];
