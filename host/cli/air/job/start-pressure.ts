import { readPressure, sameName } from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError, suggest } from '../../../base/index.js';
import type { JobRequest } from './job-flags.js';

/** Default pressures of a tire after a day off the road, and before one, psi. */
const USUAL_PSI = { down: 12, up: 38 };

/**
 * Pressure before the job, by tire of the job: `--from`, a pressure or a preset; else the furthest
 * preset of the vehicle file on the other side of the target.
 * @throws OnairError bad-value
 */
export function startsOf({ vehicle, units, built }: JobRequest, from: string | undefined): number[] {
  const { kind } = built.job;
  if (from !== undefined && /^\s*[\d.,+-]/.test(from)) {
    const psi = readPressure(from, units, '--from');
    return built.job.tires.map(() => psi);
  }
  const preset = from === undefined ? undefined : presetOf(vehicle.presets, from);
  return built.job.tires.map(({ name, targetPsi, maxPsi }) => {
    const named = preset?.get(name);
    if (named !== undefined) return named;
    if (kind === 'leak-test' || kind === 'watch') return Math.min(USUAL_PSI.up, maxPsi);
    const others = [...vehicle.presets.values()].flatMap((targets) => targets.get(name) ?? []);
    if (kind === 'deflate') return Math.max(targetPsi, USUAL_PSI.up, ...others);
    const least = Math.min(targetPsi, ...others);
    return least < targetPsi ? least : Math.min(USUAL_PSI.down, targetPsi / 2);
  });
}

function presetOf(
  presets: JobRequest['vehicle']['presets'],
  from: string,
): ReadonlyMap<string, number> | undefined {
  const names = [...presets.keys()];
  const preset = presets.get(sameName(from, names) ?? '');
  if (preset) return preset;
  throw new OnairError('bad-value', {
    message: `--from "${from}" is neither a pressure nor a preset`,
    hint: names.length > 0 ? `for example --from 12psi; ${suggest(from, names)}` : 'for example --from 12psi',
  });
}
