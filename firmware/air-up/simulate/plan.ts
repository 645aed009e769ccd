import type { Vehicle } from '../vehicle/index.js';
import { playJob, type SimulatedJob } from './simulated-job.js';

/** What one way to do a job takes. */
export interface PlanRow {
  readonly setup: string;
  readonly tankL: number;
  readonly manifold: boolean;
  /** It is the vehicle as it is. */
  readonly asItIs: boolean;
  readonly minutes: number;
  readonly starts: number;
  readonly runMinutes: number;
  /** Share of the whole time that the pump runs. */
  readonly runShare: number;
  readonly ampHours: number;
  readonly lowestVolts: number;
  /** Why it would not get done; `done` when it does. */
  readonly ends: string;
}

/** The tank that is compared, when the vehicle has none: 2 US gallons (SOURCES.md#the-job). */
const COMPARED_TANK_L = 7.57;

/** The same job on the vehicle as it is, and as it would be with or without a tank and with a hose for every tire. */
export function planTrip(trip: SimulatedJob): PlanRow[] {
  const own = trip.vehicle;
  const hasManifold = own.outlets.every(({ length }) => length === 1);
  const otherTankL = own.tankL > 0 ? 0 : COMPARED_TANK_L;
  const tanks = [own.tankL, otherTankL];
  const ways = own.tires.length > 1 && !hasManifold ? [false, true] : [hasManifold];
  return ways.flatMap((manifold) =>
    tanks.map((tankL) => {
      const asItIs = manifold === hasManifold && tankL === own.tankL;
      const vehicle = asItIs ? own : { ...(manifold && !hasManifold ? withManifold(own) : own), tankL };
      const { report, recording } = playJob({ ...trip, vehicle });
      const runS = recording.pump.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
      return {
        setup: `${hosesOf(vehicle)}, ${tankL > 0 ? `tank ${tankL.toFixed(1)} l` : 'no tank'}`,
        tankL,
        manifold,
        asItIs,
        minutes: recording.seconds / 60,
        starts: recording.pump.length,
        runMinutes: runS / 60,
        runShare: recording.seconds > 0 ? runS / recording.seconds : 0,
        ampHours: recording.ampHours,
        lowestVolts: recording.lowestVolts,
        ends: report.stopReason,
      };
    }),
  );
}

function hosesOf({ outlets, tires }: Vehicle): string {
  if (outlets.every(({ length }) => length === 1)) return tires.length === 1 ? 'one hose' : 'a hose for each';
  return outlets.length === 1 ? 'one hose' : `${outlets.length} hoses`;
}

function withManifold(vehicle: Vehicle): Vehicle {
  const [sensor] = vehicle.sensors;
  return {
    ...vehicle,
    outlets: vehicle.tires.map((_, index) => [index]),
    sensors: vehicle.tires.flatMap(() => (sensor ? [sensor] : [])),
  };
}
