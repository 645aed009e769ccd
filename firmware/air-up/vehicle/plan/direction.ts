import type { Vehicle } from '../vehicle.js';

/** Whether a preset is below another one for every tire that both name: it is for deflating. */
export function isLowering({ presets }: Vehicle, preset: string): boolean {
  const own = presets.get(preset);
  if (!own) return false;
  const others = [...presets].filter(([name]) => name !== preset).map(([, targets]) => targets);
  const isBelow = (other: ReadonlyMap<string, number>): boolean =>
    [...own].every(([tire, psi]) => psi < (other.get(tire) ?? 0));
  return others.some(isBelow);
}

/** What a preset is for, where that is possible: without a vent valve nothing can be let out. */
export function directionOf(vehicle: Vehicle, preset: string): 'inflate' | 'deflate' {
  return vehicle.hasVent && isLowering(vehicle, preset) ? 'deflate' : 'inflate';
}
