import type { Confidence } from '../base/index.js';
import type { LineSettings } from '../link/index.js';
import type { Framing } from './framing.js';

/** What can be set on a module, in the order of writing that can't lose it: what moves the line comes last. */
export const SETTINGS = ['name', 'pin', 'role', 'led', 'parity', 'baud'] as const;

export type SettingName = (typeof SETTINGS)[number];

/** Values as people type them: `TM-D700`, `4321`, `slave`, `off`, `even`, `38400`. */
export type Values = Readonly<Partial<Record<SettingName, string>>>;

/** Rate and parity: where a module is on the wire. */
export type ModuleLine = Pick<LineSettings, 'baudRate' | 'parity'>;

/** When a setting counts. */
export type Effect = 'immediately' | 'after-power-cycle';

/** One way to write a setting. */
export interface Way {
  /** The command for a value, without its end; `now` is where the module is when it is written. */
  command(value: string, now: ModuleLine): string;
  /** Recognizes the confirmation, also with noise around it. */
  confirms(value: string): RegExp;
}

/** One setting of a dialect. */
export interface Setting {
  /** How it is written, likeliest first; more than one where sources conflict, and the answer decides. */
  readonly ways: readonly [Way, ...Way[]];
  readonly takesEffect: Effect;
  /** What the user should know before it is written. */
  readonly remark?: string;
}

/** A command that changes nothing, and what its answer reports. */
export interface Readback {
  readonly command: string;
  /** The same question as other builds want it. */
  readonly otherCommand?: string;
  /** What it tells of the line is how data goes; the rate that answers may be the fixed one of an AT mode. */
  readonly isDataLine?: true;
  readonly answer: RegExp;
  /** The settings that it reports; the match is that of `answer`. */
  readonly tells: readonly SettingName[];
  values(match: RegExpExecArray): Values;
}

/** A command that changes nothing, and the answer that is expected. */
export interface Question {
  readonly command: string;
  readonly accepts: RegExp;
}

/**
 * The commands and answers of one family of firmware. Nothing here was tried on our own bench: all of it is from
 * public sources (SOURCES.md), so it stands in one small file a family, easy to correct.
 */
export interface Dialect {
  /** Short name in JSON and messages. */
  readonly id: string;
  /** What people call the family. */
  readonly title: string;
  /** Matches what the module says of itself; group 1, if any, is the version number. */
  readonly version: RegExp;
  readonly framing: Framing;
  /** Builds of it differ in what ends a command: CR LF, or silence. */
  readonly isEitherEnd?: true;
  /** Tells that the module is there. */
  readonly alive: Question;
  /** What can be set. A setting that is missing can't be. */
  readonly settings: Readonly<Partial<Record<SettingName, Setting>>>;
  /** What can be read back. */
  readonly readings: readonly Readback[];
  /** Tells its Bluetooth address, which no other module has; group 1 of the answer. */
  readonly address?: Pick<Readback, 'command' | 'otherCommand' | 'answer'>;
  /** More commands that change nothing on this family. */
  readonly questions?: RegExp;
  /** Makes written settings count, where a change of rate may wait for it. */
  readonly reset?: Question;
  /** Matches a refusal; group 1 is its code, if it has one. */
  readonly refusal?: RegExp;
  /** Meaning of the codes of refusals. */
  readonly refusals?: Readonly<Record<string, string>>;
  /** Rates the module can be set to, with the code that its command takes. The lowest is its least rate. */
  readonly baudCodes: ReadonlyMap<number, string>;
  readonly nameLength: { readonly min: number; readonly max: number };
  /** Digits of a PIN. */
  readonly pinDigits: number;
  /** What the user should know of a module of this family. */
  readonly remarks?: readonly string[];
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}
