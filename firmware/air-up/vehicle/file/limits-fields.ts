import type { z } from 'zod';
import { DEFAULT_LIMITS, type Limits } from '../../cycle/index.js';
import type { Dimension, PressureUnit } from '../units/index.js';
import { quantity, type Range, section } from './fields.js';

interface LimitField extends Range {
  readonly sets: keyof Limits;
  readonly dimension: Dimension;
}

/**
 * What a file may say of the limits. Nobody can raise what guards a tire or a line (`ceiling`, `line`, `max-pulse`)
 * above the default; what is not here (staleness, hose-off, fastest rise) is not up to a file.
 */
const FIELDS: Readonly<Record<string, LimitField>> = {
  tolerance: { sets: 'tolerancePsi', dimension: 'pressure', min: 0.1, max: 2, text: '0.1 to 2 psi' },
  ceiling: {
    sets: 'ceilingPsi',
    dimension: 'pressure',
    min: 5,
    max: DEFAULT_LIMITS.ceilingPsi,
    text: `5 to ${DEFAULT_LIMITS.ceilingPsi} psi: the ceiling can't be raised above that`,
  },
  line: {
    sets: 'linePsi',
    dimension: 'pressure',
    min: 20,
    max: DEFAULT_LIMITS.linePsi,
    text: `20 to ${DEFAULT_LIMITS.linePsi} psi: it can't be raised above that`,
  },
  'no-rise': { sets: 'noRiseMs', dimension: 'time', min: 5000, max: 30_000, text: '5 to 30 s' },
  'max-valve-cycles': { sets: 'maxValveCycles', dimension: 'count', min: 3, max: 40, text: '3 to 40' },
  'max-time': { sets: 'maxTireMs', dimension: 'time', min: 60_000, max: 3_600_000, text: '1 to 60 min' },
  'max-pulse': {
    sets: 'maxPulseMs',
    dimension: 'time',
    min: 1000,
    max: DEFAULT_LIMITS.maxPulseMs,
    text: `1 to ${DEFAULT_LIMITS.maxPulseMs / 1000} s`,
  },
  'pump-min-off': { sets: 'pumpMinOffMs', dimension: 'time', min: 1000, max: 60_000, text: '1 to 60 s' },
  cool: { sets: 'coolMs', dimension: 'time', min: 60_000, max: 1_800_000, text: '1 to 30 min' },
  'leak-test': { sets: 'leakTestMs', dimension: 'time', min: 60_000, max: 7_200_000, text: '1 to 120 min' },
  leak: { sets: 'leakPsi', dimension: 'pressure', min: 0.1, max: 5, text: '0.1 to 5 psi' },
  'hold-band': { sets: 'holdBandPsi', dimension: 'pressure', min: 0.5, max: 10, text: '0.5 to 10 psi' },
};

/** The block `limits`; gives what it changes of {@link DEFAULT_LIMITS}. */
export function limitsBlock(units: PressureUnit): z.ZodType<Partial<Limits>> {
  const shape = Object.fromEntries(
    Object.entries(FIELDS).map(([key, field]) => [
      key,
      quantity(field.dimension, field, field.dimension === 'pressure' ? units : '').optional(),
    ]),
  );
  return section(shape).transform(
    (given): Partial<Limits> =>
      Object.fromEntries(
        Object.entries(FIELDS).flatMap(([key, { sets }]) => {
          const value = given[key];
          return value === undefined ? [] : [[sets, value] as const];
        }),
      ),
  );
}
