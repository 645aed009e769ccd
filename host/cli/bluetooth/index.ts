import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { bindCommand } from './bind.js';
import { forgetCommand } from './forget.js';
import { pairCommand } from './pair.js';
import { scanCommand } from './scan.js';

/** `onair bluetooth`: from a blinking module to an open port. On other systems than Linux it says what to do. */
export function bluetoothCommand(io: Io): Command {
  return new Command('bluetooth')
    .description('pair a Bluetooth module with this computer, and make it a port')
    .addCommand(scanCommand(io))
    .addCommand(pairCommand(io))
    .addCommand(bindCommand(io))
    .addCommand(forgetCommand(io));
}
