import type { Command, CycleState, Job } from '../../../../firmware/air-up/library.js';
import type { Board } from '../../../air-up/second-plant/board.js';
import { CABLE, type LinkSetup } from '../../../air-up/second-plant/link.js';
import type { Outlet } from '../../../air-up/second-plant/outlet.js';
import type { Plant } from '../../../air-up/second-plant/plant.js';
import type { Person } from '../../../air-up/second-plant/run-cycle.js';
import type { SensorSetup } from '../../../air-up/second-plant/sensor.js';
import type { PlantSetup } from '../../../air-up/second-plant/setup.js';
import type { FaultSetup } from './setups.js';

export type FaultMoment = 'start' | 'mid' | 'late';

/** One way in which a job goes wrong. */
export interface FaultKind {
  readonly name: string;
  /** The row of one of the tables of hazards that it is about, or what was seen that stands in none. */
  readonly row: string;
  /** When it strikes. Without: it is so from the beginning, by the fields below. */
  readonly at?: FaultMoment;
  readonly if?: (plant: Plant) => boolean;
  readonly breaks?: (plant: Plant, board: Board) => Command | undefined;
  readonly plant?: (setup: FaultSetup) => Partial<PlantSetup>;
  readonly job?: (job: Job) => Partial<Job>;
  readonly link?: (atMs: number) => LinkSetup;
  readonly person?: Person;
  readonly actions?: (nowMs: number, state: CycleState, setup: FaultSetup) => readonly Command[];
  /** Setups that it can happen in; all without it. */
  readonly needs?: (setup: FaultSetup) => boolean;
  /** A constant error of the sensor, which nothing can see that has one sensor: counted apart. */
  readonly constant?: true;
  /** Nothing is wrong that should stop anybody: ending in a fault is the failure. */
  readonly harmless?: true;
  /** Longest time that is played, s. */
  readonly atMostS?: number;
}

/** The one hose. */
export const hose = (plant: Plant): Outlet => plant.outlets[0] as Outlet;

/** Breaks something of the one hose. */
export function breaking(change: (outlet: Outlet, plant: Plant) => void): NonNullable<FaultKind['breaks']> {
  return (plant) => {
    change(hose(plant), plant);
    return undefined;
  };
}

/** Turns something of the one sensor. */
export const sensing = (change: Partial<SensorSetup>): NonNullable<FaultKind['breaks']> =>
  breaking(({ sensor }) => Object.assign(sensor.setup, change));

/** A link that is not as it should be from a moment on. */
export const linking =
  (change: (atMs: number) => Partial<LinkSetup>): NonNullable<FaultKind['link']> =>
  (atMs) => ({ ...CABLE, ...change(atMs) });

/** Stands still once, or again every few seconds. */
export const stall = (atMs: number, ms: number): { readonly fromMs: number; readonly toMs: number }[] => [
  { fromMs: atMs, toMs: atMs + ms },
];

export const inflates = ({ job }: FaultSetup): boolean => job.kind === 'inflate';
export const airsDown = ({ job }: FaultSetup): boolean => job.kind === 'deflate';
export const vents = ({ hasVent }: FaultSetup): boolean => hasVent;
export const twoTires = ({ tires }: FaultSetup): boolean => tires > 1;
export const oneTire = (setup: FaultSetup): boolean => inflates(setup) && !twoTires(setup);
