import {
  checkJob,
  type Job,
  type JobRefusal,
  leastTargetPsi,
  MOVES_AIR,
} from '../../../../firmware/air-up/cycle/index.js';
import {
  outOfReach,
  type PressureUnit,
  pressureText,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import { barToPsi, kpaToPsi } from '../../../../firmware/units.js';
import { OnairError } from '../../../base/index.js';
import { refusalText } from '../../../text/index.js';

/** Refusals that could burst a tire; the others are mistakes in the job. */
const UNSAFE: ReadonlySet<JobRefusal['code']> = new Set(['target-above-maximum', 'target-above-ceiling']);

/** Refuses an invalid job before any valve is opened. @throws OnairError unsafe, bad-value */
export function refuse(job: Job, units: PressureUnit, vehicle: Vehicle): void {
  const refusals = checkJob(job).map((refusal) => ({
    ...refusal,
    ...refusalText(refusal, (psi) => pressureText(psi, units)),
  }));
  const unsafe = refusals.find(({ code }) => UNSAFE.has(code));
  const first = unsafe ?? refusals[0];
  if (!first) {
    const asked = MOVES_AIR[job.kind] && job.kind !== 'deflate' ? job.tires : [];
    const far = outOfReach(
      { ...vehicle, units },
      asked.map(({ name, targetPsi }) => ({ tire: name, targetPsi })),
    );
    if (far) throw new OnairError('bad-value', { ...far, message: `${far.message}; nothing was opened` });
    return;
  }
  throw new OnairError(unsafe ? 'unsafe' : 'bad-value', {
    message: `${first.message}; nothing was opened`,
    hint: meantKpa(job) ?? meantBar(job) ?? first.hint,
    details: { refusals },
  });
}

/** `FL=2.6`: a flat tire in psi, a usual pressure in bar. */
function meantBar({ tires, limits }: Job): string | undefined {
  const tire = tires.find(({ targetPsi }) => targetPsi < leastTargetPsi(limits));
  if (!tire || tire.targetPsi < 0.5 || barToPsi(tire.targetPsi) > tire.maxPsi) return undefined;
  return `did you mean ${tire.name}=${Number(tire.targetPsi.toFixed(2))}bar?`;
}

/** `FL=260`: would burst the tire in psi, a usual pressure in kPa. */
function meantKpa({ tires }: Job): string | undefined {
  const tire = tires.find(({ targetPsi, maxPsi }) => targetPsi > maxPsi);
  if (!tire || tire.targetPsi < 100 || kpaToPsi(tire.targetPsi) > tire.maxPsi) return undefined;
  return `did you mean ${tire.name}=${Math.round(tire.targetPsi)}kPa? the maximum is printed on the sidewall; never go above it`;
}
