/** The coils of one outlet. Both valves are normally closed: without power they are shut. */
export interface ValveOutputs {
  readonly fill: boolean;
  readonly vent: boolean;
}

/**
 * Outputs until the next step, and no longer: the caller makes them all safe when no step follows within
 * {@link LEASE_MS}.
 */
export interface Outputs {
  /** Relay in the pump's supply, if there is one. */
  readonly pump: boolean;
  /** By outlet. */
  readonly outlets: readonly ValveOutputs[];
}

/** Maximum time that outputs hold without a new step, ms: five reports at 50 Hz, plus delay of a link. */
export const LEASE_MS = 250;

/** Both valves of an outlet de-energized: no air moves. */
export const SHUT: ValveOutputs = { fill: false, vent: false };

/** De-energized: the safe state of everything. */
export function safeOutputs(outlets: number): Outputs {
  return { pump: false, outlets: Array.from({ length: outlets }, () => SHUT) };
}
