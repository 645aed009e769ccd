/** The cycle on the plant, and the planner. */
export { type PlanRow, planAsItIs, planTrip } from './plan.js';
export type { OutletRecord, Recording, Series, TimeSpan } from './record.js';
export {
  BRISK_OPERATOR,
  type OperatorTiming,
  type Simulated,
  type SimulatedStep,
  type Simulation,
  simulate,
} from './simulate.js';
export { playJob, type SimulatedJob, type SimulatedJobResult } from './simulated-job.js';
