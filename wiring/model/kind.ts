import { z } from 'zod';
import { CONFIDENCE, type Confidence } from '../../host/base/index.js';

/** Lowest and highest voltage, V. */
const range = z.tuple([z.number(), z.number()], { error: 'two numbers: the lowest and the highest' });

/** Source of a fact, and its confidence. */
export const sourceShape = z.strictObject({
  text: z.string().min(1),
  sure: z.enum(Object.keys(CONFIDENCE) as Confidence[]),
});

/**
 * Role of a pin. `free` is not connected inside and may be used as a terminal; `nc` must not be used; `air` is a port
 * for compressed air; `passive` is an end of a part that is neither input nor output.
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

/** Capabilities of a board's pin. */
export const ABILITIES = ['digital', 'pwm', 'analog', 'sda', 'scl', 'serial'] as const;

const pinShape = z.strictObject({
  /** Its number on the connector, or its print on the board. */
  no: z.union([z.number().int(), z.string()]).optional(),
  role: z.enum(ROLES),
  /** One end of a serial line, named as its own part does. */
  uart: z.enum(['tx', 'rx']).optional(),
  /** Output voltage when low and when high, V. */
  drives: range.optional(),
  /** Absolute maximum ratings of an input, V. */
  takes: range.optional(),
  /** Voltage that an output guarantees at least when high, V. */
  highAtLeast: z.number().optional(),
  /** Minimum voltage that an input reads as high, V. */
  highFrom: z.number().optional(),
  /** Maximum voltage that an input reads as low, V. */
  lowTo: z.number().optional(),
  can: z.array(z.enum(ABILITIES)).optional(),
  /** Capability that the board's pin on its net must have. */
  needs: z.enum(ABILITIES).optional(),
  /** A serial pin of a board that its USB chip drives, too, even without a cable. */
  usb: z.enum(['tx', 'rx']).optional(),
  /** Resistance between that chip's output and the pin, Ω. */
  usbOhms: z.number().positive().optional(),
  /** Driven by the bootloader at every reset: an LED may blink there, and nothing else. */
  blinks: z.boolean().optional(),
  /** An end that must be the more positive one, or the more negative one. */
  polar: z.enum(['plus', 'minus']).optional(),
  /** May be left open. */
  optional: z.boolean().optional(),
  /** For pipes: `1/4 NPT male`. */
  thread: z.string().optional(),
  note: z.string().optional(),
});

/** What SPICE wants to know of a part. */
const electricalShape = z.strictObject({
  /** Type and parameters of its model, as SPICE writes them. */
  model: z.string().optional(),
  /** Gate voltage at which a MOSFET begins to conduct, V: lowest and highest. */
  thresholdVolts: range.optional(),
  /** Highest voltage between its drain and its source, V. */
  drainVolts: z.number().positive().optional(),
  /** Inductance of its coil, H: lowest and highest. */
  henries: range.optional(),
  /** Voltage of a relay's coil at which it has dropped out, and from which it has pulled in, V. */
  coilVolts: range.optional(),
  /** Resistance of its contact, or inside a source, Ω. */
  ohms: z.number().positive().optional(),
  /** What a fuse loses at its rated current, V. */
  voltsAtRating: z.number().positive().optional(),
});

/** A kind of part, as in wiring/parts. */
export const kindShape = z.strictObject({
  title: z.string().min(1),
  /** Class of parts. */
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
      'check',
      'silencer',
      'filter',
      'regulator',
      'tank',
      'relief',
      'hose',
      'terminals',
    ],
  ] as [string, ...string[]]),
  gender: z.enum(['male', 'female']).optional(),
  /** A port: wires are soldered to its plug, never to the port. */
  needsPlug: z.boolean().optional(),
  /** A switch that a person opens, independent of any software. */
  byHand: z.boolean().optional(),
  /** A valve that opens when the pressure at OUT exceeds that at IN. */
  sealsOneWay: z.boolean().optional(),
  /** Requirements for buying it: rating, thread, connector, an example if a source names one. */
  buy: z.string().optional(),
  /** Rows of pin numbers, seen from the solder side. */
  face: z.array(z.array(z.string())).optional(),
  pins: z.record(z.string(), pinShape),
  /** Pairs of pins between which current flows when the part is closed or on. */
  conducts: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** It conducts only while it is driven: without a signal its load is off. */
  isDriver: z.boolean().optional(),
  /** A driver that is on while its input is low, which includes the start of the board. */
  activeLow: z.boolean().optional(),
  /** Current of a load, and its pins. */
  load: z
    .strictObject({
      plus: z.string(),
      minus: z.string(),
      amps: z.number().positive(),
      inductive: z.boolean().optional(),
    })
    .optional(),
  /** Voltage and maximum current that it supplies, and its pins. */
  source: z
    .strictObject({
      plus: z.string(),
      minus: z.string(),
      volts: range,
      amps: z.number().positive(),
      fused: z.boolean().optional(),
    })
    .optional(),
  /** Maximum current of its contact, maximum pressure of its wall. */
  rating: z.strictObject({ amps: z.number().optional(), psi: z.number().optional() }).optional(),
  /** Rated current of a fuse or breaker. */
  amps: z.number().positive().optional(),
  /** Pressure at which a relief valve or a pressure switch opens. */
  opensPsi: z.number().positive().optional(),
  /** Resistance that must be in series with it at least, Ω. */
  seriesOhms: z.number().positive().optional(),
  ohms: z.number().positive().optional(),
  /** Tolerance of its resistance, %; E24 is 5. */
  percent: z.number().positive().optional(),
  /** Its output is proportional to its supply. */
  ratiometric: z.boolean().optional(),
  electrical: electricalShape.optional(),
  /** Of a board: RX and TX of the serial port that its firmware serves. */
  serves: z.tuple([z.string(), z.string()]).optional(),
  /** Pin with the reference voltage of the board's analog-to-digital converter. */
  reference: z.string().optional(),
  sources: z.array(sourceShape).optional(),
  note: z.string().optional(),
});

/** The shape of a file of kinds of parts, by name. */
export const kindsShape = z.record(z.string(), kindShape);

/** A kind of part: its pins, ratings and sources. */
export type Kind = Readonly<z.output<typeof kindShape>>;
/** A pin of a kind of part: what it gives, takes and withstands. */
export type PinKind = Readonly<z.output<typeof pinShape>>;
