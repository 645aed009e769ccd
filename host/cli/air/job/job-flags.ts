import { type Command, InvalidArgumentError } from 'commander';
import type { JobKind } from '../../../../firmware/air-up/cycle/index.js';
import {
  adHocVehicle,
  buildJob,
  DEFAULT_AIM,
  PRESSURE_UNITS,
  type PressureTarget,
  type PressureUnit,
  type RequestedTires,
  readPressure,
  readQuantity,
  readTire,
  targetsFor,
  type Vehicle,
  type VehicleJob,
} from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError, suggest } from '../../../base/index.js';
import { loadVehicle } from '../vehicle/load-vehicle.js';
import { refuse } from './refuse.js';
import { whatIf } from './what-if.js';

/** Flags for the targets and the vehicle. */
export interface JobFlags {
  readonly tire?: readonly string[];
  readonly max?: string;
  readonly vehicle?: string;
  readonly preset?: string;
  readonly units?: string;
  readonly aim?: string;
  readonly pump?: string;
  readonly size?: string;
  readonly tank?: string;
  readonly manifold?: boolean;
  readonly vent?: boolean;
  /** ms */
  readonly walk?: number;
}

/** Known from the board's pins if there is no vehicle file. */
export interface Wired {
  readonly hasVent: boolean;
  readonly relay: boolean;
}

/** The checked request. */
export interface JobRequest {
  readonly vehicle: Vehicle;
  readonly targets: readonly PressureTarget[];
  readonly units: PressureUnit;
  readonly built: VehicleJob;
}

/** Adds the flags of jobs to a command. */
export function jobFlags(command: Command, tire = withTarget): Command {
  return vehicleFlags(command)
    .option(
      '--tire <name=target...>',
      'tires and their targets: FL=38 FR=38, or with a maximum: FL=38:50',
      tire,
    )
    .option('--max <pressure>', 'maximum on the sidewall, for every tire')
    .option('--preset <name>', 'targets from the vehicle file')
    .option('--aim <when>', 'cold: right when the air has cooled (usual); settled: when the hose comes off');
}

/** Adds the flags that describe the vehicle. */
export function vehicleFlags(command: Command): Command {
  return command
    .option('--vehicle <file>', 'vehicle file (YAML), or example:jeep')
    .option('--units <unit>', 'of bare numbers and of the screen: psi, bar, kPa')
    .option('--size <size>', 'without a vehicle file: size of the tires, LT265/70R17, 7.50-16')
    .option('--pump <model>', 'without a vehicle file: arb-twin, small-12v')
    .option('--manifold', 'without a vehicle file: a hose for each tire')
    .option('--vent', 'without a vehicle file: there is a valve that lets air out');
}

/** Adds the flags that only a simulation needs. */
export function plantFlags(command: Command): Command {
  return command
    .option('--tank <volume>', 'another tank than the vehicle has: 2gal, 7.6l, none')
    .option('--walk <time>', 'from one tire to the next with the hose: 15s, 1min', walkTime)
    .addHelpText(
      'after',
      '\nWhat if? Here --size, --pump, --manifold and --vent also change what a vehicle file says.',
    );
}

/** Fastest and slowest plausible times to move a chuck from one stem to the next, ms. */
const WALK_MS = { min: 4000, max: 600_000 };

function walkTime(text: string): number {
  const read = readQuantity(text, 'time', 's');
  if ('value' in read && read.value >= WALK_MS.min && read.value <= WALK_MS.max) return read.value;
  throw new InvalidArgumentError('Give 4s to 10min, for example 15s.');
}

/** Adds `--tire` for a command without a target. */
export function bareTireFlag(command: Command): Command {
  return command.option('--tire <name...>', 'tires: FL FR, or with a maximum: FL:50', collected);
}

/** Accepts `--tire` with or without a target. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** `--tire FL = 38` arrives as three words; report the first one, before the error of too many arguments. */
function withTarget(value: string, before: readonly string[] = []): readonly string[] {
  if (/^\s*[\p{L}]+\s*=?\s*$/u.test(value)) {
    const name = value.replace('=', '').trim();
    throw new InvalidArgumentError(`Write name and target as one word: --tire ${name}=38.`);
  }
  return collected(value, before);
}

