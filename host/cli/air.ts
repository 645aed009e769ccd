import { Command } from 'commander';
import { boxCommand } from './air/box.js';
import { calibrateCommand } from './air/calibrate.js';
import { clickCommand } from './air/click.js';
import { deflateCommand, holdCommand, inflateCommand, leakTestCommand } from './air/inflate.js';
import { planCommand } from './air/plan.js';
import { serveCommand } from './air/serve.js';
import { simulateCommand } from './air/simulate.js';
import { switchTestCommand } from './air/switch-test.js';
import { vehicleCommand } from './air/vehicle.js';
import { watchCommand } from './air/watch.js';
import type { Io } from './io.js';

const VERBS = [
  inflateCommand,
  deflateCommand,
  holdCommand,
  watchCommand,
  leakTestCommand,
  calibrateCommand,
  clickCommand,
  switchTestCommand,
  boxCommand,
  serveCommand,
  planCommand,
  simulateCommand,
  vehicleCommand,
];

/** `onair air`: air for tires, from the first plan to the last psi. */
export function airCommand(io: Io): Command {
  const air = new Command('air').description('air up tires, and let air out');
  for (const verb of VERBS) air.addCommand(verb(io));
  return air;
}
