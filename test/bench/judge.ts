import { writeFileSync } from 'node:fs';
import { type Bound, exactly } from './bound.js';
import { boundTable, judged } from './bound-text.js';
import { type Figure, readFigures, recordFigures, unlikeRecord } from './figures.js';
import { block } from './table.js';

/** Names a file for what was judged, as JSON: the runner of all benches reads it. */
export const RESULT_VARIABLE = 'ONAIR_BENCH_RESULT';
/** Set to 1: figures are recorded before they are compared with the record. */
export const RECORD_VARIABLE = 'ONAIR_BENCH_RECORD';

/**
 * A bench's last act: prints each bound as met or NOT MET, and makes 1 the exit code where one is missed. One bound
 * more is that the figures are those of the record, which the documents are compared with.
 * @param figures for documents; none where the bench was asked for another number of rounds than usual
 */
export function judge(bench: string, bounds: readonly Bound[], figures: readonly Figure[] = []): void {
  const all = figures.length === 0 ? bounds : [...bounds, asRecorded(bench, figures)];
  const results = all.map(judged);
  console.log(`\n${block(`Bounds of ${bench}`, boundTable(results)).trimEnd()}`);
  if (results.some(({ verdict }) => verdict === 'NOT MET')) process.exitCode = 1;
  const file = process.env[RESULT_VARIABLE];
  if (file !== undefined) writeFileSync(file, JSON.stringify(results));
}

function asRecorded(bench: string, figures: readonly Figure[]): Bound {
  if (process.env[RECORD_VARIABLE] === '1') recordFigures(bench, figures);
  const differences = unlikeRecord(bench, figures, readFigures());
  for (const difference of differences) console.log(`\nfigure ${difference}`);
  return exactly('figures unlike figures.json', differences.length, 0);
}
