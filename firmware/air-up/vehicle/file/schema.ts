import { z } from 'zod';
import { parseTireSize, tireSizeHint } from '../../plant/index.js';
import { PRESSURE_UNITS, type PressureUnit } from '../units/index.js';
import { DEFAULT_AIM, UNTITLED } from '../vehicle.js';
import { quantity, section, word, yesNo } from './fields.js';
import { highPressureBlock } from './high-pressure.js';
import { limitsBlock } from './limits-fields.js';
import { pumpBlock, sensorShape } from './pump-fields.js';

/** Names that can be typed as NAME=38 without thinking about quotes. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,15}$/u;

/** YAML folds a long name into lines; on a terminal a line of its own could pass for one of ours. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').trim();

const tireName = z.string().regex(NAME, {
  error: ({ input }) => `"${input}": a name has 1 to 16 letters, digits, . _ or -, no blanks`,
});

const tireSize = z.string({ error: 'a size is wanted, as on the sidewall' }).transform((text, context) => {
  if (!parseTireSize(text)) {
    context.addIssue({
      code: 'custom',
      message: `"${text}" is not a tire size`,
      params: { hint: tireSizeHint(text) },
    });
  }
  return text;
});

/** A vehicle file with its values read; `units` are those of bare pressures in it. */
export function vehicleSchema(units: PressureUnit) {
  const tirePressure = quantity('pressure', { min: 1, max: 130, text: '1 to 130 psi' }, units);
  const targets = z.record(z.string(), tirePressure, {
    error: 'a pressure for each tire is wanted, or one for all',
  });
  const altitude = quantity('length', { min: -450, max: 6000, text: '-450 to 6000 m' }, 'm');
  return section({
    vehicle: z.string().transform(oneLine).default(UNTITLED),
    units: word(PRESSURE_UNITS).default('psi'),
    altitude: altitude.default(0),
    aim: word(['settled', 'cold']).default(DEFAULT_AIM),
    tires: z.record(tireName, section({ size: tireSize, max: tirePressure }), {
      error: ({ input }) =>
        input === undefined ? 'name, size and max of each tire' : 'tires are wanted as NAME: { size, max }',
    }),
    presets: z.record(tireName, z.union([tirePressure, targets])).default({}),
    outlets: z
      .union([word(['one-hose', 'manifold']), z.array(z.array(z.string()).min(1)).min(1)], {
        error: 'outlets is one-hose, manifold, or lists of tires: [[FL, FR], [RL, RR]]',
      })
      .default('one-hose'),
    'vent-valve': yesNo.default(false),
    hose: section({
      length: quantity('length', { min: 0.1, max: 50, text: '0.1 to 50 m' }).default(7.62),
      bore: quantity('length', { min: 0.002, max: 0.03, text: '2 to 30 mm' }).default(0.00635),
      chuck: word(['open', 'self-sealing']).default('open'),
    }).prefault({}),
    line: quantity('volume', { min: 0.05, max: 20, text: '0.05 to 20 l' }).default(0.3),
    tank: z
      .union([
        z.literal('none').transform(() => 0),
        quantity('volume', { min: 0, max: 200, text: '0 to 200 l' }),
      ])
      .default(0),
    sensor: section(sensorShape(units)).prefault({ 'full-scale': '150 psi' }),
    pump: pumpBlock(units),
    battery: section({
      volts: quantity('volts', { min: 11, max: 15, text: '11 to 15 V: a 12 V system' }, 'V').default(13.8),
      inside: quantity('ohms', { min: 0, max: 0.1, text: '0 to 0.1 ohm' }).default(0.005),
      cable: quantity('ohms', { min: 0, max: 0.1, text: '0 to 0.1 ohm' }).default(0.012),
      cut: quantity('volts', { min: 10.4, max: 12.6, text: '10.4 to 12.6 V' }, 'V').optional(),
      back: quantity('volts', { min: 11, max: 13.5, text: '11 to 13.5 V' }, 'V').optional(),
      delay: quantity('time', { min: 1000, max: 60_000, text: '1 to 60 s' }).optional(),
      patience: quantity('time', { min: 1000, max: 1_800_000, text: '1 s to 30 min' }).optional(),
    }).prefault({}),
    'high-pressure': highPressureBlock(units).optional(),
    limits: limitsBlock(units).default({}),
  });
}

/** A file's values after reading. */
export type VehicleFile = z.infer<ReturnType<typeof vehicleSchema>>;
