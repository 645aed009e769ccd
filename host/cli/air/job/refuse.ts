import { checkJob } from '../../../../firmware/air-up/cycle/job/check-job.js';
import type { Job } from '../../../../firmware/air-up/cycle/job/job.js';
import { pressureText } from '../../../../firmware/air-up/vehicle/pressure.js';
import type { PressureUnit } from '../../../../firmware/air-up/vehicle/quantity.js';
import { kpaToPsi } from '../../../../firmware/units.js';
import { OnairError } from '../../../base/error.js';

/** Refuses a job that must not be started, before anything is opened. @throws OnairError unsafe, bad-value */
export function refuse(job: Job, units: PressureUnit): void {
  const refusals = checkJob(job);
  const unsafe = refusals.find(({ code }) => code !== 'bad-job');
  const first = unsafe ?? refusals[0];
  if (!first) return;
  const message = units === 'psi' ? first.message : inUnits(first.message, units);
  throw new OnairError(unsafe ? 'unsafe' : 'bad-value', {
    message: `${message}; nothing was opened`,
    hint: meantKpa(job) ?? first.hint,
    details: { refusals },
  });
}

/** The cycle speaks psi; a person who thinks in another unit reads that one. */
function inUnits(message: string, units: PressureUnit): string {
  return message.replace(/(\d+(?:\.\d+)?) psi/g, (_, psi: string) => pressureText(Number(psi), units));
}

/** `FL=260`: as psi it would burst the tire, as kPa it is a usual pressure. */
function meantKpa({ tires }: Job): string | undefined {
  const tire = tires.find(({ targetPsi, maxPsi }) => targetPsi > maxPsi);
  if (!tire || tire.targetPsi < 100 || kpaToPsi(tire.targetPsi) > tire.maxPsi) return undefined;
  return `did you mean ${tire.name}=${Math.round(tire.targetPsi)}kPa? the maximum stands on the sidewall; never go above it`;
}
