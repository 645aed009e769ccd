import { z } from 'zod';
import { sourceShape } from './kind.js';
import { SOLDERED, stripboardShape } from './stripboard-shape.js';

/** One part of a design; its values replace those of its kind. */
const partShape = z.strictObject({
  kind: z.string(),
  label: z.string().optional(),
  ohms: z.number().positive().optional(),
  /** Tolerance of its resistance, %. */
  percent: z.number().positive().optional(),
  amps: z.number().positive().optional(),
  opensPsi: z.number().positive().optional(),
  /** Of a board with another firmware than usual: RX and TX of the port that it serves. */
  serves: z.tuple([z.string(), z.string()]).optional(),
  /** Its orientation or place. */
  note: z.string().optional(),
  /** Where a photo shows it, in words. */
  photo: z.string().optional(),
});

/** `part.pin`. */
const end = z.string().regex(/^[^.\s]+\.[^.\s]+$/, { error: 'an end is part.pin, for example hc06.TXD' });

/** The colors that a wire of a design may have. */
export const COLORS = [
  ...['black', 'red', 'green', 'yellow', 'blue', 'white', 'orange', 'brown', 'purple', 'gray', 'bare'],
] as [string, ...string[]];

const wireShape = z.strictObject({
  from: end,
  to: end,
  color: z.enum(COLORS).optional(),
  awg: z.number().int().min(4).max(30).optional(),
  cm: z.number().positive().optional(),
  note: z.string().optional(),
});

const pipeShape = z.strictObject({
  from: end,
  to: end,
  size: z.string().optional(),
  cm: z.number().positive().optional(),
  /** Pressure that the pipe or hose withstands. */
  psi: z.number().positive().optional(),
  note: z.string().optional(),
});

/**
 * A mistake of a builder: the joints of two ends exchanged, two parts in each other's place, all joints of an end
 * missing, or two ends bridged.
 */
const mistakeShape = z.union([
  z.strictObject({ swap: z.tuple([end, end]) }),
  z.strictObject({ exchange: z.tuple([z.string(), z.string()]) }),
  z.strictObject({ cut: end }),
  z.strictObject({ bridge: z.tuple([end, end]) }),
]);

/** A check as a circuit, so that a test can show that a wrong build reads differently. */
const probeShape = z.strictObject({
  ends: z.tuple([end, end]),
  /** Parts that are unplugged: their wires remain, but the parts conduct and supply nothing. */
  without: z.array(z.string()).optional().default([]),
  /** Relays and transistors that are on; by default they are off. */
  on: z.array(z.string()).optional().default([]),
  /** Pins of a board that are high, such as an idle serial output. */
  high: z.array(end).optional().default([]),
  /** Switches and fuses that are open or pulled; they are closed otherwise. */
  off: z.array(z.string()).optional().default([]),
  /** The meter's reading on a right build, lowest and highest: Ω, or V. A meter's OL is `open`. */
  reads: z.union([z.literal('open'), z.tuple([z.number(), z.number()])]),
  faults: z.array(mistakeShape).min(1),
});

const checkShape = z.strictObject({
  measure: z.string(),
  between: z.string(),
  expect: z.string(),
  /** The reading of a wrong build. */
  wrong: z.string().min(1),
  probes: z.array(probeShape).optional(),
  /** Why this check has no probe: its reading is not in the nets. */
  eye: z.string().optional(),
});

/** A step of the guide, with the check that ends it. */
const stepShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  do: z.array(z.string()).min(1),
  /** The part of the stripboard that it solders; the guide lists the holes. */
  solder: z.enum(SOLDERED).optional(),
  check: checkShape.optional(),
  never: z.string().optional(),
});

/** A finding that people have accepted, with the reason. */
const doubtShape = z.strictObject({ rule: z.string(), where: z.string(), reason: z.string().min(1) });

/** The shape of a design file; `wiring/design.schema.json` is made from it. */
export const designShape = z.strictObject({
  design: z.string().regex(/^[a-z0-9-]+$/, { error: 'a name has small letters, digits and dashes' }),
  title: z.string().min(1),
  about: z.string().min(1),
  parts: z.record(z.string().regex(/^[^.\s]+$/), partShape),
  wires: z.array(wireShape).optional().default([]),
  pipes: z.array(pipeShape).optional().default([]),
  /** Pins that are intentionally open. */
  open: z.array(end).optional().default([]),
  doubts: z.array(doubtShape).optional().default([]),
  /** By the key of a pin map: the end whose wire leads to that pin of the board. */
  pins: z.record(z.string(), end).optional(),
  /** By the key of a pin map: the resistor with its value, kΩ. */
  kohms: z.record(z.string(), z.string()).optional(),
  stripboard: stripboardShape.optional(),
  steps: z.array(stepShape).optional().default([]),
  sources: z.array(sourceShape).optional().default([]),
});

/** A step of a guide: what to do, and the check that ends it. */
export type GuideStep = Readonly<z.output<typeof stepShape>>;
/** A design as its file says it, checked for shape only. */
export type DesignFile = Readonly<z.output<typeof designShape>>;
/** A measurement with a meter: where the two leads go, and what it shows. */
export type Probe = Readonly<z.output<typeof probeShape>>;
/** A likely mistake, which a check must reveal. */
export type Mistake = Readonly<z.output<typeof mistakeShape>>;
/** A wire of a design file: its ends, gauge, length and color. */
export type Wire = Readonly<z.output<typeof wireShape>>;
/** A pipe or hose of a design file, from port to port. */
export type Pipe = Readonly<z.output<typeof pipeShape>>;
/** A part of a design file: its kind, and what differs from it. */
export type PartEntry = Readonly<z.output<typeof partShape>>;
