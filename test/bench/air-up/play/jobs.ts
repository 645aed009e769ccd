import { type DutyLimit, type Job, ratiometric } from '../../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import { DEFAULTS, type PlantSetup } from '../../../../firmware/air-up/plant/setup.js';
import { ARB_TWIN, type PumpModel, SMALL_12V } from '../../../../firmware/air-up/plant/supply/pump-models.js';
import {
  parseTireSize,
  type TireCavity,
  tireCavity,
} from '../../../../firmware/air-up/plant/tire/tire-size.js';

/** One random job: a plant, what is wanted of it, and all that a controller knows. */
export interface RandomJob {
  readonly seed: number;
  readonly title: string;
  /** Without its noise: see {@link plantOf}. */
  readonly plant: Omit<PlantSetup, 'random'>;
  readonly job: Job;
  readonly targetPsi: number;
  readonly maxPsi: number;
}

/** The plant of a job, with its noise from the beginning: every controller gets the same. */
export function plantOf({ plant, seed }: RandomJob): PlantSetup {
  return { ...plant, random: seeded(seed) };
}

/** What the rating plate of a pump says, as a controller knows it. */
export function dutyOf({ duty }: PumpModel): DutyLimit {
  return duty.kind === 'continuous' ? duty : { ...duty, longestRunMs: duty.longestRunS * 1000 };
}

/** @throws RangeError for what is no size */
export function cavityOf(size: string): TireCavity {
  const parsed = parseTireSize(size);
  if (!parsed) throw new RangeError(`no tire has the size ${size}`);
  return tireCavity(parsed);
}

/** 29 to 37 in, and two of trailers. */
const SIZES = [
  '29x9.5R15',
  '30x9.5R15',
  '31x10.5R15',
  '265/70R17',
  '32x11.5R15',
  '33x12.5R15',
  '285/70R17',
  '35x12.5R17',
  '37x12.5R17',
  '37x13.5R20',
  'ST205/75R15',
  'ST225/75R15',
];

const TANK_L = 7.57; // 2 gallons
/** A wide valve, so that the conductance drawn is that of the whole way from the line to the tire. */
const WIDE_VALVE = { ...DEFAULTS.outlet.fillValve, conductance: { lPerSBar: 5, criticalRatio: 0.3 } };

/** The job with a number: the same for ever. */
export function randomJob(seed: number): RandomJob {
  const random = seeded(seed * 7919 + 1);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const size = SIZES[Math.floor(random() * SIZES.length)] ?? '35x12.5R17';
  const cavity = cavityOf(size);
  const startPsi = between(5, 50);
  const targetPsi = between(startPsi + 2, 60);
  // A sidewall's maximum, sometimes the target itself.
  const maxPsi = Math.min(80, Math.ceil(targetPsi + between(0, 20)));
  const pump = random() < 0.5 ? ARB_TWIN : SMALL_12V;
  const tankL = random() < 0.5 ? TANK_L : 0;
  // Evenly spread on a logarithmic scale: a factor of ten lies between the two ends.
  const lPerSBar = 0.15 * 10 ** random();
  const filmWPerM2K = 5 * 4 ** random(); // 5 to 20: firmware/air-up/SOURCES.md#heat-in-the-tire
  const noisePsi = between(0.05, 0.2);
  const path = { lPerSBar, criticalRatio: between(0.2, 0.5) };
  const sensor = { ...DEFAULTS.outlet.sensor, noisePsi };
  const parts = `C ${lPerSBar.toFixed(2)}, ${pump === ARB_TWIN ? 'ARB' : 'small'}${tankL > 0 ? ', tank' : ''}`;
  return {
    seed,
    title: `${size} ${startPsi.toFixed(1)} -> ${targetPsi.toFixed(1)} psi, ${parts}`,
    targetPsi,
    maxPsi,
    plant: {
      tires: [{ name: 'T', cavity, startPsi }],
      outlets: [{ at: 0, path, fillValve: WIDE_VALVE, ventValve: 'none', sensor }],
      pump,
      tankL,
      lineStartPsi: 100, // between the 90 and the 110 of the switch
      filmWPerM2K,
    },
    job: {
      kind: 'inflate',
      tires: [{ name: 'T', targetPsi, maxPsi, volumeL: cavity.volumeL }],
      outlets: [{ hasVent: false, sensor: ratiometric(150), tires: [0] }],
      pump: { control: { kind: 'mechanical', relay: true }, duty: dutyOf(pump) },
      aim: 'settled',
      ambientPsi: 14.7,
      limits: DEFAULT_LIMITS,
    },
  };
}
