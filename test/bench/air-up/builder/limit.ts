import { createPlant } from '../../../../firmware/air-up/plant/plant.js';
import { seeded } from '../../../../firmware/air-up/plant/random.js';
import type { PlantSetup } from '../../../../firmware/air-up/plant/setup.js';
import { most, sum } from '../../statistics.js';
import { ALWAYS, fillKnowingAll, type Visit } from '../oracle.js';

/** Tires that are filled at the same time, after hoses were moved for so long. */
export interface Stage {
  readonly visits: readonly Visit[];
  readonly waitS: number;
}

/** What physics allows for a whole job. */
export interface JobLimit {
  /** Valves open. */
  readonly fillS: number;
  /** With the moves of the hose. */
  readonly totalS: number;
  readonly starts: number;
  readonly missPsi: number;
}

const ROUNDS = 4;

/** Stage after stage on one plant; the pump fills line and tank again while a hose is moved. */
export function fillInTurn(setup: PlantSetup, stages: readonly Stage[]): JobLimit {
  let aims = stages.map(({ visits }) => visits.map(({ targetPsi }) => targetPsi));
  let result: JobLimit | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const plant = createPlant({ ...setup, random: seeded(1) });
    const misses: number[][] = [];
    let fillS = 0;
    for (const [index, { visits, waitS }] of stages.entries()) {
      if (waitS > 0) plant.step(waitS, { pumpPower: true, outlets: [] });
      for (const { outlet, tire } of visits) plant.attach(outlet, tire);
      const aimed = visits.map((visit, i) => ({ ...visit, targetPsi: aims[index]?.[i] ?? visit.targetPsi }));
      const visited = fillKnowingAll(plant, setup, aimed, ALWAYS);
      if (!visited) throw new RangeError('the pump does not reach the target');
      fillS += most(visited.map(({ openS }) => openS));
      misses.push(visited.map(({ settledPsi }, i) => settledPsi - (visits[i]?.targetPsi ?? 0)));
    }
    const totalS = fillS + sum(stages.map(({ waitS }) => waitS));
    const missPsi = most(misses.flat().map(Math.abs));
    result = { fillS, totalS, starts: plant.truth().pump.starts, missPsi };
    aims = aims.map((row, index) => row.map((aim, i) => aim - (misses[index]?.[i] ?? 0)));
  }
  if (!result) throw new RangeError('no rounds');
  return result;
}
