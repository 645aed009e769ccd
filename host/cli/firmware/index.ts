import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { buildCommand } from './build.js';
import { flashCommand } from './flash.js';
import { infoCommand } from './info.js';
import { listCommand } from './list.js';
import { keepCommand } from './store-leases.js';

const VERBS = [listCommand, infoCommand, flashCommand, keepCommand, buildCommand];

/** `onair firmware`: writes the fail-safe sketch to a board, and checks it. */
export function firmwareCommand(io: Io): Command {
  const firmware = new Command('firmware').description('the fail-safe firmware: look, flash, build');
  for (const verb of VERBS) firmware.addCommand(verb(io));
  return firmware;
}
