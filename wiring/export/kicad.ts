import { visible } from '../../host/base/index.js';
import { type Design, designators, electricalParts, netsOf, type Pin, type PinKind } from '../model/index.js';

/** KiCad's words for the roles of pins. */
const PIN_TYPES: Readonly<Record<PinKind['role'], string>> = {
  out: 'output',
  in: 'input',
  io: 'bidirectional',
  source: 'power_out',
  supply: 'power_in',
  ground: 'power_in',
  passive: 'passive',
  free: 'free',
  nc: 'no_connect',
  air: 'unspecified',
};

/** An expression of KiCad's netlist: a list that begins with its word, or a text. */
type Expression = string | readonly [string, ...Expression[]];

/**
 * The wires of a design as a netlist of KiCad (its developer documentation, "Intermediate netlist", version E): parts,
 * kinds of parts, and nets of two pins or more. Pipes, and parts that only have pipes, are not in it.
 */
export function kicadOf(design: Design): string {
  const parts = electricalParts(design.parts);
  const refs = designators(parts);
  const kinds = new Map(parts.map((part) => [part.kindName, part.kind]));
  const nets = netsOf(design, design.wires).all.filter(({ pins }) => pins.length > 1);
  return `${written([
    'export',
    ['version', 'E'],
    ['design', ['source', design.name], ['tool', 'onair wiring export']],
    [
      'components',
      ...parts.map(
        (part): Expression => [
          'comp',
          ['ref', refs.get(part) ?? part.name],
          ['value', part.label],
          ['fields', ['field', ['name', 'Part'], part.name]],
          ['libsource', ['lib', 'onair'], ['part', part.kindName], ['description', part.kind.title]],
        ],
      ),
    ],
    [
      'libparts',
      ...[...kinds].map(
        ([name, { title, pins }]): Expression => [
          'libpart',
          ['lib', 'onair'],
          ['part', name],
          ['description', title],
          [
            'pins',
            ...Object.entries(pins).flatMap(([pin, { role }]): Expression[] =>
              role === 'air' ? [] : [['pin', ['num', pin], ['name', pin], ['type', PIN_TYPES[role]]]],
            ),
          ],
        ],
      ),
    ],
    [
      'nets',
      ...nets.map(
        ({ pins }, index): Expression => [
          'net',
          ['code', String(index + 1)],
          ['name', nameOf(pins)],
          ...pins.map(
            (pin): Expression => [
              'node',
              ['ref', refs.get(pin.part) ?? pin.part.name],
              ['pin', pin.name],
              ['pintype', PIN_TYPES[pin.spec.role]],
            ],
          ),
        ],
      ),
    ],
  ])}\n`;
}

/** A net is named after its source or its ground, else after its first pin: no two nets have a pin in common. */
function nameOf(pins: readonly Pin[]): string {
  const [first] = ['source', 'ground', 'out', 'io'].flatMap((role) =>
    pins.filter(({ spec }) => spec.role === role),
  );
  return `/${(first ?? pins[0])?.id ?? ''}`;
}

/** A line for each list of the first levels, as KiCad writes it. */
function written(expression: Expression, depth = 0): string {
  if (typeof expression === 'string') return quoted(expression);
  const [word, ...rest] = expression;
  const inner = rest.map((one) =>
    typeof one !== 'string' && depth < 3
      ? `\n${'  '.repeat(depth + 1)}${written(one, depth + 1)}`
      : ` ${written(one, depth + 1)}`,
  );
  return `(${word}${inner.join('')})`;
}

/** KiCad reads a backslash as the beginning of an escape; a text has no line breaks, and nothing for a terminal. */
const quoted = (text: string): string =>
  `"${visible(text.replace(/[\r\n\t]+/g, ' ')).replace(/[\\"]/g, (mark) => `\\${mark}`)}"`;
