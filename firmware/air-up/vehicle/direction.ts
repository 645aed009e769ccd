import type { Vehicle } from './vehicle.js';

/** A preset that lies below another one for every tire that both name is for letting air out, where that is possible. */
export function directionOf({ presets, hasVent }: Vehicle, preset: string): 'inflate' | 'deflate' {
  const own = presets.get(preset);
  if (!hasVent || !own) return 'inflate';
  const others = [...presets].filter(([name]) => name !== preset).map(([, targets]) => targets);
  const isBelow = (other: ReadonlyMap<string, number>): boolean =>
    [...own].every(([tire, psi]) => psi < (other.get(tire) ?? 0));
  return others.some(isBelow) ? 'deflate' : 'inflate';
}
