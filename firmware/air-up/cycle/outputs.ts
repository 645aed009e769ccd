/** The coils of one outlet. Both valves are normally closed: without power they are shut. */
export interface ValveOutputs {
  readonly fill: boolean;
  readonly vent: boolean;
}

/**
 * What the valves and the pump shall do until the next step, and no longer: whoever sets the outputs makes them all
 * safe when no step follows within {@link LEASE_MS}.
 */
export interface Outputs {
  /** Relay in the pump's feed, where wired. */
  readonly pump: boolean;
  /** By outlet. */
  readonly outlets: readonly ValveOutputs[];
}

/** Longest time that outputs hold without a new step, ms: five reports at 50 Hz, and what a link may lag. */
export const LEASE_MS = 250;

export const SHUT: ValveOutputs = { fill: false, vent: false };

/** De-energized: the safe state of everything. */
export function safeOutputs(outlets: number): Outputs {
  return { pump: false, outlets: Array.from({ length: outlets }, () => SHUT) };
}
