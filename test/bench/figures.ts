import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A number that documents name: deterministic (virtual time, fixed seeds), so it is the same on every machine. */
export interface Figure {
  readonly name: string;
  /** Rounded as the documents show it. */
  readonly value: number;
  readonly unit: string;
}

export interface RecordedFigure {
  readonly value: number;
  readonly unit: string;
  readonly bench: string;
}

export type Figures = Readonly<Record<string, RecordedFigure>>;

/** This file runs as dist/test/bench/figures.js; the record is committed with the sources. */
export const RECORD = join(import.meta.dirname, '../../../test/bench/figures.json');

/** @param decimals as many as the documents show */
export function figureOf(name: string, value: number, decimals: number, unit = ''): Figure {
  return { name, value: Number(value.toFixed(decimals)), unit };
}

export function readFigures(file = RECORD): Figures {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figures) : {};
}

/** Puts a bench's figures in place of those that it had. */
export function recordFigures(bench: string, figures: readonly Figure[], file = RECORD): void {
  const others = Object.entries(readFigures(file)).filter(([, recorded]) => recorded.bench !== bench);
  const own = figures.map(({ name, value, unit }) => [name, { value, unit, bench }] as const);
  const sorted = [...others, ...own].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}

/** Figures that are not as recorded, a sentence each. */
export function unlikeRecord(bench: string, figures: readonly Figure[], recorded: Figures): string[] {
  const reported = new Set(figures.map(({ name }) => name));
  const changed = figures
    .filter(({ name, value }) => recorded[name]?.value !== value)
    .map(
      ({ name, value, unit }) =>
        `${name}: ${`${value} ${unit}`.trimEnd()}, recorded: ${recorded[name]?.value ?? 'nothing'}`,
    );
  const gone = Object.entries(recorded)
    .filter(([name, figure]) => figure.bench === bench && !reported.has(name))
    .map(([name]) => `${name}: recorded, and not measured any more`);
  return [...changed, ...gone];
}
