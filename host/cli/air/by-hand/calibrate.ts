import type { Command } from 'commander';
import { openBoard } from '../../../../firmware/air-up/board/index.js';
import { type Calibration, ratiometric } from '../../../../firmware/air-up/cycle/index.js';
import {
  gainOf,
  mapText,
  type PressureUnit,
  pressureText,
  readPressure,
  readVehicle,
  type Vehicle,
  withCalibration,
  zeroOf,
} from '../../../../firmware/air-up/vehicle/index.js';
import { fileProblem, OnairError, suggest } from '../../../base/index.js';
import { WholeFile } from '../../files/whole-file.js';
import { examples, portCommand } from '../../flags/flags.js';
import { connected } from '../../port/connect.js';
import { agree } from '../../terminal/agree.js';
import type { Io } from '../../terminal/io.js';
import { Output } from '../../terminal/output.js';
import { readUnits } from '../job/job-flags.js';
import { BOARD_PORT, type BoardFlags, pinsFlag, readPins } from '../on-board.js';
import { vehicleText } from '../vehicle/load-vehicle.js';
import { readings } from './read-sensor.js';

interface CalibrateFlags extends BoardFlags {
  readonly vehicle?: string;
  readonly outlet?: string;
  readonly zero?: boolean;
  readonly gauge?: string;
  readonly units?: string;
  readonly yes?: boolean;
}

/** `onair air calibrate`: two points: an open hose, and a tire with a known gauge pressure. Opens no valve. */
export function calibrateCommand(io: Io): Command {
  return pinsFlag(portCommand('calibrate', 'hold the sensor against a gauge; opens no valve'))
    .option('--vehicle <file>', 'vehicle file (YAML) that gets the calibration; its notes stay')
    .option('--outlet <name>', 'which outlet of the pin map; without: the first')
    .option('--zero', 'the first point only: the hose is off, its end open')
    .option('--gauge <pressure>', 'the second point only: the hose is on a tire, a gauge shows this')
    .option('--units <unit>', 'of the gauge: psi, bar, kPa')
    .option('--yes', 'do not ask before the vehicle file is changed')
    .addHelpText('after', '\nWith a keyboard and neither --zero nor --gauge it asks for one after the other.')
    .addHelpText(
      'after',
      examples(
        'onair air calibrate --port "sim:air-up?psi=0" --zero',
        'onair air calibrate --port "sim:air-up?psi=32" --gauge 32.0',
      ),
    )
    .action((flags: CalibrateFlags) => calibrate(io, flags));
}

/** Maximum size of a file that is read, bytes. */
const MAX_BYTES = 2_000_000;

/** The unchanged text of the vehicle file, if one is named. */
interface VehicleText {
  readonly path: string;
  readonly text: string;
  readonly vehicle: Vehicle;
}

async function calibrate(io: Io, flags: CalibrateFlags): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  const outlet = outletOf(
    pins.outlets.map(({ name }) => name),
    flags.outlet,
  );
  const file = flags.vehicle === undefined ? undefined : await readFileOf(flags.vehicle);
  const units = readUnits(flags.units) ?? file?.vehicle.units ?? 'psi';
  const gaugePsi = flags.gauge === undefined ? undefined : readPressure(flags.gauge, units, '--gauge');
  const sensor = file?.vehicle.sensors[outlet] ?? { fullScalePsi: 150, calibration: ratiometric(150) };
  const wantsZero = flags.zero === true || gaugePsi === undefined;
  const wantsGauge = gaugePsi !== undefined || flags.zero !== true;
  if (wantsZero && wantsGauge && (!io.confirm || flags.json)) {
    throw new OnairError('bad-usage', {
      message: "can't ask to move the hose between the two points: this is not a terminal",
      hint: 'do one after the other: --zero with the hose open, then --gauge 32.0 with it on a tire',
    });
  }
  const calibration = await connected({ io, out, flags, ...BOARD_PORT }, async (connection) => {
    const board = await openBoard({
      link: connection.link,
      pins,
      clock: io.clock,
      signal: connection.signal,
      onNote: (text) => out.warn(text),
    });
    const read = (): Promise<number[]> => readings(io, out, connection, () => board.read().outlets[outlet]);
    try {
      let { zeroRatio, psiPerRatio } = sensor.calibration;
      if (wantsZero) {
        if (wantsGauge) await ready(io, 'Is the hose off the tire, its end open?');
        zeroRatio = zeroOf(await read());
      }
      if (!wantsGauge) return { zeroRatio, psiPerRatio };
      if (wantsZero) await ready(io, 'Is the hose on a tire with some pressure?');
      const ratios = await read();
      const gauge =
        gaugePsi ??
        readPressure((await io.ask?.(`What does your gauge show, in ${units}?`)) ?? '', units, 'gauge');
      ({ psiPerRatio } = gainOf(ratios, zeroRatio, gauge, sensor.fullScalePsi));
      return { zeroRatio, psiPerRatio };
    } finally {
      await board.close();
    }
  });
  const change = changeOf(calibration, sensor.calibration, units);
  const saved = file ? await save(io, flags, file, outlet, calibration, change) : undefined;
  show(out, calibration, change, saved);
}

