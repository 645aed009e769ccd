import { withManifold } from '../vehicle/index.js';
import { BRISK_OPERATOR } from './simulate.js';
import { playJob, type SimulatedJob } from './simulated-job.js';

/** Time, pump and battery that a job takes on one variant of the vehicle. */
export interface PlanRow {
  readonly tankL: number;
  readonly hoses: number;
  /** A hose for each tire. */
  readonly manifold: boolean;
  /** This variant is the vehicle itself. */
  readonly asItIs: boolean;
  readonly minutes: number;
  /** Part of that: a person carries hoses from tire to tire. */
  readonly walkMinutes: number;
  /** How often a hose goes to another tire. */
  readonly walks: number;
  readonly starts: number;
  readonly runMinutes: number;
  /** Share of the whole time that the pump runs. */
  readonly runShare: number;
  readonly ampHours: number;
  readonly lowestVolts: number;
  /** Stop reason of the job: `done`, or what would keep it from getting done. */
  readonly ends: string;
}

/** Tank of the variant with one, for a vehicle that has none: 2 US gallons (SOURCES.md#the-job). */
const COMPARED_TANK_L = 7.57;

/** The same job on the vehicle as it is, with or without a tank, and with a hose for every tire. */
export function planTrip(trip: SimulatedJob): PlanRow[] {
  const { vehicle: own } = trip;
  const hasManifold = own.outlets.every(({ length }) => length === 1);
  const otherTankL = own.tankL > 0 ? 0 : COMPARED_TANK_L;
  const tanks = trip.kind === 'deflate' ? [own.tankL] : [own.tankL, otherTankL]; // air that goes out needs none
  const ways = own.tires.length > 1 && !hasManifold ? [false, true] : [hasManifold];
  return ways.flatMap((manifold) =>
    tanks.map((tankL) => {
      const asItIs = manifold === hasManifold && tankL === own.tankL;
      const vehicle = asItIs ? own : { ...(manifold && !hasManifold ? withManifold(own) : own), tankL };
      return rowOf({ ...trip, vehicle }, asItIs);
    }),
  );
}

/** The same job on the vehicle as it is, alone. */
export function planAsItIs(trip: SimulatedJob): PlanRow {
  return rowOf(trip, true);
}

function rowOf(trip: SimulatedJob, asItIs: boolean): PlanRow {
  const { vehicle, person = BRISK_OPERATOR } = trip;
  const { report, recording, simulated } = playJob(trip);
  const walks = simulated.events.filter(({ event }) => event.kind === 'move-hose').length;
  const runS = recording.pump.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  return {
    tankL: vehicle.tankL,
    hoses: vehicle.outlets.length,
    manifold: vehicle.outlets.every(({ length }) => length === 1),
    asItIs,
    minutes: recording.seconds / 60,
    walks,
    walkMinutes: (walks * (person.offS + person.onS)) / 60,
    starts: recording.pump.length,
    runMinutes: runS / 60,
    runShare: recording.seconds > 0 ? runS / recording.seconds : 0,
    ampHours: recording.ampHours,
    lowestVolts: recording.lowestVolts,
    ends: report.stopReason,
  };
}
