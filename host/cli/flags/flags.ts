import { Command, InvalidArgumentError } from 'commander';
import type { OutputFlags } from '../terminal/output.js';
import { someTime } from './times.js';

/** Flags of commands that open a port. */
export interface PortFlags extends OutputFlags {
  readonly port?: string;
  /** Maximum time for the whole command, ms. */
  readonly timeout?: number;
  /** File that gets every byte as NDJSON. */
  readonly trace?: string;
}

/** Flags of commands that change a device. */
export interface ChangeFlags extends PortFlags {
  /** False if it was not asked for, undefined where the command has no such flag. */
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** A new command with the flags of every command. */
export function command(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .option('--json', 'print one JSON document (NDJSON for streams)')
    .option('--quiet', 'no progress and no notes')
    .option('--verbose', 'more detail on stderr');
}

/** A command that opens a port. */
export function portCommand(name: string, summary: string): Command {
  return command(name, summary)
    .option('--port <port>', 'path, tcp://HOST:PORT or sim:DEVICE (also: ONAIR_PORT)', once('--port'))
    .option('--timeout <time>', 'longest time for the whole command: 30s, 5m; a number alone is ms', someTime)
    .option('--trace <file>', 'write every byte to a file as NDJSON');
}

/** A command that changes a device: shows its plan, asks, applies, verifies. */
export function changeCommand(name: string, summary: string): Command {
  return portCommand(name, summary)
    .option('--dry-run', 'print the exact bytes and write nothing')
    .option('--yes', 'do not ask before changing the device');
}

/** A command that transmits: asks first. */
export function transmitCommand(name: string, summary: string): Command {
  return portCommand(name, summary)
    .option('--dry-run', 'print the exact bytes and transmit nothing')
    .option('--yes', 'do not ask before transmitting');
}

/** Examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** Rejects a flag that is given twice: otherwise the last one would silently win. */
export function once(flag: string): (value: string, previous: string | undefined) => string {
  return (value, previous) => {
    if (previous !== undefined)
      throw new InvalidArgumentError(`${flag} is given twice (${previous}, ${value}).`);
    return value;
  };
}

/** A whole number within limits. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };
}
