import { avrdude, avrGcc, dbusDaemon, socat } from '../../peers.js';

/** Lines that are meant to fail, and how. */
const MEANT_TO_FAIL: readonly (readonly [part: RegExp, code: number])[] = [
  [/YOURCALL/, 2],
  [/sim:nothing/, 2],
  [/fault=wrong-baud/, 6],
  [/fault=refuses-kiss/, 5],
  [/fault=silent\b(?!@)/, 4],
  [/(--faults |break=)hose-off/, 7],
  [/firmware=standard/, 7],
];

/** Exit code that a line is to end with. */
export const codeOf = (line: string): number => MEANT_TO_FAIL.find(([part]) => part.test(line))?.[1] ?? 0;

/** Lines that need a program, and whether it is here. */
const NEEDS: readonly (readonly [part: RegExp, program: string, isHere: boolean])[] = [
  [/--pty/, 'socat', socat],
  [/^onair bluetooth |--air /, 'dbus-daemon', dbusDaemon],
  [/firmware flash(?!.*--dry-run)/, 'avrdude', avrdude],
  [/firmware build/, 'avr-gcc', avrGcc],
];

/** The program that a line needs. */
export function needsOf(line: string): { readonly program: string; readonly isHere: boolean } | undefined {
  const [, program, isHere = false] = NEEDS.find(([part]) => part.test(line)) ?? [];
  return program === undefined ? undefined : { program, isHere };
}

/** What takes long: a compiler, a bootloader in real time, an hour of a tire that loses nothing. */
const LONG = [/firmware (build|flash)(?!.*--dry-run)/, /leak-test/];

export const takesLong = (line: string): boolean => LONG.some((part) => part.test(line));
