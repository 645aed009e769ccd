/** Faults of the plant by their names; separate from the simulation, which a simulated board does not need. */
export { FAULT_NAMES, type FaultPlaces, readFaults, type TimedFault } from './fault-names.js';
