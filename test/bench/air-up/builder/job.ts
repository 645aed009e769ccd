import { type Job, ratiometric } from '../../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import type { PlantSetup } from '../../../../firmware/air-up/plant/setup.js';
import { ARB_TWIN } from '../../../../firmware/air-up/plant/supply/pump-models.js';
import { BRISK_OPERATOR } from '../../../../firmware/air-up/simulate/simulate.js';
import { cavityOf } from '../play/jobs.js';
import type { Stage } from './limit.js';

/** Four 35 in tires from 12 to 38 psi, two 31 in trailer tires from 20 to 50: firmware/air-up/SOURCES.md#the-job. */
export const TIRES = ['FL', 'FR', 'RR', 'RL', 'trailer L', 'trailer R'].map((name, i) =>
  i < 4
    ? { name, cavity: cavityOf('35x12.5R17'), startPsi: 12, targetPsi: 38, maxPsi: 65 }
    : { name, cavity: cavityOf('31x10.5R15'), startPsi: 20, targetPsi: 50, maxPsi: 65 },
);
export const TANK_L = 7.57; // 2 gallons: Viair 91022
/** By outlet: the tires that its hose is put on, in this order. */
export type Hoses = readonly (readonly number[])[];

export const ONE_HOSE: Hoses = [[0, 1, 2, 3, 4, 5]];
/** A hose on each wheel of the vehicle; two of them go on to the trailer while the others fill. */
export const MANIFOLD: Hoses = [[0, 4], [1, 5], [2], [3]];
export const MOVE_S = BRISK_OPERATOR.offS + BRISK_OPERATOR.onS;

export function setupOf(outlets: Hoses, tankL: number): PlantSetup {
  return {
    tires: TIRES.map(({ name, cavity, startPsi }) => ({ name, cavity, startPsi })),
    outlets: outlets.map(([first]) => ({ at: first ?? 'off', ventValve: 'none' })),
    pump: ARB_TWIN,
    tankL,
    lineStartPsi: 110, // the pump has stopped when he clips on the hose
    random: seeded(1),
  };
}

export function jobOf(outlets: Hoses): Job {
  return {
    kind: 'inflate',
    tires: TIRES.map(({ name, cavity, targetPsi, maxPsi }) => ({
      name,
      targetPsi,
      maxPsi,
      volumeL: cavity.volumeL,
    })),
    outlets: outlets.map((tires) => ({ hasVent: false, sensor: ratiometric(150), tires })),
    pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
    aim: 'settled',
    ambientPsi: 14.7,
    limits: DEFAULT_LIMITS,
  };
}

/** One after another, hose by hose; with one hose a person moves it in between. */
export function inTurn(outlets: Hoses, moveS: number): Stage[] {
  return TIRES.map(({ targetPsi }, tire) => {
    const outlet = outlets.findIndex((tires) => tires.includes(tire));
    return { visits: [{ outlet, tire, targetPsi }], waitS: tire > 0 ? moveS : 0 };
  });
}

/** All hoses at once, then those of the trailer. */
export function together(outlets: Hoses): Stage[] {
  const turns = [0, 1].map((turn) =>
    outlets.flatMap((tires, outlet) => {
      const tire = tires[turn];
      return tire === undefined ? [] : [{ outlet, tire, targetPsi: TIRES[tire]?.targetPsi ?? 0 }];
    }),
  );
  return turns.map((visits, turn) => ({ visits, waitS: turn > 0 ? MOVE_S : 0 }));
}
