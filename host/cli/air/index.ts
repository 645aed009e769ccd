import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { boxCommand } from './box.js';
import { calibrateCommand } from './by-hand/calibrate.js';
import { switchTestCommand } from './by-hand/switch-test.js';
import { clickCommand, testValvesCommand } from './by-hand/test-valves.js';
import { watchCommand } from './by-hand/watch.js';
import { deflateCommand, holdCommand, inflateCommand, leakTestCommand } from './job/inflate.js';
import { logCommand } from './log/log.js';
import { planCommand } from './plan/plan.js';
import { simulateCommand } from './plan/simulate.js';
import { serveCommand } from './serve.js';
import { vehicleCommand } from './vehicle/vehicle.js';

const VERBS = [
  inflateCommand,
  deflateCommand,
  holdCommand,
  watchCommand,
  leakTestCommand,
  calibrateCommand,
  testValvesCommand,
  switchTestCommand,
  boxCommand,
  serveCommand,
  planCommand,
  simulateCommand,
  vehicleCommand,
  logCommand,
];

/** `onair air`: all commands for tires, from the plan to the last psi. */
export function airCommand(io: Io): Command {
  const air = new Command('air').description('air up tires, and let air out');
  for (const verb of VERBS) air.addCommand(verb(io));
  air.addCommand(clickCommand(io), { hidden: true });
  return air;
}
