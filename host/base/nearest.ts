import { distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely meant, or undefined if none is close enough. A part of one name only
 * is close: `d700` of `tm-d700`.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  const [whole, another] = known.filter((name) => name.toLowerCase().split('-').includes(wanted));
  if (whole !== undefined && another === undefined) return whole;
  const ranked = known
    .map((name) => ({ name, steps: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best && best.steps <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined;
}

/** `did you mean X?` followed by the whole list: the hint of every unknown name. */
export function suggest(typed: string, known: readonly string[]): string {
  const name = nearest(typed, known);
  return `${name ? `did you mean ${name}? ` : ''}known: ${known.join(', ')}`;
}
