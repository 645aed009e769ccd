import type { LineSettings, Parity } from '../../link/index.js';

/** What a command may do to a simulated module. */
export interface Settable {
  readonly name: string;
  readonly pin: string;
  readonly role: Role;
  /** Its Bluetooth address, twelve hexadecimal digits. */
  readonly address: string;
  readonly led: boolean;
  /** How its UART is set for data; its AT mode may have a fixed rate beside it. */
  readonly dataLine: LineSettings;
  /** The setting counts at once. */
  set(change: Readonly<Partial<{ name: string; pin: string; role: Role; led: boolean }>>): void;
  /** The setting counts after the power was off and on. */
  setAtPowerOn(change: { readonly name?: string; readonly parity?: Parity }): void;
  /** The UART changes right after the answer is out. */
  move(change: { readonly baudRate?: number; readonly parity?: Parity }): void;
  /** Lets the phone go. */
  disconnect(): void;
  /** As after switching the power off and on. */
  restart(): void;
}

export type Role = 'slave' | 'master';

/** A command that a firmware knows, and what it answers: group 1 is its value. `undefined` is silence. */
export type Rule = readonly [
  command: RegExp,
  answer: (module: Settable, value: string) => string | undefined,
];

/** One firmware, as the public sources describe it (SOURCES.md#families). */
export interface Firmware {
  /** What ends a command. */
  readonly commandEnd: 'silence' | 'cr-lf';
  /** From the CR LF to the answer; where silence ends a command the answer comes at once after it. */
  readonly answerMs: number;
  /** Deafness after an answer, where it is known to be short. */
  readonly recoverMs?: number;
  /** A line with a longer gap in it is dropped; left out, it is kept until CR LF comes. */
  readonly gapMs?: number;
  /** Name and PIN as shipped. */
  readonly name: string;
  readonly pin: string;
  readonly rules: readonly Rule[];
  /** Said to anything that no rule knows; left out, silence. */
  readonly otherwise?: string;
  /** Said unasked, before the first answer after power-on. */
  readonly chatter?: string;
  /** Said again and again, asked or not. */
  readonly talk?: { readonly text: string; readonly everyMs: number };
  /** What it still takes while a phone is connected. */
  readonly whileConnected?: readonly Rule[];
  /** Its rates in the order of their codes. */
  readonly rates?: readonly number[];
  /** The old PIN pairs until the module is discharged. */
  readonly oldPinStays?: boolean;
}

/** A rule with one fixed answer. */
export function says(command: RegExp, text: string): Rule {
  return [command, () => text];
}
