import { Command } from 'commander';
import { buildCommand } from './firmware/build.js';
import { flashCommand } from './firmware/flash.js';
import { infoCommand } from './firmware/info.js';
import { keepCommand } from './firmware/keep.js';
import { listCommand } from './firmware/list.js';
import type { Io } from './io.js';

const VERBS = [listCommand, infoCommand, flashCommand, keepCommand, buildCommand];

/** `onair firmware`: the fail-safe sketch, from its hex onto a board. */
export function firmwareCommand(io: Io): Command {
  const firmware = new Command('firmware').description('the fail-safe firmware: look, flash, build');
  for (const verb of VERBS) firmware.addCommand(verb(io));
  return firmware;
}
