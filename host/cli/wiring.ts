import { Command } from 'commander';
import type { Io } from './io.js';
import { bomCommand } from './wiring/bom.js';
import { checkCommand } from './wiring/check.js';
import { drawCommand } from './wiring/draw.js';
import { listCommand } from './wiring/list.js';
import { newCommand } from './wiring/new.js';
import { showCommand } from './wiring/show.js';
import { tableCommand } from './wiring/table.js';

/** `onair wiring`: what is soldered to what, checked and drawn. */
export function wiringCommand(io: Io): Command {
  const wiring = new Command('wiring').description(
    'what to solder to what: checked, drawn, with a parts list',
  );
  for (const verb of [
    listCommand,
    showCommand,
    checkCommand,
    drawCommand,
    tableCommand,
    bomCommand,
    newCommand,
  ])
    wiring.addCommand(verb(io));
  return wiring;
}
