import { z } from 'zod';
import { suggest } from '../../../../host/base/index.js';
import { type Dimension, readQuantity } from '../units/index.js';

/** Kinds of values in a vehicle file, each with an error that says what to write. */

/** Least and most that a quantity may be, in the unit that {@link readQuantity} gives. */
export interface Range {
  readonly min: number;
  readonly max: number;
  /** The two with their units, as the error says them. */
  readonly text: string;
}

/** A number with a unit, within bounds. */
export function quantity(
  dimension: Dimension,
  { min, max, text }: Range,
  bareUnit?: string,
): z.ZodType<number, string | number> {
  return z
    .union([z.number(), z.string()], { error: 'a number is wanted here' })
    .transform((given, context): number => {
      const read = readQuantity(given, dimension, bareUnit);
      const fail = (message: string, hint: string): never => {
        context.addIssue({ code: 'custom', message, params: { hint } });
        return z.NEVER;
      };
      if (!('value' in read)) return fail(read.problem, read.hint);
      if (read.value < min || read.value > max) return fail(`${given} is not possible here`, text);
      return read.value;
    });
}

/** yes or no; YAML's own true and false as well. */
export const yesNo = z
  .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'yes or no is wanted here' })
  .transform((given) => given === true || given === 'yes');

/** One of a few words; the error names the nearest. */
export function word<const T extends readonly [string, ...string[]]>(
  words: T,
): z.ZodEnum<z.util.ToEnum<T[number]>> {
  return z.enum(words, {
    error: ({ input }) => `"${String(input)}" is not known here; ${suggest(String(input), words)}`,
  });
}

/** A block of keys; an unknown one is an error that names the nearest. */
export function section<T extends z.ZodRawShape>(shape: T): z.ZodObject<T, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        const [key = ''] = issue.keys as string[];
        return `there is no key "${key}" here; ${suggest(key, known)}`;
      }
      return issue.code === 'invalid_type' ? `keys are wanted here: ${known.join(', ')}` : undefined;
    },
  });
}
