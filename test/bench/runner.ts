import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boundTable, type Judged } from './bound-text.js';
import { RECORD_VARIABLE, RESULT_VARIABLE } from './judge.js';

/** What became of one bench. */
export interface Result {
  readonly bench: string;
  readonly seconds: number;
  readonly bounds: readonly Judged[];
}

/** Benches are the folders that hold a built bench.js. */
export function benchesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'bench.js')))
    .sort();
}

/**
 * Runs one bench as a process of its own, its output as it comes. One that ends without a judgment has missed a bound.
 */
export async function runBench(folder: string, bench: string, isRecording: boolean): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), 'onair-bench-'));
  const result = join(scratch, 'result.json');
  try {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [join(folder, bench, 'bench.js')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, [RESULT_VARIABLE]: result, ...(isRecording && { [RECORD_VARIABLE]: '1' }) },
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    const seconds = (performance.now() - startedAt) / 1000;
    const bounds = existsSync(result) ? (JSON.parse(readFileSync(result, 'utf8')) as Judged[]) : [];
    const isExplained = code === 0 || bounds.some(({ verdict }) => verdict === 'NOT MET');
    const isFine = bounds.length > 0 && isExplained;
    return { bench, seconds, bounds: isFine ? bounds : [...bounds, crashed(signal ?? `exit ${code}`)] };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function crashed(measured: string): Judged {
  return { name: 'runs to its end and judges', measured, limit: '= exit 0', verdict: 'NOT MET', notes: [] };
}

/** One table of all benches, at most 80 columns wide, and the sum of it. */
export function summary(results: readonly Result[]): string {
  const first = results.flatMap(({ bench, seconds, bounds }) =>
    bounds.map((_, index) => (index === 0 ? [bench, seconds.toFixed(0)] : ['', ''])),
  );
  const all = results.flatMap(({ bounds }) => bounds);
  const count = (verdict: Judged['verdict']): number => all.filter((one) => one.verdict === verdict).length;
  return [
    boundTable(all, [['bench', 's'], ...first]),
    '',
    `${count('met')} met, ${count('NOT MET')} not met, ${count('skipped')} skipped`,
  ].join('\n');
}

export function isMissed({ bounds }: Result): boolean {
  return bounds.some(({ verdict }) => verdict === 'NOT MET');
}
