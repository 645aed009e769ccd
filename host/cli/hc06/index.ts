import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { batchCommand } from './batch.js';
import { probeCommand } from './probe.js';
import { rawCommand } from './raw.js';
import { rescueCommand } from './rescue.js';
import { setCommand } from './set.js';
import { verifyCommand } from './verify.js';

/** `onair hc06`: finds and sets the Bluetooth modules that are sold as HC-06. */
export function hc06Command(io: Io): Command {
  return new Command('hc06')
    .description('find and set an HC-06 Bluetooth module, whatever its firmware')
    .addCommand(probeCommand(io))
    .addCommand(setCommand(io))
    .addCommand(batchCommand(io))
    .addCommand(verifyCommand(io))
    .addCommand(rescueCommand(io))
    .addCommand(rawCommand(io));
}
