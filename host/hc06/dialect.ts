import type { Confidence } from '../confidence.js';
import type { Parity } from '../link/line.js';

/** What can be set on a module. */
export type SettingName = 'name' | 'pin' | 'parity' | 'baud';

/** One setting of a dialect: the command that writes it and the answer that confirms it. */
export interface Setting<Value> {
  /** The command for a value, without a terminator. */
  command(value: Value): string;
  /** Recognizes the confirmation, also with noise around it. */
  confirms(value: Value): RegExp;
  /** When the value counts. */
  readonly takesEffect: 'at once' | 'after a power cycle';
  /** What the user should know before it is written. */
  readonly remark?: string;
}

/**
 * How one family of firmware is spoken to. Nothing here was tried on our own bench: facts come from public
 * sources, so they stand in one small file a family, easy to correct.
 */
export interface Dialect {
  /** Short name in JSON and messages. */
  readonly id: string;
  /** What people call the family. */
  readonly title: string;
  /** Matches what the module says of itself; group 1, if any, is the version number. */
  readonly version: RegExp;
  /** Confirms a bare `AT`. */
  readonly alive: RegExp;
  readonly name: Setting<string>;
  readonly pin: Setting<string>;
  readonly baud: Setting<number>;
  readonly parity?: Setting<Parity>;
  /** Rates the module can be set to, with the code that its baud command takes. */
  readonly baudCodes: ReadonlyMap<number, string>;
  readonly nameLength: { readonly min: number; readonly max: number };
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}

/**
 * Timing of the silent dialects (facts: ndroid/HC06_AT_CommandCenter measured answers after 500-525 ms on 1.x;
 * the maker asks for no more than one command a second; cmumford/hc-06 met modules that hang when the next
 * command comes within a second of the answer).
 */
export const SILENT_TIMING = {
  /** An answer is complete when the line was quiet this long (public tools use 50 to 200 ms). */
  quietMs: 60,
  /** Longest wait for the answer to a command, wire time not counted. */
  answerMs: 1000,
  /** Rest between an answer and the next command. */
  restMs: 1000,
} as const;
