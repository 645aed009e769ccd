import type { PressureTarget, Vehicle } from '../vehicle.js';
import { buildJob, type VehicleJob } from './build-job.js';
import { directionOf } from './direction.js';

/** What people at a page put together for the next start; a tire that has no target is left alone. */
export interface AirPlan {
  readonly kind: 'inflate' | 'deflate';
  /** The preset that it came from, until somebody changes a target. */
  readonly preset?: string;
  /** By name of the tire, psi. */
  readonly targets: ReadonlyMap<string, number>;
}

/** The targets of a preset; undefined for one that the vehicle does not have. */
export function planOfPreset(vehicle: Vehicle, preset: string): AirPlan | undefined {
  const targets = vehicle.presets.get(preset);
  return targets && { kind: directionOf(vehicle, preset), preset, targets };
}

/** What was asked for on a command line. */
export function planOfTargets(kind: AirPlan['kind'], chosen: readonly PressureTarget[]): AirPlan {
  return { kind, targets: new Map(chosen.map(({ tire, targetPsi }) => [tire, targetPsi])) };
}

/** Another target for a tire, or none. */
export function withTarget(plan: AirPlan, tire: string, psi: number | undefined): AirPlan {
  const targets = new Map(plan.targets);
  if (psi === undefined) targets.delete(tire);
  else targets.set(tire, psi);
  return { kind: plan.kind, targets };
}

/** The job of a plan; it must still pass `checkJob`. */
export function jobOfPlan(vehicle: Vehicle, { kind, targets }: AirPlan, holdToRun: boolean): VehicleJob {
  const chosen = vehicle.tires.flatMap(({ name, maxPsi }) => {
    const targetPsi = targets.get(name);
    return targetPsi === undefined ? [] : [{ tire: name, targetPsi, maxPsi }];
  });
  const built = buildJob(vehicle, kind, chosen);
  return holdToRun ? { ...built, job: { ...built.job, holdToRun } } : built;
}
