/** Misbehavior of a simulated module beyond its firmware, from public reports (SOURCES.md#oddities). */
export const MODULE_FAULTS = {
  'keeps-rate': 'confirms a new rate but stays at the old one',
  'hangs-on-rate': 'is dead after a change of rate until its power is cycled',
  'rate-at-power-on': 'a new rate counts after a power cycle',
  'rate-at-reset': 'a new rate counts after AT+RESET, which gets no answer',
  'next-rate': 'a new rate is the one after the one that was asked for',
  'parity-at-once': 'a new parity counts at once',
  'rate-unconfirmed': 'takes a new rate without a word',
  'name-unread': 'does not tell its name',
  'error-every-other': 'every second command gets ERROR:(0) and is not done',
  'lower-case': 'says everything in lower case',
  nuls: 'a NUL byte before and after every answer',
  split: 'a pause of 120 ms in the middle of every answer',
  chatter: 'says lines of its own before every answer',
  sleepy: 'after 1.5 s of quiet the next command only wakes it',
  disturbed: 'for 6 s from the first byte another program sends AT',
  bump: 'is without contact for 2.5 s after a new name',
} as const;

export type ModuleFault = keyof typeof MODULE_FAULTS;

/** A part of an answer, and the delay after the part before it. */
interface Part {
  readonly text: string;
  readonly afterMs: number;
}

const SPLIT_MS = 120;

/** Splits an answer into the parts that a module with these faults sends. */
export function partsOf(answer: string, has: (fault: ModuleFault) => boolean): Part[] {
  const spelled = has('lower-case') ? answer.toLowerCase() : answer;
  const text = has('nuls') ? `\0${spelled}\0` : spelled;
  if (!has('split')) return [{ text, afterMs: 0 }];
  const middle = Math.floor(text.length / 2);
  return [
    { text: text.slice(0, middle), afterMs: 0 },
    { text: text.slice(middle), afterMs: SPLIT_MS },
  ];
}
