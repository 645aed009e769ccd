import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { bomCommand } from './bom.js';
import { checkCommand } from './check.js';
import { drawCommand } from './draw.js';
import { exportCommand } from './export.js';
import { listCommand } from './list.js';
import { newCommand } from './new.js';
import { showCommand } from './show.js';
import { spiceCommand } from './spice.js';
import { tableCommand } from './table.js';

/** `onair wiring`: shows, checks and draws wirings. */
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
    spiceCommand,
    exportCommand,
    newCommand,
  ])
    wiring.addCommand(verb(io));
  return wiring;
}
