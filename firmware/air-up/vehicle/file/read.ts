import type { Document } from 'yaml';
import type { z } from 'zod';
import { OnairError } from '../../../../host/base/index.js';
import type { Path } from '../../../../host/base/yaml/index.js';
import { parseYaml, placeOf, type SourcePosition } from '../../../../host/base/yaml/index.js';
import { PRESSURE_UNITS, type PressureUnit } from '../units/index.js';
import type { Vehicle } from '../vehicle.js';
import { vehicleOf } from './from-file.js';
import type { Problem } from './problem.js';
import { vehicleSchema } from './schema.js';

const TOP: SourcePosition = { line: 1, col: 1 };

/**
 * Reads a vehicle file. Reports all problems together, each with its place.
 * @param name of the file, for the errors
 * @throws OnairError bad-value, or unsafe for a target above a maximum
 */
export function readVehicle(text: string, name: string): Vehicle {
  const { document, lines, value } = parseYaml(
    text,
    name,
    'this is not YAML; an example: onair air vehicle --example jeep',
  );
  const parsed = vehicleSchema(unitsOf(document)).safeParse(value ?? {});
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(problemOf).map((problem) => orMissing(document, problem));
  const vehicle = parsed.success ? vehicleOf(parsed.data, problems) : undefined;
  if (vehicle && problems.length === 0) return vehicle;
  throw errorOf(name, problems, (path) => placeOf(document, lines, path) ?? TOP);
}

/** Needed before all else: what a bare pressure means. */
function unitsOf(document: Document): PressureUnit {
  const given = document.get('units');
  return PRESSURE_UNITS.find((unit) => unit === given) ?? 'psi';
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  // Of several kinds that a value may have, the one that came furthest shows best what was meant.
  const deepest = issue.code === 'invalid_union' ? furthest(issue) : undefined;
  if (deepest) {
    const inner = problemOf(deepest);
    return { ...inner, path: [...issue.path, ...inner.path] };
  }
  const [message = issue.message, listed] = issue.message.split('; ', 2);
  const given = issue.code === 'custom' ? issue.params?.hint : undefined;
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return {
    path: [...issue.path, ...keys],
    message,
    hint: typeof given === 'string' ? given : (listed ?? 'an example: onair air vehicle --example jeep'),
    ...(keys.length > 0 && { unknownKey: true }),
  };
}

/** What is not in the file at all can't be wrong: it is missing. */
function orMissing(document: Document, problem: Problem): Problem {
  if (problem.path.length === 0 || problem.unknownKey || document.hasIn(problem.path)) return problem;
  return { ...problem, message: `is missing: ${problem.message}` };
}

function furthest({ errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue | undefined {
  const meant = errors
    .flat()
    .filter(({ code, path }) => code === 'custom' || code === 'unrecognized_keys' || path.length > 0);
  return meant.sort((a, b) => b.path.length - a.path.length)[0];
}

function rank({ unsafe, unknownKey }: Problem): number {
  return unsafe ? 0 : unknownKey ? 1 : 2;
}

function errorOf(
  name: string,
  problems: readonly Problem[],
  placeOfPath: (path: Path) => SourcePosition,
): OnairError {
  const listed = problems
    .map((problem) => ({ ...placeOfPath(problem.path), ...problem, key: problem.path.join('.') }))
    // What would harm comes first, since it decides the exit code; then keys that do not exist, which make others
    // missing.
    .sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.col - b.col)
    .map(({ line, col, key, message, hint, unsafe }) => ({
      line,
      col,
      key,
      message,
      hint,
      unsafe: unsafe ?? false,
    }));
  const [first] = listed;
  const more = listed.length > 1 ? ` (and ${listed.length - 1} more)` : '';
  return new OnairError(first?.unsafe ? 'unsafe' : 'bad-value', {
    message: `${name}:${first?.line}:${first?.col}: ${first?.key ? `${first.key}: ` : ''}${first?.message}${more}`,
    hint: first?.hint ?? '',
    details: { file: name, problems: listed },
  });
}
