import type { Command } from 'commander';
import { OnairError } from '../error.js';
import { DEFAULT_LINE, type LineSettings } from '../link/line.js';
import { wholeNumber } from './flags.js';

/** Flags of commands that talk to a radio. */
export interface LineFlags {
  readonly baud: number;
  readonly handshake: string;
}

/** Flags of commands that talk to a radio's serial port; `--handshake` joins RTS and CTS. */
export function lineFlags(command: Command): Command {
  return command
    .option('--baud <rate>', 'rate of the serial port', wholeNumber(300, 1_382_400), DEFAULT_LINE.baudRate)
    .option('--handshake <kind>', 'rtscts, or none for a cable without it', 'rtscts');
}

/** The line that the flags ask for. @throws OnairError bad-value */
export function lineOf({
  baud,
  handshake,
}: {
  readonly baud: number;
  readonly handshake: string;
}): LineSettings {
  if (handshake !== 'rtscts' && handshake !== 'none') {
    throw new OnairError('bad-value', {
      message: `--handshake can't be "${handshake}"`,
      hint: 'rtscts (a Kenwood wants it) or none',
    });
  }
  return { baudRate: baud, parity: 'none', rtscts: handshake === 'rtscts' };
}
