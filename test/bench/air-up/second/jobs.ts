import { DEFAULT_LIMITS, type Job, ratiometric } from '../../../../firmware/air-up/library.js';
import { Chance } from '../../../air-up/second-plant/chance.js';
import { atmospherePa, PA_PER_PSI } from '../../../air-up/second-plant/gas.js';
import type { LinkSetup } from '../../../air-up/second-plant/link.js';
import type { PumpSetup } from '../../../air-up/second-plant/pump.js';
import { type PlantSetup, pumpOf } from '../../../air-up/second-plant/setup.js';
import type { Aim } from './oracle.js';

/** A job on the second plant, with what is wanted by whom. */
export interface SecondJob {
  readonly seed: number;
  readonly kind: JobClass;
  readonly title: string;
  readonly plant: PlantSetup;
  readonly link: LinkSetup;
  readonly job: Job;
  readonly aims: readonly Aim[];
  readonly cfm: number;
}

/** One tire of a job. */
interface Requested {
  readonly liters: number;
  readonly startPsi: number;
  readonly targetPsi: number;
  readonly maxPsi: number;
}

/** Room of tires, l: 35 in has 96 (firmware/air-up/SOURCES.md#tire-volume), others by the same formula. */
const CLASSES = {
  motorcycle: { share: 10, tire: (c) => rising(c, c.between(8, 20), c.between(8, 26), c.between(28, 42)) },
  ATV: { share: 10, tire: (c) => rising(c, c.between(18, 36), c.between(3.5, 5), c.between(6, 12)) },
  '29 to 40 in': {
    share: 40,
    tire: (c) => rising(c, c.between(45, 150), c.between(6, 30), c.between(32, 60)),
  },
  'trailer to 80 psi': {
    share: 12,
    tire: (c) => rising(c, c.between(35, 75), c.between(20, 60), c.between(62, 80)),
  },
  'top-up': { share: 10, tire: topUp },
  deflate: { share: 8, tire: (c) => rising(c, c.between(30, 130), c.between(26, 45), c.between(8, 20)) },
  manifold: { share: 10, tire: (c) => rising(c, c.between(45, 110), c.between(8, 25), c.between(30, 50)) },
} as const satisfies Record<string, { readonly share: number; readonly tire: (chance: Chance) => Requested }>;

export type JobClass = keyof typeof CLASSES;
const SHARES = Object.entries(CLASSES) as [JobClass, (typeof CLASSES)[JobClass]][];

/** The maximum is sometimes the target itself. */
function rising(chance: Chance, liters: number, startPsi: number, targetPsi: number): Requested {
  const above = Math.max(0, chance.between(-4, 20));
  const maxPsi = Math.min(80, Math.max(Math.ceil(startPsi), Math.ceil(targetPsi + above)));
  return { liters, startPsi, targetPsi, maxPsi };
}

function topUp(chance: Chance): Requested {
  const targetPsi = chance.between(24, 60);
  return rising(chance, chance.between(12, 120), targetPsi - chance.between(0.8, 4), targetPsi);
}

function classOf(chance: Chance): JobClass {
  let at = chance.next() * 100;
  for (const [name, { share }] of SHARES) {
    at -= share;
    if (at < 0) return name;
  }
  return '29 to 40 in';
}

/** The job with a number: the same for ever. Never used to tune anything. */
export function secondJob(seed: number): SecondJob {
  const chance = new Chance(seed * 130_363 + 29);
  const kind = classOf(chance);
  const one = CLASSES[kind].tire(chance);
  const wanted = Array.from({ length: kind === 'manifold' ? 4 : 1 }, (_, index) =>
    index === 0 ? one : { ...one, startPsi: Math.max(5, one.startPsi + chance.between(-3, 3)) },
  );
  const cfm = chance.spread(0.5, 10);
  const pump = drawPump(chance, cfm);
  const tankLiters = chance.next() < 0.4 ? chance.spread(4, 75.7) : 0; // to 20 gallons
  const chuckLPerSBar = chance.spread(0.1, 2.5);
  const altitudeM = chance.next() < 0.3 ? chance.between(0, 3500) : 0;
  const noisePsi = chance.between(0.05, 0.2);
  const outlet = {
    chuckLPerSBar,
    chuckB: chance.between(0.2, 0.5),
    hoseLPerSBar: chance.of([0.8, 1.6]), // 1/4 and 3/8 in: firmware/air-up/SOURCES.md#hose-loss, derived
    hoseLiters: chance.between(0.05, 0.5),
    openMs: Math.round(chance.between(10, 60)),
    closeMs: Math.round(chance.between(10, 80)),
    sensor: { noisePsi, lagS: chance.between(0.005, 0.04) },
    ...(kind === 'deflate' && { ventLPerSBar: 1 }),
  };
  const reported = chance.next() < 0.7 ? chance.between(0.88, 1.12) : undefined;
  const start = `${wanted[0]?.startPsi.toFixed(1)} -> ${wanted[0]?.targetPsi.toFixed(1)}`;
  return {
    seed,
    kind,
    cfm,
    title: `${kind}, ${one.liters.toFixed(0)} l, ${start} psi, ${cfm.toFixed(2)} CFM, tank ${tankLiters.toFixed(0)} l, C ${chuckLPerSBar.toFixed(2)}`,
    link: { upMs: Math.round(chance.between(1, 15)), downMs: Math.round(chance.between(1, 15)) },
    plant: {
      seed,
      tires: wanted.map(({ liters, startPsi }) => ({
        liters,
        startPsi,
        growthPerPsi: chance.between(0, 0.0006),
        filmWPerM2K: chance.spread(5, 20),
      })),
      outlets: wanted.map((_, index) => ({ at: index, ...outlet })),
      pump,
      tankLiters,
      lineStartPsi: tankLiters > 0 || chance.next() < 0.8 ? 100 : 0,
      relay: true,
      altitudeM,
      ambientC: chance.between(-5, 38),
    },
    job: {
      kind: kind === 'deflate' ? 'deflate' : 'inflate',
      tires: wanted.map(({ liters, targetPsi, maxPsi }, index) => ({
        name: `T${index + 1}`,
        targetPsi,
        maxPsi,
        ...(reported !== undefined && { volumeL: liters * reported }),
      })),
      outlets: wanted.map((_, index) => ({
        hasVent: kind === 'deflate',
        sensor: ratiometric(150),
        tires: [index],
      })),
      pump: { control: { kind: 'mechanical', relay: true }, duty: dutyOf(pump), freeLPerMin: cfm * 28.3 },
      aim: 'settled',
      ambientPsi: atmospherePa(altitudeM) / PA_PER_PSI,
      limits: DEFAULT_LIMITS,
    },
    aims: wanted.map(({ targetPsi }, index) => ({ outlet: index, tire: index, targetPsi })),
  };
}

/** Small pumps must rest: firmware/air-up/SOURCES.md#pump-duty. */
function drawPump(chance: Chance, cfm: number): PumpSetup {
  const ohms = { batteryOhms: chance.between(0.003, 0.01), cableOhms: chance.between(0.003, 0.01) };
  const rests = chance.next() < 0.6 && cfm < 3;
  const duty = { longestRunS: chance.between(150, 900), share: chance.between(0.25, 0.6) };
  return pumpOf(cfm, { ...ohms, ...(rests && duty) });
}

function dutyOf({ longestRunS, share }: PumpSetup): Job['pump']['duty'] {
  if (longestRunS === Number.POSITIVE_INFINITY) return { kind: 'continuous' };
  return { kind: 'intermittent', longestRunMs: longestRunS * 1000, share };
}
