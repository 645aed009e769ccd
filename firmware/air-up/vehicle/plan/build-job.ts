import { atmosphereAt, cfmToLPerMin, paToPsi } from '../../../units.js';
import {
  type DutyLimit,
  type Job,
  type JobKind,
  leastTargetPsi,
  type PumpControl,
} from '../../cycle/index.js';
import type { PressureTarget, Vehicle, VehiclePump, VehicleTire } from '../vehicle.js';

/** A job on a vehicle, and what of the vehicle takes part. */
export interface VehicleJob {
  readonly job: Job;
  /** By tire of the job. */
  readonly tires: readonly VehicleTire[];
  /** By outlet of the job: its position in {@link Vehicle.outlets}, which is that of its pins. */
  readonly outlets: readonly number[];
}

/**
 * The job that reaches the targets. Tires come in the vehicle's order, whatever the order of the targets; outlets
 * without a tire to serve take no part.
 * @throws RangeError for a target of a tire that the vehicle does not have
 */
export function buildJob(vehicle: Vehicle, kind: JobKind, targets: readonly PressureTarget[]): VehicleJob {
  const stranger = targets.find((target) => !vehicle.tires.some(({ name }) => name === target.tire));
  if (stranger) throw new RangeError(`no tire ${stranger.tire}`);
  const chosen = vehicle.tires.flatMap((tire, index) => {
    const target = targets.find((given) => given.tire === tire.name);
    return target ? [{ index, tire, target }] : [];
  });
  const outlets = vehicle.outlets.flatMap((served, position) => {
    const tires = served.flatMap((index) => {
      const at = chosen.findIndex((entry) => entry.index === index);
      return at < 0 ? [] : [at];
    });
    const sensor = vehicle.sensors[position];
    return tires.length > 0 && sensor ? [{ position, tires, sensor }] : [];
  });
  const ambientPsi = paToPsi(atmosphereAt(vehicle.altitudeM).pressurePa);
  return {
    job: {
      kind,
      tires: chosen.map(({ tire, target }) => ({
        name: tire.name,
        targetPsi: target.targetPsi,
        maxPsi: Math.min(target.maxPsi, tire.maxPsi),
        ...volumeOf(tire),
      })),
      outlets: outlets.map(({ tires, sensor }) => ({
        hasVent: vehicle.hasVent,
        sensor: sensor.calibration,
        tires,
      })),
      pump: {
        control: controlOf(vehicle.pump),
        duty: dutyOf(vehicle.pump),
        freeLPerMin: cfmToLPerMin(vehicle.pump.model.flow[0]?.cfm ?? 0),
      },
      aim: aimOf(
        vehicle,
        kind,
        chosen.map(({ target }) => target.targetPsi),
        ambientPsi,
      ),
      ambientPsi,
      limits: vehicle.limits,
    },
    tires: chosen.map(({ tire }) => tire),
    outlets: outlets.map(({ position }) => position),
  };
}

/**
 * The cycle takes a volume to be good to this share; one that is known worse is told smaller, so that it can't fill
 * faster.
 */
const BELIEVED_ERROR = 0.15;

function volumeOf({ cavity, volumeError = BELIEVED_ERROR }: VehicleTire): { readonly volumeL?: number } {
  return cavity ? { volumeL: (cavity.volumeL * (1 + BELIEVED_ERROR)) / (1 + volumeError) } : {};
}

/**
 * Air that is let out gets this much colder at most, as a share of absolute pressure
 * (SOURCES.md#which-pressure-is-meant).
 */
const COLDEST = 0.85;

/** Letting out below a low target, so that it is right when warm again, would come near to "no tire on the hose". */
function aimOf(
  { aim, limits }: Vehicle,
  kind: JobKind,
  targets: readonly number[],
  ambientPsi: number,
): Job['aim'] {
  if (aim === 'settled' || kind !== 'deflate') return aim;
  const lowest = (Math.min(...targets) + ambientPsi) * COLDEST - ambientPsi;
  return lowest < leastTargetPsi(limits) ? 'settled' : aim;
}

/** A job with every outlet of a vehicle, never to be started: what a board must guard whichever job comes. */
export function guardJob(vehicle: Vehicle): Job {
  const all = vehicle.tires.map(({ name, maxPsi }) => ({ tire: name, targetPsi: maxPsi, maxPsi }));
  return buildJob(vehicle, 'inflate', all).job;
}

function controlOf({ by, relay, cutInPsi, cutOutPsi, lineSensor }: VehiclePump): PumpControl {
  if (by === 'software' && lineSensor)
    return { kind: 'software', cutInPsi, cutOutPsi, sensor: lineSensor.calibration };
  return { kind: 'mechanical', relay };
}

function dutyOf({ model: { duty } }: VehiclePump): DutyLimit {
  if (duty.kind === 'continuous') return duty;
  return { kind: 'intermittent', share: duty.share, longestRunMs: duty.longestRunS * 1000 };
}
