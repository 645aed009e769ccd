import type { Command } from 'commander';
import { endWithProcess, runBox } from '../../../firmware/air-up/board/index.js';
import { directionOf, guardJob, isLowering } from '../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../base/index.js';
import { examples, portCommand } from '../flags/flags.js';
import { checkPort, connected } from '../port/connect.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { agree } from './agree.js';
import { readRequest } from './job/job-flags.js';
import { Live } from './job/live.js';
import { logFlags } from './job/log-flags.js';
import type { RunFlags } from './job/run-job.js';
import { JobLog } from './log/job-log.js';
import { ATTENDED, BOARD_PORT, linkWaitFlag, overPort, pinsFlag, readPins, wiredOf } from './on-board.js';
import { noVent } from './plan/read-trip.js';
import { planLines } from './plan/show-plan.js';
import { loadVehicle } from './vehicle/load-vehicle.js';

/** `onair air box`: controlled by buttons and a buzzer, without a keyboard. */
export function boxCommand(io: Io): Command {
  return logFlags(
    linkWaitFlag(pinsFlag(portCommand('box', 'obey the buttons on the box: start, stop, next preset'))),
  )
    .option('--vehicle <file>', 'vehicle file (YAML) with the presets')
    .option('--preset <name>', 'this one only')
    .option('--units <unit>', 'of the screen: psi, bar, kPa')
    .option('--dry-run', 'show the presets and open nothing')
    .option('--yes', 'do not ask before the buttons are obeyed')
    .option('--attended', ATTENDED)
    .addHelpText('after', examples('onair air box --port /dev/ttyUSB0 --vehicle example:jeep --dry-run'))
    .action((flags: RunFlags) => box(io, flags));
}

async function box(io: Io, flags: RunFlags): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  if (flags.vehicle === undefined) {
    throw new OnairError('bad-usage', {
      message: 'the box needs a vehicle file: its presets are what the buttons choose from',
      hint: 'add --vehicle FILE.yaml; an example: onair air vehicle --example jeep',
    });
  }
  const vehicle = await loadVehicle(flags.vehicle);
  const wanted = flags.preset === undefined ? [...vehicle.presets.keys()] : [flags.preset];
  const isPossible = (preset: string): boolean => vehicle.hasVent || !isLowering(vehicle, preset);
  const names = wanted.filter(isPossible);
  for (const preset of wanted) {
    if (!isPossible(preset))
      out.warn(`preset ${preset} is left out: it lets air out, and there is no vent valve`);
  }
  if (names.length === 0 && wanted.length > 0) throw noVent(vehicle, wanted[0]);
  if (names.length === 0) {
    throw new OnairError('bad-value', {
      message: `${vehicle.title} has no presets`,
      hint: 'the buttons choose from them: add presets to the vehicle file',
    });
  }
  const requests = await Promise.all(
    names.map((preset) => readRequest({ ...flags, preset }, directionOf(vehicle, preset), wiredOf(pins))),
  );
  for (const [index, request] of requests.entries()) {
    out.note(`preset ${index + 1}, ${names[index]}:`);
    for (const line of planLines(request)) out.note(`  ${line}`);
  }
  const data = { presets: names, dryRun: flags.dryRun ?? false };
  if (flags.dryRun) {
    out.result({ schema: 'air.box@1', data, text: ['dry run: the port was not opened, no valve either'] });
    return;
  }
  await checkPort(io, flags);
  await agree(io, flags, 'Obey the buttons from now on?');
  const [first] = requests;
  if (!first) return;
  await connected({ io, out, flags, ...BOARD_PORT }, async ({ link, signal }) => {
    const log = new JobLog(io, out, flags, vehicle);
    const live = new Live(io, out, first.units, flags);
    const end = endWithProcess(signal);
    const presets = requests.map(({ built }, index) => ({
      name: names[index] ?? '',
      job: overPort(built.job, flags, link.portName),
      places: built.outlets,
    }));
    try {
      await runBox({
        link,
        pins,
        jobs: presets,
        guards: [overPort(guardJob(vehicle), flags, link.portName)],
        unproven: log.unproven,
        clock: io.clock,
        signal: end.signal,
        attended: flags.attended ?? false,
        onNote: (text) => out.warn(text),
        onStep: (state, events) => {
          live.step(state, events);
          const preset = presets.find(({ job }) => job === state.job);
          log.step(state, preset?.places ?? [], preset?.name ?? null);
        },
        onReady: ({ act }) => live.ready(act),
      });
    } finally {
      live.end();
      end.release();
      await log.close();
    }
    out.result({ schema: 'air.box@1', data, text: ['the box is asleep: all valves are shut'] });
  });
}
