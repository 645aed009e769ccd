import type { Confidence } from '../../base/index.js';
import type { LineSettings } from '../../link/index.js';
import type { Framing } from '../dialogue/framing.js';

/** The settings of a module, in the order that can't lose it: those that change the line are written last. */
export const SETTINGS = ['name', 'pin', 'role', 'led', 'parity', 'baud'] as const;

/** Name of a setting of a module, as in flags and files. */
export type SettingName = (typeof SETTINGS)[number];

/** The settings in sentences. */
export const SETTING_WORDS: Readonly<Record<SettingName, string>> = {
  name: 'name',
  pin: 'PIN',
  role: 'role',
  led: 'LED',
  parity: 'parity',
  baud: 'rate',
};

/** Values as the user types them: `TM-D700`, `4321`, `slave`, `off`, `even`, `38400`. */
export type Values = Readonly<Partial<Record<SettingName, string>>>;

/** Rate and parity of a module's UART. */
export type ModuleLine = Pick<LineSettings, 'baudRate' | 'parity'>;

/** When a setting takes effect. */
export type Effect = 'immediately' | 'after-power-cycle';

/** One way to write a setting. */
export interface Way {
  /** The command for a value, without its terminator; `now` is the module's line at that time. */
  command(value: string, now: ModuleLine): string;
  /** Matches the confirmation, also inside noise. */
  confirms(value: string): RegExp;
  /** The refusal of the way before that shows that this one is needed; without it, any refusal does. */
  readonly onlyAfter?: RegExp;
}

/** One setting of a dialect. */
export interface Setting {
  /** How it is written, likeliest first. If sources conflict there are several, and the answer decides. */
  readonly ways: readonly [Way, ...Way[]];
  readonly takesEffect: Effect;
  /** What the user should know before it is written. */
  readonly remark?: string;
}

/** A command that changes nothing, and what its answer reports. */
export interface Readback {
  readonly command: string;
  /** The same question in the form that other builds expect. */
  readonly otherCommand?: string;
  /** It reports the line used for data; the rate that answers may be the fixed one of an AT mode. */
  readonly isDataLine?: true;
  readonly answer: RegExp;
  /** The settings that it reports; `values` takes the match of `answer`. */
  readonly reports: readonly SettingName[];
  values(match: RegExpExecArray): Values;
}

/** A command that changes nothing, and the answer that is expected. */
export interface ModuleQuery {
  readonly command: string;
  readonly accepts: RegExp;
}

/**
 * The commands and answers of one family of firmware. Nothing here was verified on hardware: all of it is from public
 * sources (SOURCES.md), so each family has one small file that is easy to correct.
 */
export interface Dialect {
  /** Short name in JSON and messages. */
  readonly id: string;
  /** Common name of the family. */
  readonly title: string;
  /** Matches the answer to `AT+VERSION`; group 1, if any, is the version number. */
  readonly version: RegExp;
  readonly framing: Framing;
  /** The user named it; the module does not name a known one. */
  readonly isGiven?: true;
  /** Builds differ in what ends a command: CR LF, or silence. */
  readonly isEitherEnd?: true;
  /** Shows that the module is there. */
  readonly alive: ModuleQuery;
  /** The settings that can be changed; a missing one can't be. */
  readonly settings: Readonly<Partial<Record<SettingName, Setting>>>;
  /** The settings that can be read back. */
  readonly readings: readonly Readback[];
  /** Reads the Bluetooth address, which is unique; group 1 of the answer. */
  readonly address?: Pick<Readback, 'command' | 'otherCommand' | 'answer'>;
  /** Other commands that change nothing on this family. */
  readonly questions?: RegExp;
  /** Makes written settings take effect, if a change of rate may wait for it. */
  readonly reset?: ModuleQuery;
  /** Matches a refusal; group 1 is its code, if it has one. */
  readonly refusal?: RegExp;
  /** Meaning of the codes of refusals. */
  readonly refusals?: Readonly<Record<string, string>>;
  /** Supported rates, each with the code that the command takes. */
  readonly baudCodes: ReadonlyMap<number, string>;
  readonly nameLength: { readonly min: number; readonly max: number };
  /** Digits of a PIN. */
  readonly pinDigits: number;
  /** What the user should know about this family. */
  readonly remarks?: readonly string[];
  readonly confidence: Confidence;
  readonly sources: readonly string[];
}
