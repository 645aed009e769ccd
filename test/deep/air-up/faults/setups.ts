import { DEFAULT_LIMITS, type Job, ratiometric } from '../../../../firmware/air-up/library.js';
import { type OutletSetup, type PlantSetup, pumpOf } from '../../../air-up/second-plant/setup.js';

/** A setup that faults strike in. */
export interface FaultSetup {
  readonly name: string;
  readonly plant: PlantSetup;
  readonly job: Job;
  /** When it is well under way, and when it is nearly done, ms: 40 and 90 % of what an oracle needs. */
  readonly midMs: number;
  readonly lateMs: number;
  readonly hasVent: boolean;
  readonly hasTank: boolean;
  readonly tires: number;
}

interface Given {
  readonly name: string;
  readonly liters: readonly number[];
  readonly psi: readonly [start: number, target: number, max: number];
  readonly cfm: number;
  readonly duty?: { readonly longestRunS: number; readonly share: number };
  readonly tankLiters?: number;
  readonly relay?: false;
  readonly vent?: true;
  readonly kind?: 'deflate';
  readonly midS: number;
  readonly lateS: number;
}

const GIVEN: readonly Given[] = [
  { name: '35 in, big pump', liters: [96], psi: [15, 38, 50], cfm: 6.16, midS: 31, lateS: 70 },
  {
    name: '30 in, small pump',
    liters: [70],
    psi: [20, 32, 44],
    cfm: 2.2,
    duty: { longestRunS: 240, share: 0.4 },
    midS: 28,
    lateS: 64,
  },
  {
    name: '37 in, 5 gal tank',
    liters: [110],
    psi: [14, 36, 50],
    cfm: 6.16,
    tankLiters: 18.9,
    midS: 26,
    lateS: 58,
  },
  { name: '31 in, no relay', liters: [62], psi: [20, 50, 65], cfm: 6.16, relay: false, midS: 27, lateS: 60 },
  {
    name: '31 in, no relay, tank',
    liters: [62],
    psi: [18, 40, 50],
    cfm: 2.2,
    tankLiters: 7.6,
    relay: false,
    midS: 36,
    lateS: 81,
  },
  { name: 'ATV, vent valve', liters: [26], psi: [4, 8, 12], cfm: 1.5, vent: true, midS: 3.1, lateS: 6.9 },
  { name: 'two tires, one hose', liters: [62, 62], psi: [22, 45, 65], cfm: 6.16, midS: 20, lateS: 44 },
  {
    name: 'airing down',
    liters: [96],
    psi: [36, 15, 50],
    cfm: 6.16,
    vent: true,
    kind: 'deflate',
    midS: 50,
    lateS: 112,
  },
];

/** The eight: no tank and tank, relay and none, small and large, up and down, one tire and two. */
export const SETUPS: readonly FaultSetup[] = GIVEN.map(setupOf);

function setupOf(given: Given): FaultSetup {
  const { name, liters, psi, cfm, duty, tankLiters, relay, vent, kind, midS, lateS } = given;
  const [startPsi, targetPsi, maxPsi] = psi;
  const outlet: OutletSetup = { at: 0, ...(vent && { ventLPerSBar: 1 }) };
  return {
    name,
    midMs: midS * 1000,
    lateMs: lateS * 1000,
    hasVent: vent === true,
    hasTank: tankLiters !== undefined,
    tires: liters.length,
    plant: {
      seed: 2027,
      tires: liters.map((each, index) => ({ liters: each, startPsi: startPsi + 3 * index })),
      outlets: [outlet],
      pump: pumpOf(cfm, duty),
      relay: relay !== false,
      lineStartPsi: 100,
      ...(tankLiters !== undefined && { tankLiters }),
    },
    job: {
      kind: kind ?? 'inflate',
      tires: liters.map((volumeL, index) => ({ name: `T${index + 1}`, targetPsi, maxPsi, volumeL })),
      outlets: [{ hasVent: vent === true, sensor: ratiometric(150), tires: liters.map((_, index) => index) }],
      pump: {
        control: { kind: 'mechanical', relay: relay !== false },
        duty: duty
          ? { kind: 'intermittent', longestRunMs: duty.longestRunS * 1000, share: duty.share }
          : { kind: 'continuous' },
        freeLPerMin: cfm * 28.3,
      },
      aim: 'settled',
      ambientPsi: 14.7,
      limits: DEFAULT_LIMITS,
    },
  };
}
