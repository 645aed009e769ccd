import { createPlant } from '../../../../firmware/air-up/plant/plant.js';
import { plantOf } from '../../../air-up/cycle/rig.js';

/** 2 gallons, behind a pressure switch that has just opened. */
const TANK = { tankL: 7.57, lineStartPsi: 110 };
const START_PSI = 26;
/** Longer than the flow takes, s. */
const UNTIL_S = 300;

/** What a tank gives a tire of 25 l, psi, through a valve that is stuck open with the pump off. */
export function tankIntoTirePsi(): number {
  const plant = createPlant(plantOf([START_PSI], 'hose', TANK));
  for (let second = 0; second < UNTIL_S; second++)
    plant.step(1, { pumpPower: false, outlets: [{ fill: true, vent: false }] });
  return (plant.truth().tires[0]?.psi ?? Number.NaN) - START_PSI;
}
