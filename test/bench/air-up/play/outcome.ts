import type { PlantTruth } from '../../../../firmware/air-up/plant/truth.js';
import type { RandomJob } from './jobs.js';

/** What a controller made of a job, measured on the truth. */
export interface Outcome {
  /** `done`, or how else it ended: a fault, given up. */
  readonly ending: string;
  /** From the start until the controller says that the tire is done; endless when it never does. */
  readonly timeS: number;
  readonly valveCycles: number;
  /** Real starts of the motor until then. */
  readonly pumpStarts: number;
  /** Pressure in the tire at that moment, less the target. */
  readonly errorPsi: number;
  /** What the controller takes that for. */
  readonly readErrorPsi: number;
  /** That pressure when the air has cooled, less the target. */
  readonly coldErrorPsi: number;
  /** Pressure that the tire would need then to cool to the target. */
  readonly neededForColdPsi: number;
  /** Highest pressure that was ever in the tire, less the target, and less the tire's maximum. */
  readonly overshootPsi: number;
  readonly aboveMaxPsi: number;
}

/** What a controller itself says at the end. */
export interface Said {
  readonly ending: string;
  readonly timeS: number;
  readonly valveCycles: number;
  readonly readPsi: number;
}

/** Judges by the truth at the moment when a controller was done. */
export function judge(
  { targetPsi, maxPsi, job }: RandomJob,
  said: Said,
  truth: PlantTruth,
  highestPsi: number,
): Outcome {
  const { psi = Number.NaN, coldPsi = Number.NaN } = truth.tires[0] ?? {};
  const warmth = (psi + job.ambientPsi) / (coldPsi + job.ambientPsi);
  return {
    ending: said.ending,
    timeS: said.ending === 'done' || said.ending === 'past' ? said.timeS : Number.POSITIVE_INFINITY,
    valveCycles: said.valveCycles,
    pumpStarts: truth.pump.starts,
    errorPsi: psi - targetPsi,
    readErrorPsi: said.readPsi - targetPsi,
    coldErrorPsi: coldPsi - targetPsi,
    neededForColdPsi: (targetPsi + job.ambientPsi) * warmth - job.ambientPsi,
    overshootPsi: highestPsi - targetPsi,
    aboveMaxPsi: highestPsi - maxPsi,
  };
}
