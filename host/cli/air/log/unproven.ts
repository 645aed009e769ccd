import type { Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import type { JobRecord } from '../../../panel/index.js';

/**
 * Fill valves of a vehicle that a fault has left unproven, or a job that was cut short: no pulse since has shown that
 * they shut.
 */
export interface Unproven {
  readonly vehicle: string;
  /** Outlets of the vehicle, from 0. */
  readonly outlets: readonly number[];
  /** Begin of the job that ended in the fault, or never ended. */
  readonly since: Date;
  /** That job has no end: its program was killed, or the computer died, or it runs yet. */
  readonly unfinished: boolean;
}

/** What the newest job of each vehicle has left unproven; vehicles without anything are omitted. */
export function unprovenOf(jobs: readonly JobRecord[]): Unproven[] {
  const found = new Map<string, Unproven | undefined>();
  for (const { vehicle, startedAt, stopReason, unproven: outlets = [] } of jobs) {
    const first = found.get(vehicle) ?? { since: new Date(startedAt), unfinished: stopReason === null };
    found.set(vehicle, outlets.length > 0 ? { ...first, vehicle, outlets } : undefined);
  }
  return [...found.values()].filter((one) => one !== undefined);
}

/** How the fill valves are called: `the fill valve`, with several hoses `the fill valve of FL`. */
export function valveNames({ outlets, tires }: Vehicle, unproven: readonly number[]): string {
  if (outlets.length === 1) return 'the fill valve';
  const names = unproven.map((outlet) => outlets[outlet]?.map((tire) => tires[tire]?.name).join(', '));
  return `the fill valve of ${names.join(' and of ')}`;
}

/** A sentence for a person. */
export function valvesText(valves: string): string {
  return `nothing has shown that ${valves} shuts: no tire is called done before a pulse has shown it, or its reading has held for a minute`;
}

/** The same, with the job that it began with. */
export function unprovenText(valves: string, { since, unfinished }: Unproven): string {
  const day = since.toISOString().slice(0, 16).replace('T', ' ');
  const job = unfinished ? `the job of ${day}, which has no end in the log,` : `the fault of ${day}`;
  return `since ${job} ${valvesText(valves)}`;
}

/** How a person who has mended the valve says so: a command line. */
export function forgetValves(history: string | undefined): string {
  return `onair air log forget --valves${history === undefined ? '' : ` --history ${history}`}`;
}
