import { OnairError, suggest } from '../../base/index.js';

/** One option of a simulated device: the same table feeds `sim:` ports, the flags of `onair sim` and the help. */
export type OptionSpec =
  | {
      readonly kind: 'choice';
      readonly help: string;
      readonly choices: readonly string[];
      readonly default: string;
    }
  | { readonly kind: 'text'; readonly help: string; readonly default: string }
  | {
      readonly kind: 'number';
      readonly help: string;
      readonly min: number;
      readonly max: number;
      readonly default: number;
    };

/** The options of a simulated device, by name. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** The values of a table's options: numbers for the kind `number`, otherwise text. */
export type OptionValues<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends { kind: 'number' } ? number : string;
};

/**
 * Reads options given as text; the others get their defaults.
 * @throws OnairError bad-value for an unknown option or a value outside the table
 */
export function readOptions<T extends OptionTable>(
  device: string,
  table: T,
  given: Iterable<readonly [string, string]>,
): OptionValues<T> {
  const values = Object.fromEntries(
    Object.entries(table).map(([name, spec]): [string, string | number] => [name, spec.default]),
  );
  for (const [name, text] of given) {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!spec) {
      throw new OnairError('bad-value', {
        message: `sim:${device}: unknown option "${name}"`,
        hint: suggest(name, Object.keys(table)),
      });
    }
    values[name] = readValue(device, name, spec, text);
  }
  return values as OptionValues<T>; // every key of the table is set, with the type of its kind
}

function readValue(device: string, name: string, spec: OptionSpec, text: string): string | number {
  switch (spec.kind) {
    case 'text':
      return text;
    case 'choice': {
      const choice = spec.choices.find((known) => known.toLowerCase() === text.toLowerCase());
      if (choice !== undefined) return choice;
      throw new OnairError('bad-value', {
        message: `sim:${device}: ${name} can't be "${text}"`,
        hint: suggest(text, spec.choices),
      });
    }
    case 'number': {
      const value = Number(text);
      if (text.trim() !== '' && value >= spec.min && value <= spec.max) return value;
      throw new OnairError('bad-value', {
        message: `sim:${device}: ${name} can't be "${text}"`,
        hint: `a number from ${spec.min} to ${spec.max}`,
      });
    }
  }
}
