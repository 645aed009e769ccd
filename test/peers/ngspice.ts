import { spawnSync } from 'node:child_process';
import { designNames, loadDesign } from '../../wiring/node/index.js';
import {
  type Claim,
  claimsOf,
  deckOf,
  type Figure,
  figureOf,
  readRun,
  type Seed,
} from '../../wiring/spice/index.js';

/** Longest wait for one circuit, ms: it takes a tenth of a second on an idle machine. */
const LIMIT_MS = 120_000;

/** What ngspice says of a deck. @throws Error where it is missing, fails, or goes on with a broken circuit */
export function ngspice(deck: string): string {
  const { status, stdout, stderr, error } = spawnSync('ngspice', ['-b'], {
    input: deck,
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  if (error) throw new Error(`ngspice does not run (apt-get install ngspice): ${error.message}`);
  if (status !== 0) throw new Error(`ngspice ends with ${status}: ${stderr}`);
  return stdout + stderr;
}

/** The figures of a design: its claims, and what each is with its mistake. @throws Error for a claim that fails */
export function figuresOf(name: string): readonly Figure[] {
  const design = loadDesign(name);
  const claims = claimsOf(design);
  const run = (list: readonly Claim[], seed?: Seed): readonly (readonly number[])[] =>
    readRun(list, ngspice(deckOf(design, list, seed)));
  const values = run(claims);
  return claims.map((claim, row) => figureOf(claim, values[row] ?? [], run([claim], claim.seed)[0] ?? []));
}

/** The figures of all designs, as the file that the guides take them from. */
export const figuresText = (figures: ReadonlyMap<string, readonly Figure[]>): string =>
  `${JSON.stringify(Object.fromEntries(figures), undefined, 2)}\n`;

export const allFigures = (): ReadonlyMap<string, readonly Figure[]> =>
  new Map(designNames().map((name) => [name, figuresOf(name)]));
