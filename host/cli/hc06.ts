import { Command } from 'commander';
import { batchCommand } from './hc06/batch.js';
import { probeCommand } from './hc06/probe.js';
import { rawCommand } from './hc06/raw.js';
import { rescueCommand } from './hc06/rescue.js';
import { setCommand } from './hc06/set.js';
import type { Io } from './io.js';

/** `onair hc06`: find and set the Bluetooth modules that are sold as HC-06. */
export function hc06Command(io: Io): Command {
  return new Command('hc06')
    .description('find and set an HC-06 Bluetooth module, whatever its firmware')
    .addCommand(probeCommand(io))
    .addCommand(setCommand(io))
    .addCommand(batchCommand(io))
    .addCommand(rescueCommand(io))
    .addCommand(rawCommand(io));
}
