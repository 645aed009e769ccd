import type { Command } from 'commander';
import { endWithProcess, runAirUp } from '../../../../firmware/air-up/board/index.js';
import {
  type CycleState,
  DEFAULT_LIMITS,
  type OutletView,
  viewOf,
} from '../../../../firmware/air-up/cycle/index.js';
import {
  adHocVehicle,
  buildJob,
  type PressureTarget,
  type PressureUnit,
  pressureText,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import { stopReason } from '../../../base/index.js';
import { examples, portCommand, wholeNumber } from '../../flags/flags.js';
import { connected } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { type JobFlags, readUnits } from '../job/job-flags.js';
import { faultError } from '../job/show-report.js';
import {
  BOARD_PORT,
  type BoardFlags,
  linkWaitFlag,
  overPort,
  pinsFlag,
  readPins,
  wiredOf,
} from '../on-board.js';
import { duration } from '../plan/simulate.js';
import { loadVehicle } from '../vehicle/load-vehicle.js';

interface WatchFlags extends BoardFlags, JobFlags {
  readonly every: number;
  readonly for?: number;
  readonly count?: number;
}

/** `onair air watch`: shows the sensors as they change. Opens no valve. */
export function watchCommand(io: Io): Command {
  return linkWaitFlag(pinsFlag(portCommand('watch', 'show what the sensors read; opens no valve')))
    .option('--vehicle <file>', 'vehicle file (YAML), for names and calibration')
    .option('--units <unit>', 'psi, bar, kPa')
    .option('--every <time>', 'time between two lines: 500ms, 10s', duration, 1000)
    .option('--for <time>', 'stop after this time: 90s, 30min', duration)
    .option('--count <n>', 'stop after so many lines', wholeNumber(1, 1_000_000))
    .addHelpText(
      'after',
      examples('onair air watch --port /dev/ttyUSB0', 'onair air watch --port sim:air-up --for 3s --json'),
    )
    .action((flags: WatchFlags) => watch(io, flags));
}

async function watch(io: Io, flags: WatchFlags): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  const { vehicle, targets } = await watched(flags, pins.outlets, wiredOf(pins).hasVent);
  const units = readUnits(flags.units) ?? vehicle.units;
  const { job } = buildJob(vehicle, 'watch', targets);
  await connected({ io, out, flags, ...BOARD_PORT }, async ({ link, signal }) => {
    const enough = new AbortController();
    const timer = flags.for === undefined ? undefined : io.clock.after(flags.for, () => enough.abort());
    const end = endWithProcess(AbortSignal.any([signal, enough.signal]));
    const startedAt = io.clock.now();
    let shownAt = Number.NEGATIVE_INFINITY;
    let shown = 0;
    const onStep = (state: CycleState): void => {
      const now = io.clock.now();
      if (now - shownAt < flags.every || shown === flags.count) return;
      if (state.blindSinceMs !== undefined) return; // no old reading as a new line
      const view = viewOf(state);
      if (!view.outlets.some(({ readingPsi }) => readingPsi !== undefined)) return;
      shownAt = now;
      shown++;
      for (const [index, outlet] of view.outlets.entries()) {
        const name = pins.outlets[index]?.name ?? `${index + 1}`;
        out.event(lineOf(name, outlet, Math.round(now - startedAt), units));
      }
      if (shown === flags.count) enough.abort();
    };
    try {
      const state = await runAirUp({
        link,
        pins,
        job: overPort(job, flags, link.portName),
        clock: io.clock,
        signal: end.signal,
        onStep,
        onNote: (text) => out.warn(text),
      });
      const error = faultError(state);
      if (error) throw error;
      // Ctrl-C, --for and --count end it normally; --timeout does not.
      if (signal.aborted && !io.signal.aborted) throw stopReason(signal);
    } finally {
      timer?.cancel();
      end.release();
    }
  });
}

function lineOf(name: string, { readingPsi }: OutletView, atMs: number, units: PressureUnit) {
  const isOnTire = readingPsi !== undefined && readingPsi >= DEFAULT_LIMITS.hoseOffPsi;
  return {
    schema: 'air.reading@1',
    data: {
      outlet: name,
      psi: readingPsi === undefined ? null : Math.round(readingPsi * 100) / 100,
      isOnTire,
      atMs,
    },
    text: [`${name}  ${pressureText(readingPsi, units)}${isOnTire ? '' : '  no tire on the hose'}`],
  };
}

/** Every outlet with any one tire: nothing is opened, so no maximum is needed. */
async function watched(
  { vehicle: path, units }: WatchFlags,
  outlets: readonly { readonly name: string }[],
  hasVent: boolean,
): Promise<{ vehicle: Vehicle; targets: readonly PressureTarget[] }> {
  const file = path === undefined ? undefined : await loadVehicle(path);
  const names = file
    ? file.outlets.map(([first = 0]) => file.tires[first]?.name ?? '')
    : outlets.map(({ name }) => name);
  const maxPsi = 1; // not used: a watch has no target
  const tires = names.map((name) => ({ typed: name, name, targetPsi: maxPsi, maxPsi }));
  const setup = {
    units: readUnits(units) ?? 'psi',
    pump: 'arb-twin',
    tankL: 0,
    manifold: true,
  };
  const found = adHocVehicle({ tires }, { ...setup, hasVent, relay: false, aim: 'settled' });
  if (!file) return found;
  return {
    targets: found.targets,
    vehicle: { ...found.vehicle, units: file.units, sensors: file.sensors, limits: file.limits },
  };
}
