import type { LineSettings, Parity } from '../../link/index.js';

/** What a command can change in a simulated module. */
export interface Settable {
  readonly name: string;
  readonly pin: string;
  readonly role: Role;
  /** Its Bluetooth address, twelve hexadecimal digits. */
  readonly address: string;
  readonly led: boolean;
  /** Line settings of its UART for data; its AT mode may have a fixed rate. */
  readonly dataLine: LineSettings;
  /** The setting takes effect immediately. */
  set(change: Readonly<Partial<{ name: string; pin: string; role: Role; led: boolean }>>): void;
  /** The setting takes effect after a power cycle. */
  setAtPowerOn(change: { readonly name?: string; readonly parity?: Parity }): void;
  /** The UART changes as soon as the answer is sent. */
  move(change: { readonly baudRate?: number; readonly parity?: Parity }): void;
  /** Disconnects the phone. */
  disconnect(): void;
  /** Restarts, as after a power cycle. */
  restart(): void;
}

/** Whether the module waits for connections, or makes them. */
export type Role = 'slave' | 'master';

/** A command of a firmware, and its answer: group 1 is the value. `undefined` is silence. */
export type CommandRule = readonly [
  command: RegExp,
  answer: (module: Settable, value: string) => string | undefined,
];

/** One firmware, as the public sources describe it (SOURCES.md#families). */
export interface Firmware {
  /** What ends a command: with CR, a LF after it begins the next one. */
  readonly commandEnd: 'silence' | 'cr-lf' | 'cr';
  /** Delay from the CR LF to the answer, ms. If silence ends a command the answer follows immediately. */
  readonly answerMs: number;
  /** Silence that ends a command, ms, where it is shorter than that of an HC-06. */
  readonly commandEndMs?: number;
  /** Time after an answer in which it ignores input, ms, if known to be short. */
  readonly recoverMs?: number;
  /** A line with a longer gap is discarded, ms; without it, a line is kept until CR LF. */
  readonly gapMs?: number;
  /** Name and PIN as shipped. */
  readonly name: string;
  readonly pin: string;
  readonly rules: readonly CommandRule[];
  /** Answer to an unknown command; without it, silence. */
  readonly otherwise?: string;
  /** Sent unasked, before the first answer after power-on. */
  readonly chatter?: string;
  /** Sent repeatedly, asked or not. */
  readonly talk?: { readonly text: string; readonly everyMs: number };
  /** Commands that it still accepts while a phone is connected. */
  readonly whileConnected?: readonly CommandRule[];
  /** Rates in the order of their codes. */
  readonly rates?: readonly number[];
  /** The old PIN stays valid until the module is discharged. */
  readonly oldPinStays?: boolean;
}

/** A rule with one fixed answer. */
export function says(command: RegExp, text: string): CommandRule {
  return [command, () => text];
}
