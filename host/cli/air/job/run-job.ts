import { endWithProcess, type PinMap, runAirUp } from '../../../../firmware/air-up/board/index.js';
import {
  type CycleState,
  type JobKind,
  MOVES_AIR,
  newCycle,
} from '../../../../firmware/air-up/cycle/index.js';
import {
  type BatteryVolts,
  BatteryWatch,
  isEngineOn,
  isLowering,
  onBattery,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError, stopReason } from '../../../base/index.js';
import { engineText } from '../../../text/index.js';
import { checkPort, connected } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { agree } from '../agree.js';
import { JobLog, type LogFlags } from '../log/job-log.js';
import { BOARD_PORT, type BoardFlags, overPort, pinsFor, readPins, wiredOf } from '../on-board.js';
import { noVent } from '../plan/read-trip.js';
import { planFacts, planLines } from '../plan/show-plan.js';
import { honestReport } from './honest-report.js';
import { type JobFlags, type JobRequest, readRequest } from './job-flags.js';
import { Live } from './live.js';
import { faultError, reportFacts, reportLines, warnings } from './show-report.js';

/** Flags of a command that runs one job on a board. */
export interface RunFlags extends BoardFlags, JobFlags, Pick<LogFlags, 'history' | 'outside'> {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly attended?: boolean;
}

/** Shows the plan, asks, runs the job on the board, and reports. No valve opens before a person agrees. */
export async function runJob(io: Io, flags: RunFlags, kind: JobKind): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  const request = await readRequest(flags, kind, wiredOf(pins));
  const { job } = request.built;
  const startedAt = io.clock.now();
  if (kind === 'inflate' && flags.preset !== undefined && leavesAlone(request.vehicle, flags.preset))
    throw noVent(request.vehicle, flags.preset, 'inflate');
  if (flags.dryRun) {
    showDryRun(out, request);
    return;
  }
  await checkPort(io, flags);
  for (const line of planLines(request)) out.note(line);
  const log = new JobLog(io, out, flags, request.vehicle);
  const first = job.outlets.map(({ tires }) => job.tires[tires[0] ?? 0]?.name).join(', ');
  try {
    // A job that only reads needs no consent.
    if (MOVES_AIR[kind])
      await agree(io, flags, `Is the hose on ${first}, and everyone clear of the tire? Let air move?`);
    await onBoard({ io, out, flags, request, pins, log, startedAt });
  } finally {
    await log.close();
  }
}

interface OnBoard {
  readonly io: Io;
  readonly out: Output;
  readonly flags: RunFlags;
  readonly request: JobRequest;
  readonly pins: PinMap;
  readonly log: JobLog;
  /** ms */
  readonly startedAt: number;
}

async function onBoard({ io, out, flags, request, pins, log, startedAt }: OnBoard): Promise<void> {
  const { job, outlets: places } = request.built;
  await connected({ io, out, flags, ...BOARD_PORT }, async ({ link, signal }) => {
    const live = new Live(io, out, request.units, flags);
    const battery = new BatteryWatch();
    const end = endWithProcess(signal);
    let state: CycleState;
    try {
      state = await runAirUp({
        link,
        pins: pinsFor(pins, request),
        job: overPort(job, flags, link.portName),
        clock: io.clock,
        signal: end.signal,
        attended: flags.attended ?? false,
        unproven: log.unprovenAmong(places),
        onNote: (text) => out.warn(text),
        onStep: (now, events, reading) => {
          live.step(now, events);
          battery.step(reading.battery?.volts, now.pump.running, now.atMs);
          log.step(now, places, flags.preset ?? null);
        },
        onReady: live.ready,
      });
    } finally {
      live.end();
      end.release();
      await log.close();
    }
    finish(out, request, { state, volts: battery.volts }, signal, Math.round(io.clock.now() - startedAt));
  });
}

/** Without a vent valve a preset that lets air out would send a person around in vain. */
function leavesAlone(vehicle: Vehicle, preset: string): boolean {
  return !vehicle.hasVent && isLowering(vehicle, preset);
}

function showDryRun(out: Output, request: JobRequest): void {
  const { job } = request.built;
  const { tires, pump } = reportFacts(honestReport(newCycle(job, 0)));
  out.result({
    schema: `air.${job.kind}@2`,
    data: { dryRun: true, plan: planFacts(request), tires, pump, stopReason: 'dry-run' },
    text: [...planLines(request), 'dry run: the port was not opened, no valve either'],
  });
}

/** How a job may end without an error: done, or stopped if it has no end of its own. */
function finish(
  out: Output,
  request: JobRequest,
  { state, volts }: { readonly state: CycleState; readonly volts: BatteryVolts },
  signal: AbortSignal,
  elapsedMs: number,
): void {
  const { built, units, vehicle } = request;
  const { kind } = built.job;
  const report = honestReport(state);
  const engineOn = report.pump.starts > 0 ? isEngineOn(volts) : undefined;
  const facts = { ...reportFacts(report), elapsedMs, engineOn: engineOn ?? null };
  const engine = engineText(engineOn, volts, onBattery(vehicle.pump.model, volts));
  const text = [...reportLines(report, units), ...(engine === undefined ? [] : [engine])];
  const stopped = report.stopReason === 'stopped' && (kind !== 'hold' || signal.reason instanceof OnairError);
  const error =
    faultError(state, { elapsedMs, engineOn: facts.engineOn }) ??
    (stopped ? stopReason(signal).with(facts) : undefined);
  if (error) {
    for (const line of text) out.note(line);
    throw error;
  }
  for (const text of warnings(report, request)) out.warn(text);
  out.result({ schema: `air.${kind}@2`, data: facts, text });
}