async function ready(io: Io, question: string): Promise<void> {
  if (await io.confirm?.(question)) return;
  throw new OnairError('declined', {
    message: 'nothing was changed',
    hint: 'run the command again to continue',
  });
}

async function save(
  io: Io,
  flags: CalibrateFlags,
  { path, text, vehicle }: VehicleText,
  outlet: number,
  calibration: Calibration,
  change: string,
): Promise<string> {
  const all = vehicle.sensors.map((sensor, index) => (index === outlet ? calibration : sensor.calibration));
  const changed = withCalibration(text, all, pressureText(vehicle.sensors[0]?.fullScalePsi, 'psi'));
  readVehicle(changed, path); // never writes a file that can't be read again
  try {
    await agree(io, flags, `${change}. Write this into ${path}?`);
    new WholeFile(path, { maxBytes: MAX_BYTES }).update((now) => {
      if (now?.replace(/^\ufeff/, '') === text) return changed;
      throw new Error('somebody has changed it meanwhile');
    });
  } catch (error) {
    const code = error instanceof OnairError ? error.code : 'bad-value';
    throw new OnairError(code, {
      message: `${path} is unchanged: ${fileProblem(error)}`,
      hint: `put it in yourself: calibration: ${mapText(calibration)}`, // the measurement must not be lost
      details: { ...calibration },
    });
  }
  return path;
}

/** Pressure at which a change of gain is shown, psi: typical of a tire. */
const SHOWN_PSI = 32;

/** A new calibration for people: the same two readings, before and now. */
function changeOf(now: Calibration, before: Calibration, units: PressureUnit): string {
  const shown = (psi: number): string => {
    const ratio = now.zeroRatio + psi / now.psiPerRatio;
    const then = (ratio - before.zeroRatio) * before.psiPerRatio;
    return `${pressureText(psi, units)} (before: ${pressureText(then, units)})`;
  };
  return `An open hose reads ${shown(0)}, a tire with ${pressureText(SHOWN_PSI, units)} reads ${shown(SHOWN_PSI)}`;
}

function show(out: Output, now: Calibration, change: string, saved: string | undefined): void {
  out.result({
    schema: 'air.calibrate@1',
    data: {
      zeroRatio: round(now.zeroRatio, 4),
      psiPerRatio: round(now.psiPerRatio, 2),
      saved: saved ?? null,
    },
    text: [
      change,
      saved
        ? out.done(`written to ${saved}`)
        : `for the block sensor of your vehicle file: calibration: ${mapText(now)}`,
    ],
  });
}

function outletOf(names: readonly string[], wanted: string | undefined): number {
  if (wanted === undefined) return 0;
  const index = names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return index;
  throw new OnairError('bad-value', {
    message: `there is no outlet "${wanted}"`,
    hint: suggest(wanted, names),
  });
}

async function readFileOf(path: string): Promise<VehicleText> {
  const text = await vehicleText(path);
  if (!path.startsWith('example:')) return { path, text, vehicle: readVehicle(text, path) };
  throw new OnairError('bad-usage', {
    message: "an example can't be written to",
    hint: 'make a file of your own: onair air vehicle --example jeep --save my-jeep.yaml',
  });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
