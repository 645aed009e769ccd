import type { Command } from 'commander';
import { clockText } from '../../../../firmware/air-up/plot/index.js';
import {
  BRISK_OPERATOR,
  type OperatorTiming,
  type PlanRow,
  planAsItIs,
  planTrip,
} from '../../../../firmware/air-up/simulate/index.js';
import { pressureText, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { wayText } from '../../../text/index.js';
import { command, examples } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { type JobFlags, jobFlags, plantFlags } from '../job/job-flags.js';
import { startsOf } from '../job/start-pressure.js';
import { readTrip } from './read-trip.js';
import { planFacts, planLines } from './show-plan.js';

interface PlanFlags extends OutputFlags, JobFlags {
  readonly from?: string;
  readonly engineOff?: boolean;
}

/** Resting voltage of a full lead battery without an alternator, V. */
const RESTING_VOLTS = 12.6;
/** Internal resistance of an aged starter battery, ohm (assumed: 500 A of cranking current at a loss of 5 V). */
const BATTERY_OHMS = 0.01;

/** `onair air plan`: time and battery charge of a job, before you leave the trailhead. */
export function planCommand(io: Io): Command {
  return plantFlags(jobFlags(command('plan', 'time, pump starts and battery of a job, from the simulation')))
    .option('--from <pressure>', 'pressure before: 12psi, or a preset of the vehicle file')
    .option('--engine-off', 'the battery alone feeds the pump')
    .addHelpText(
      'after',
      examples(
        'onair air plan --vehicle example:jeep --preset street --from trail',
        'onair air plan --vehicle example:jeep --preset trail --from street --vent',
        'onair air plan --tire FL=35 --tire FR=35 --max 50 --pump small-12v --json',
      ),
    )
    .action((flags: PlanFlags) => runPlan(io, flags));
}

async function runPlan(io: Io, flags: PlanFlags): Promise<void> {
  const out = new Output(io, flags);
  const request = await readTrip(flags);
  const { targets, units, built } = request;
  const { kind } = built.job;
  const startPsi = startsOf(request, flags.from);
  const withoutEngine = engineOff(request.vehicle);
  const [vehicle, other] = flags.engineOff
    ? [withoutEngine, request.vehicle]
    : [request.vehicle, withoutEngine];
  for (const line of planLines(request)) out.note(line);
  out.progress('simulating it …');
  const person = personOf(flags);
  const rows = planTrip({ vehicle, kind, targets, startPsi, person });
  const own = rows.find(({ asItIs }) => asItIs);
  const otherwise =
    kind === 'deflate' ? undefined : planAsItIs({ vehicle: other, kind, targets, startPsi, person });
  out.result({
    schema: 'air.plan@2',
    data: {
      ...planFacts(request),
      tires: built.job.tires.map(({ name, targetPsi, maxPsi }, index) => ({
        name,
        startPsi: rounded(startPsi[index] ?? 0),
        targetPsi: rounded(targetPsi),
        maxPsi: rounded(maxPsi),
      })),
      engineOn: !flags.engineOff,
      ways: rows.map(factsOf),
      otherEngine: otherwise ? factsOf(otherwise) : null,
    },
    text: [
      `from ${[...new Set(startPsi)].map((psi) => pressureText(psi, units)).join(' and ')}, engine ${flags.engineOff ? 'off' : 'on'}:`,
      ...table([['', 'time', 'walk', 'starts', 'pump runs', 'battery', 'lowest', ''], ...rows.map(textOf)]),
      ...(own && own.walks > 0
        ? [`in this order: ${built.job.tires.map(({ name }) => name).join(', ')}`]
        : []),
      ...(own && otherwise ? [engineLine(own, otherwise, flags.engineOff ?? false)] : []),
      `walk: ${Math.round(person.offS + person.onS)} s from tire to tire (--walk). battery: what the pump takes.`,
    ],
  });
}

function engineOff(vehicle: Vehicle): Vehicle {
  const batteryOhms = Math.max(BATTERY_OHMS, vehicle.electric.batteryOhms);
  return { ...vehicle, electric: { ...vehicle.electric, batteryVolts: RESTING_VOLTS, batteryOhms } };
}

/** What the engine saves, or costs where it is off: time, and charge of the battery. */
function engineLine(own: PlanRow, otherwise: PlanRow, isOff: boolean): string {
  const [off, on] = isOff ? [own, otherwise] : [otherwise, own];
  const longer = clockText(Math.max(0, Math.round((off.minutes - on.minutes) * 60)));
  const charge = `${off.ampHours.toFixed(1)} Ah from the battery, lowest ${off.lowestVolts.toFixed(1)} V`;
  const ends = off.ends === 'done' ? '' : ` (ends: ${off.ends})`;
  return isOff
    ? `engine on: ${longer} less, and nothing from the battery`
    : `engine off: ${longer} longer, ${charge}${ends}`;
}

/** The walk from tire to tire: time to move the chuck, plus the way. */
export function personOf({ walk }: JobFlags): OperatorTiming {
  if (walk === undefined) return BRISK_OPERATOR;
  return { offS: BRISK_OPERATOR.offS, onS: walk / 1000 - BRISK_OPERATOR.offS };
}

function textOf(row: PlanRow): string[] {
  return [
    `${row.asItIs ? '>' : ' '} ${wayText(row)}`,
    clockText(Math.round(row.minutes * 60)),
    clockText(Math.round(row.walkMinutes * 60)),
    String(row.starts),
    clockText(Math.round(row.runMinutes * 60)),
    `${row.ampHours.toFixed(1)} Ah`,
    `${row.lowestVolts.toFixed(1)} V`,
    row.ends === 'done' ? '' : `ends: ${row.ends}`,
  ];
}

function factsOf(row: PlanRow): Readonly<Record<string, unknown>> {
  return {
    text: wayText(row),
    asItIs: row.asItIs,
    hoses: row.hoses,
    manifold: row.manifold,
    tankL: rounded(row.tankL),
    simulatedMs: Math.round(row.minutes * 60_000),
    walks: row.walks,
    walkMs: Math.round(row.walkMinutes * 60_000),
    pump: { starts: row.starts, runMs: Math.round(row.runMinutes * 60_000), share: rounded(row.runShare) },
    batteryAh: rounded(row.ampHours),
    lowestVolts: rounded(row.lowestVolts),
    stopReason: row.ends,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
