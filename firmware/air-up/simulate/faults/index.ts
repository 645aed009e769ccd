/** Faults of the plant by their names; apart from the simulation, which a simulated board does without. */
export { FAULT_NAMES, type FaultPlaces, readFaults, type TimedFault } from './fault-names.js';
