import type { Circuit, Design, Joint, Nets, Part, Pin, Wire } from '../model/index.js';

/** Input of a rule: the design and derived data. */
export interface Wiring {
  readonly design: Design;
  /** Nets of the wires. */
  readonly copper: Nets;
  /** Nets of the pipes. */
  readonly air: Nets;
  readonly circuits: readonly Circuit[];
  readonly amps: ReadonlyMap<Joint<Wire>, number>;
}

/** `error`: something burns, bursts or does not work; `warning`: it may; `doubt`: known, and accepted with a reason. */
export type Severity = 'error' | 'warning' | 'doubt';

/** A finding of a rule. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** `part.pin`, or two of them for a wire. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
  /** Why a doubt is accepted. */
  readonly reason?: string;
}

/** What a rule finds; the name and severity of the rule are added. */
export type Found = Omit<Finding, 'rule' | 'severity'>;

/** A requirement that every wiring must meet. */
export interface Rule {
  readonly name: string;
  readonly severity: Exclude<Severity, 'doubt'>;
  /** One sentence for people. */
  readonly requirement: string;
  /** Where its numbers come from. */
  readonly source: string;
  find(wiring: Wiring): readonly Found[];
}

/** A wire as named in findings. */
export const wireText = ({ from, to }: Joint): string => `${from.id} - ${to.id}`;

/** A voltage for people: `3.3 V`. */
export const volts = (value: number): string => `${Number(value.toFixed(2))} V`;

/** The other pins on the net of this one. */
export function otherPins(nets: Nets, pin: Pin): readonly Pin[] {
  return nets.of(pin).pins.filter((other) => other !== pin);
}

/** Whether a wire connects it to another pin. */
export const isConnected = ({ copper }: Wiring, pin: Pin): boolean => otherPins(copper, pin).length > 0;

/** Whether the part is a fuse. */
export const isFuse = ({ kind }: Part): boolean => kind.what === 'fuse';

/** The parts that the current of a circuit goes through, there and back. */
export const partsOf = ({ supplyPath, returnPath }: Circuit): readonly Part[] =>
  [...supplyPath, ...returnPath].flatMap((leg) => ('through' in leg ? [leg.through] : []));
