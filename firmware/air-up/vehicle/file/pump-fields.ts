import { z } from 'zod';
import { lPerMinToCfm } from '../../../units.js';
import { type Duty, PUMP_MODELS, type PumpModel } from '../../plant/index.js';
import { type PressureUnit, readQuantity } from '../units/index.js';
import { quantity, section, word, yesNo } from './fields.js';

type ModelName = keyof typeof PUMP_MODELS;

/** The names of the pumps that are known. */
export const PUMP_NAMES = Object.keys(PUMP_MODELS) as [ModelName, ...ModelName[]];

type Point = readonly [psi: number, value: number];

/** `30 psi: 1.8 cfm`, one a line; as points that rise in pressure. */
function table(of: 'flow' | 'amps', bareUnit: 'cfm' | 'A', units: PressureUnit): z.ZodType<readonly Point[]> {
  return z.record(z.string(), z.union([z.number(), z.string()])).transform((rows, context) => {
    const points: Point[] = [];
    for (const [pressure, value] of Object.entries(rows)) {
      const psi = readQuantity(pressure, 'pressure', units);
      const read = readQuantity(value, of, bareUnit);
      const bad = 'value' in psi ? read : psi;
      if ('value' in psi && 'value' in read) points.push([psi.value, read.value]);
      else if ('problem' in bad)
        context.addIssue({
          code: 'custom',
          message: bad.problem,
          params: { hint: bad.hint },
          path: [pressure],
        });
    }
    return points.sort(([a], [b]) => a - b);
  });
}

function dutyBlock(): z.ZodType<Duty> {
  const intermittent = section({
    share: quantity(
      'share',
      { min: 0.05, max: 0.95, text: '5 to 95 %; for more write: duty: continuous' },
      '',
    ),
    'longest-run': quantity('time', { min: 30_000, max: 3_600_000, text: '30 s to 60 min' }),
  });
  return z
    .union([z.literal('continuous'), intermittent], {
      error: 'duty is "continuous", or share and longest-run, as the rating plate says them',
    })
    .transform(
      (given): Duty =>
        given === 'continuous'
          ? { kind: 'continuous' }
          : { kind: 'intermittent', share: given.share, longestRunS: given['longest-run'] / 1000 },
    );
}

/** A sensor: full scale, and what a calibration has found of it. */
export function sensorShape(units: PressureUnit) {
  const calibration = section({
    // A tenth of the supply stands for 0 psi; one that is further off than half of that is a broken sensor.
    'zero-ratio': quantity(
      'count',
      { min: 0.05, max: 0.15, text: '0.05 to 0.15; 0.1 is what such a sensor has' },
      '',
    ),
    'psi-per-ratio': quantity('count', { min: 20, max: 600, text: '20 to 600; full scale / 0.8' }, ''),
  });
  return {
    'full-scale': quantity('pressure', { min: 30, max: 500, text: '30 to 500 psi' }, units),
    calibration: z.union([calibration, z.array(calibration)]).optional(),
  };
}

/** The block `pump`: a model that is known, or tables of its own; duty and switch. */
export function pumpBlock(units: PressureUnit) {
  const linePressure = quantity('pressure', { min: 10, max: 200, text: '10 to 200 psi' }, units);
  return section({
    model: word(PUMP_NAMES).optional(),
    title: z.string().optional(),
    flow: table('flow', 'cfm', units).optional(),
    current: table('amps', 'A', units).optional(),
    volts: quantity('volts', { min: 10, max: 30, text: '10 to 30 V' }, 'V').optional(),
    duty: dutyBlock().optional(),
    switch: section({
      by: word(['mechanical', 'software']).default('mechanical'),
      in: linePressure.default(90),
      out: linePressure.default(110),
      relay: yesNo.default(true),
      sensor: section(sensorShape(units)).optional(),
    }).prefault({}),
  });
}

/** A pump from its block. @returns the pump, or what is wrong with the tables */
export function pumpModel(given: z.infer<ReturnType<typeof pumpBlock>>): PumpModel | string {
  const { model, flow, current, duty } = given;
  if (model !== undefined) {
    if (flow || current) return 'give a model or tables of your own, not both';
    return { ...PUMP_MODELS[model], ...(duty && { duty }) };
  }
  if (!flow) return `which pump? give model (${PUMP_NAMES.join(', ')}) or flow, current and duty of your own`;
  if (!current || !duty) return 'a pump of your own needs flow, current and duty (see its rating plate)';
  const falls = flow.every(([, lPerMin], i) => lPerMin < (flow[i - 1]?.[1] ?? Number.POSITIVE_INFINITY));
  if (flow.length < 2 || !falls || flow.at(-1)?.[1] !== 0)
    return 'the flow must fall from line to line and end with the pressure at which it is 0';
  return {
    title: given.title ?? 'a pump of your own',
    flow: flow.map(([psi, lPerMin]) => ({ psi, cfm: lPerMinToCfm(lPerMin), confidence: 'maker' })),
    current: current.map(([psi, amps]) => ({ psi, amps })),
    ratedVolts: given.volts ?? 13.8,
    flowPerVolt: PUMP_MODELS['arb-twin'].flowPerVolt,
    duty,
    source: 'vehicle file',
  };
}
