import type { Circuit } from '../model/circuit.js';
import type { Design, Joint, Pin } from '../model/design.js';
import type { Wire } from '../model/design-shape.js';
import type { Nets } from '../model/nets.js';

/** What a rule sees: the design, and what follows from it. */
export interface Wiring {
  readonly design: Design;
  /** Of the wires. */
  readonly copper: Nets;
  /** Of the pipes. */
  readonly air: Nets;
  readonly circuits: readonly Circuit[];
  readonly amps: ReadonlyMap<Joint<Wire>, number>;
}

/** `error`: something burns, bursts or does not work; `warning`: it may; `doubt`: known, and left so with a reason. */
export type Severity = 'error' | 'warning' | 'doubt';

/** Something that a rule has found. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** `part.pin`, or two of them for a wire. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
  /** Why it is accepted; of a doubt. */
  readonly because?: string;
}

export type Found = Omit<Finding, 'rule' | 'severity'>;

/** One thing that must hold of every wiring. */
export interface Rule {
  readonly name: string;
  readonly severity: Exclude<Severity, 'doubt'>;
  /** In a sentence, for people. */
  readonly says: string;
  /** Where its numbers come from. */
  readonly source: string;
  find(wiring: Wiring): readonly Found[];
}

/** A wire as findings name it. */
export const wireText = ({ from, to }: Joint): string => `${from.id} - ${to.id}`;

/** Volts for people. */
export const volts = (value: number): string => `${Number(value.toFixed(2))} V`;

/** The pins of a net but this one. */
export function others(nets: Nets, pin: Pin): readonly Pin[] {
  return nets.of(pin).pins.filter((other) => other !== pin);
}

/** Whether a wire goes to it. */
export const isJoined = ({ copper }: Wiring, pin: Pin): boolean => others(copper, pin).length > 0;
