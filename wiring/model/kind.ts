import { z } from 'zod';

/** Volts, lowest and highest. */
const range = z.tuple([z.number(), z.number()], { error: 'two numbers: the lowest and the highest' });

/** Where a fact comes from, and how sure it is. */
export const sourceShape = z.strictObject({
  text: z.string().min(1),
  sure: z.enum(['measured', 'documented', 'reported', 'derived', 'guess']),
});

/**
 * What a pin is. `free` is not connected inside and may carry a wire of ours; `nc` must not be used; `air` is a port for
 * compressed air; `passive` is one end of a part that neither drives nor listens.
 */
export const ROLES = [
  'out',
  'in',
  'io',
  'source',
  'supply',
  'ground',
  'passive',
  'free',
  'nc',
  'air',
] as const;

/** What a pin of a board can do. */
export const ABILITIES = ['digital', 'pwm', 'analog', 'sda', 'scl', 'serial'] as const;

const pinShape = z.strictObject({
  /** As it is numbered on the connector or printed on the board. */
  no: z.union([z.number().int(), z.string()]).optional(),
  role: z.enum(ROLES),
  /** One end of a serial line, named from its own side. */
  uart: z.enum(['tx', 'rx']).optional(),
  /** Volts that an output gives when it is low and when it is high. */
  drives: range.optional(),
  /** Volts that an input stands without harm. */
  takes: range.optional(),
  /** From so many volts on an input surely reads high. */
  highFrom: z.number().optional(),
  can: z.array(z.enum(ABILITIES)).optional(),
  /** What the other end must be able to do. */
  needs: z.enum(ABILITIES).optional(),
  /** May be left open. */
  optional: z.boolean().optional(),
  /** For pipes: `1/4 NPT male`. */
  thread: z.string().optional(),
  note: z.string().optional(),
});

/** A kind of part, as it stands in wiring/parts. */
export const kindShape = z.strictObject({
  title: z.string().min(1),
  /** What it is to the eye and to a shop. */
  what: z.enum([
    ...[
      'connector',
      'module',
      'board',
      'resistor',
      'diode',
      'transistor',
      'relay',
      'fuse',
      'switch',
      'button',
    ],
    ...[
      'sensor',
      'valve',
      'pump',
      'battery',
      'display',
      'buzzer',
      'joint',
      'fitting',
      'tank',
      'relief',
      'hose',
    ],
  ] as [string, ...string[]]),
  gender: z.enum(['male', 'female']).optional(),
  /** Rows of pin numbers as they are seen from the side where wires are soldered. */
  face: z.array(z.array(z.string())).optional(),
  pins: z.record(z.string(), pinShape),
  /** Pairs of pins between which current flows, when it is closed or on. */
  conducts: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** It conducts as long as something drives it: what hangs on it is off without. */
  isDriver: z.boolean().optional(),
  /** A driver that is on while its input is low, and so while a board starts. */
  activeLow: z.boolean().optional(),
  /** What it takes when it works. */
  load: z
    .strictObject({
      plus: z.string(),
      minus: z.string(),
      amps: z.number().positive(),
      inductive: z.boolean().optional(),
    })
    .optional(),
  /** What it gives at most. */
  source: z
    .strictObject({
      plus: z.string(),
      minus: z.string(),
      volts: range,
      amps: z.number().positive(),
      fused: z.boolean().optional(),
    })
    .optional(),
  /** What its contact, or its wall, stands. */
  rating: z.strictObject({ amps: z.number().optional(), psi: z.number().optional() }).optional(),
  /** A fuse or a breaker of so many amps; of a relief valve, the psi at which it opens; of a pressure switch, where it opens. */
  amps: z.number().positive().optional(),
  opensPsi: z.number().positive().optional(),
  ohms: z.number().positive().optional(),
  /** Its output is a share of its supply. */
  ratiometric: z.boolean().optional(),
  /** Pin at which a board takes the voltage that a full reading stands for. */
  reference: z.string().optional(),
  sources: z.array(sourceShape).optional(),
  note: z.string().optional(),
});

export const kindsShape = z.record(z.string(), kindShape);

export type Kind = Readonly<z.output<typeof kindShape>>;
export type PinKind = Readonly<z.output<typeof pinShape>>;
