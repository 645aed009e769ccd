import type { Command } from '../cycle/index.js';
import type { PlantFault } from '../plant/index.js';
import type { TimedFault } from './faults/fault-names.js';
import type { SimulatedStep } from './simulate.js';

const COMMANDS: ReadonlySet<string> = new Set(['link-lost', 'emergency-stop']);

function isCommand(what: PlantFault | Command): what is Command {
  return COMMANDS.has(what.kind);
}

/** Makes faults occur at their times: an `onStep` for {@link simulate}. */
export function breaking(faults: readonly TimedFault[]): (moment: SimulatedStep) => readonly Command[] {
  const waiting = [...faults].sort((a, b) => a.atS - b.atS);
  const broken: PlantFault[] = [];
  return ({ nowMs, plant }) => {
    const commands: Command[] = [];
    let news = false;
    while (waiting[0] && waiting[0].atS * 1000 <= nowMs) {
      const { what } = waiting.shift() as TimedFault;
      if (isCommand(what)) commands.push(what);
      else {
        broken.push(what);
        news = true;
      }
    }
    if (news) plant.setFaults(broken);
    return commands;
  };
}

/** Faults that are present from the beginning, for the plant's own setup. */
export function brokenAtStart(faults: readonly TimedFault[]): PlantFault[] {
  return faults.flatMap(({ atS, what }) => (atS === 0 && !isCommand(what) ? [what] : []));
}
