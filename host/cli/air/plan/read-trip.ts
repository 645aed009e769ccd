import { isLowering, type Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../../base/index.js';
import { type JobFlags, type JobRequest, readRequest } from '../job/job-flags.js';
import { startsOf } from '../job/start-pressure.js';

interface TripFlags extends JobFlags {
  readonly from?: string;
}

/**
 * A job without a stated direction: up or down, depending on the pressures.
 * @throws OnairError bad-usage, bad-value, unsafe
 */
export async function readTrip(flags: TripFlags): Promise<JobRequest> {
  const up = await readRequest(flags, 'inflate');
  if (!goesDown(up, flags)) return up;
  if (flags.vent || up.vehicle.hasVent || flags.vehicle === undefined) return readRequest(flags, 'deflate');
  throw noVent(up.vehicle, flags.preset);
}

/** A preset below others is for letting air out; if start pressures are given, they decide. */
function goesDown(request: JobRequest, { from, preset }: TripFlags): boolean {
  const { vehicle, built } = request;
  if (from === undefined) return preset !== undefined && isLowering(vehicle, preset);
  const starts = startsOf(request, from);
  return built.job.tires.every(({ targetPsi }, index) => targetPsi < (starts[index] ?? 0));
}

/** Why a preset can't be reached. */
export function noVent({ title }: Vehicle, preset: string | undefined, job?: 'inflate'): OnairError {
  const what = preset === undefined ? 'every tire has more than its target' : `preset ${preset} lets air out`;
  return new OnairError('bad-value', {
    message: `${what}, and ${title} has no vent valve`,
    hint: `let air out by hand, with onair air watch beside it; or wire a vent valve and write vent-valve: yes${
      job ? '; to fill tires that have even less, name them: --tire FL=12' : ''
    }`,
  });
}
