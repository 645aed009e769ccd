import { readFileSync } from 'node:fs';
import { packagePath } from '../../host/base/node/index.js';
import type { Figure } from '../spice/index.js';

/**
 * What ngspice has found, by design. A test compares it with what ngspice finds; `npm run wiring:figures` renews it.
 */
export const FIGURES = packagePath('wiring', 'spice', 'figures.json');

let all: Readonly<Record<string, readonly Figure[]>> | undefined;

/** The figures of a design of the package; none for one without a supply. */
export function loadFigures(name: string): readonly Figure[] {
  all ??= JSON.parse(readFileSync(FIGURES, 'utf8')) as Readonly<Record<string, readonly Figure[]>>;
  return all[name] ?? [];
}