/**
 * Reads the flags, and the vehicle file if one is named. Rejects every unsafe request.
 * @throws OnairError bad-usage, bad-value, unsafe
 */
export async function readRequest(flags: JobFlags, kind: JobKind, wired?: Wired): Promise<JobRequest> {
  const file = flags.vehicle === undefined ? undefined : await loadVehicle(flags.vehicle);
  const units = readUnits(flags.units) ?? file?.units ?? typedUnits(flags) ?? 'psi';
  const bare = kind === 'leak-test' || kind === 'watch';
  const asked: RequestedTires = {
    bare,
    tires: (flags.tire ?? []).map((typed) => readTire(typed, units, bare)),
    ...(flags.max !== undefined && { maxPsi: readPressure(flags.max, units, '--max') }),
    ...(flags.preset !== undefined && { preset: flags.preset }),
  };
  const { vehicle: found, targets } = file
    ? { vehicle: file, targets: targetsFor(file, asked) }
    : adHocVehicle(asked, {
        units,
        ...(flags.size !== undefined && { size: flags.size }),
        pump: flags.pump ?? 'arb-twin',
        tankL: 0,
        manifold: flags.manifold ?? false,
        hasVent: flags.vent ?? wired?.hasVent ?? kind === 'deflate',
        relay: wired?.relay ?? true,
        aim: DEFAULT_AIM,
      });
  if (file && wired) refuseBesideFile(flags);
  const vehicle = {
    ...(wired ? found : whatIf(found, flags)),
    aim: readAim(flags.aim) ?? found.aim,
    ...(flags.tank !== undefined && { tankL: readTank(flags.tank) }),
  };
  const built = buildJob(vehicle, kind, targets);
  refuse(built.job, units, vehicle);
  return { vehicle, targets, units, built };
}

/** The unit of every typed pressure: a person who types bar also reads bar. */
function typedUnits({ tire = [], max }: JobFlags): PressureUnit | undefined {
  const typed = [...tire.flatMap((each) => each.split(/[=:]/).slice(1)), ...(max === undefined ? [] : [max])];
  const [first, ...others] = typed.map((text) => /[a-z]+\s*$/i.exec(text)?.[0].trim().toLowerCase());
  if (first === undefined || others.some((other) => other !== first)) return undefined;
  return PRESSURE_UNITS.find((unit) => unit.toLowerCase() === first);
}

/** @throws OnairError bad-value */
export function readUnits(given: string | undefined): PressureUnit | undefined {
  if (given === undefined) return undefined;
  const unit = PRESSURE_UNITS.find((known) => known.toLowerCase() === given.toLowerCase());
  if (unit) return unit;
  throw new OnairError('bad-value', { message: `--units "${given}"`, hint: suggest(given, PRESSURE_UNITS) });
}

const AIMS = ['settled', 'cold'] as const;

function readAim(given: string | undefined): Vehicle['aim'] | undefined {
  if (given === undefined) return undefined;
  const aim = AIMS.find((known) => known === given.toLowerCase());
  if (aim) return aim;
  throw new OnairError('bad-value', { message: `--aim "${given}"`, hint: suggest(given, AIMS) });
}

function readTank(given: string): number {
  if (given === 'none') return 0;
  const read = readQuantity(given, 'volume');
  if ('value' in read && read.value >= 0 && read.value <= 200) return read.value;
  const problem = 'problem' in read ? read.problem : `${given} is not possible here`;
  throw new OnairError('bad-value', {
    message: `--tank: ${problem}`,
    hint: 'for example 2gal, 7.6l or none',
  });
}

/** The file already defines these; a vehicle is described in one place. */
function refuseBesideFile({ pump, manifold, vent, size }: JobFlags): void {
  const twice = Object.entries({ pump, manifold, vent, size }).find(([, value]) => value !== undefined)?.[0];
  if (twice === undefined) return;
  throw new OnairError('bad-usage', {
    message: `--${twice} and --vehicle don't go together`,
    hint: 'the vehicle file tells that: change it there; to try what would be, onair air plan and simulate take both',
  });
}
