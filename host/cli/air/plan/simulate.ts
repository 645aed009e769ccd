import { type Command, InvalidArgumentError } from 'commander';
import {
  FAULTS,
  type FaultCode,
  type JobKind,
  type StopReason,
} from '../../../../firmware/air-up/cycle/index.js';
import { clockText, plotSvg } from '../../../../firmware/air-up/plot/index.js';
import { FAULT_NAMES, readFaults } from '../../../../firmware/air-up/simulate/faults/index.js';
import { playJob, type SimulatedJobResult } from '../../../../firmware/air-up/simulate/index.js';
import { pressureText, readQuantity, SIMULATED_SIZE } from '../../../../firmware/air-up/vehicle/index.js';
import { suggest } from '../../../base/index.js';
import { saveFile } from '../../files/save.js';
import { command, examples, wholeNumber } from '../../flags/flags.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { honestReport } from '../job/honest-report.js';
import {
  collected,
  type JobFlags,
  type JobRequest,
  jobFlags,
  plantFlags,
  readRequest,
} from '../job/job-flags.js';
import { faultError, reportFacts, reportLines, warnings } from '../job/show-report.js';
import { startsOf } from '../job/start-pressure.js';
import { personOf } from './plan.js';
import { planLines } from './show-plan.js';

interface SimulateFlags extends OutputFlags, JobFlags {
  readonly job: JobKind;
  readonly from?: string;
  readonly faults?: string;
  readonly seed: number;
  readonly plot?: string;
  readonly for?: number;
}

const KINDS = ['inflate', 'deflate', 'hold', 'leak-test'] as const satisfies readonly JobKind[];
/** Default duration of a simulated hold, which has no end of its own, ms (`--for` changes it). */
const HOLD_MS = 30 * 60_000;

/** `onair air simulate`: the same job on the simulated plant, hundreds of times faster than real. */
export function simulateCommand(io: Io): Command {
  const faults = table(
    Object.entries(FAULT_NAMES).map(([name, { help, amount }]) => [
      `  ${name}${amount ? `[=${amount.means}]` : ''}`,
      help,
    ]),
  );
  return plantFlags(
    jobFlags(command('simulate', 'play a job on the simulated plant, as fast as can be'), collected),
  )
    .option('--job <kind>', 'inflate, deflate, hold, leak-test', jobKind, 'inflate')
    .option('--from <pressure>', 'pressure before: 12psi, or a preset of the vehicle file')
    .option('--faults <list>', 'what breaks: NAME[=TIRE or AMOUNT][@SECONDS], separated by commas')
    .option('--seed <n>', 'of the sensors’ noise', wholeNumber(0, 2 ** 31), 1)
    .option('--for <time>', 'stop after this time: 90s, 30min', duration)
    .option('--plot <file.svg>', 'draw pressure, valves and pump over time')
    .addHelpText('after', `\nFaults:\n${faults.join('\n')}`)
    .addHelpText(
      'after',
      examples(
        'onair air simulate --tire FL=38 --tire FR=38 --max 50',
        'onair air simulate --vehicle example:jeep --preset street --plot /tmp/jeep.svg',
        'onair air simulate --tire FL=38:50 --faults hose-off@20 --json',
      ),
    )
    .action((flags: SimulateFlags) => runSimulate(io, flags));
}

async function runSimulate(io: Io, flags: SimulateFlags): Promise<void> {
  const out = new Output(io, flags);
  const request = await readRequest(flags, flags.job);
  const { vehicle, targets, built, units } = request;
  const startPsi = startsOf(request, flags.from);
  const faults = readFaults(flags.faults ?? '', {
    tires: built.job.tires.map(({ name }) => name),
    outlets: built.job.outlets.map(({ tires }) => tires),
    hasVent: vehicle.hasVent,
  });
  for (const line of planLines(request)) out.note(line);
  const guessed = built.tires.some(({ cavity }) => cavity === undefined);
  out.note(
    `  from ${[...new Set(startPsi)].map((psi) => pressureText(psi, units)).join(' and ')}, simulated${guessed ? ` on a ${SIMULATED_SIZE}; --size says which it is` : ''}`,
  );
  const stopMs = flags.for ?? (flags.job === 'hold' ? HOLD_MS : undefined);
  const startedAt = io.clock.now();
  const person = personOf(flags);
  const trip = { person, vehicle, kind: flags.job, targets, startPsi, seed: flags.seed, faults };
  const played = playJob({ ...trip, ...(stopMs !== undefined && { stopAfterS: stopMs / 1000 }) });
  const elapsedMs = Math.round(io.clock.now() - startedAt);
  if (flags.plot !== undefined) await savePlot(flags.plot, request, played);
  show(out, request, played, elapsedMs, flags.plot);
}

function show(
  out: Output,
  request: JobRequest,
  played: SimulatedJobResult,
  elapsedMs: number,
  plot?: string,
): void {
  const { units } = request;
  const { simulated } = played;
  const report = honestReport(simulated.state);
  const truths = simulated.plant.truth().tires;
  const facts = reportFacts(report);
  const tires = facts.tires.map((tire, index) => ({ ...tire, truth: truthOf(truths[index]) }));
  const rest = { elapsedMs, simulatedMs: simulated.elapsedMs, plot: plot ?? null };
  const error = faultError(simulated.state, { tires, ...rest });
  const text = [
    ...reportLines(report, units),
    `simulated truth: ${truths.map(({ name, psi }) => `${name} ${pressureText(psi, units)}`).join(', ')}`,
    `${clockText(Math.round(simulated.elapsedMs / 1000))} simulated in ${(elapsedMs / 1000).toFixed(1)} s${plot ? `; drawn in ${plot}` : ''}`,
  ];
  if (error) {
    for (const line of text) out.note(line);
    throw error;
  }
  for (const line of warnings(report, request)) out.warn(line);
  out.result({ schema: 'air.simulate@2', data: { ...facts, tires, ...rest }, text });
}

function truthOf(
  truth: { readonly psi: number; readonly coldPsi: number; readonly celsius: number } | undefined,
): unknown {
  if (!truth) return null;
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return { psi: rounded(truth.psi), coldPsi: rounded(truth.coldPsi), celsius: rounded(truth.celsius) };
}

async function savePlot(
  path: string,
  { vehicle, units }: JobRequest,
  { job, report, recording }: SimulatedJobResult,
): Promise<void> {
  const svg = plotSvg(recording, {
    title: `${vehicle.title}: ${job.job.kind} ${job.job.tires.map(({ name }) => name).join(', ')}`,
    subtitle: `simulated; ${endOf(report.stopReason)} after ${clockText(Math.round(recording.seconds))}${startsText(recording.pump.length)}`,
    units,
  });
  saveFile(path, svg, { flag: '--plot' });
}

/** How a job ended, in everyday words. */
function endOf(reason: StopReason): string {
  return reason in FAULTS ? FAULTS[reason as FaultCode].title : reason;
}

function startsText(starts: number): string {
  if (starts === 0) return '';
  return starts === 1 ? ', pump started once' : `, pump started ${starts} times`;
}

function jobKind(text: string): JobKind {
  const kind = KINDS.find((known) => known === text);
  if (kind) return kind;
  throw new InvalidArgumentError(suggest(text, KINDS));
}

/** `90s`, `30min`: ms. */
export function duration(text: string): number {
  const read = readQuantity(text, 'time', 's');
  if ('value' in read && read.value > 0 && read.value <= 24 * 3_600_000) return read.value;
  throw new InvalidArgumentError('Give a time of at most a day, for example 90s or 30min.');
}
