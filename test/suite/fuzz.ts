/**
 * Runs every randomized test, file by file, with a new seed each round, until the minutes are over. Exit code 1 at the
 * first file that fails, with the command that repeats it; 2 for invalid arguments.
 * Run: npm run fuzz -- --minutes 10
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../host/base/index.js';
import { ava, testFiles } from './ava.js';
import { type FuzzRun, readFuzzRun } from './fuzz-run.js';

const USAGE = `npm run fuzz -- --minutes 10                new seeds for ten minutes
npm run fuzz -- --seed 7                    from seed 7 on
npm run fuzz -- --minutes 1 FILE            this test file alone, for a minute
npm run fuzz -- --seed 7 FILE               this test file once, with seed 7`;

const draws = testFiles().filter((file) => {
  const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  return /from '(fast-check|.*\/(arbitraries|fuzz)\.js)'/.test(source);
});

/** One file with one seed. The sketch's fuzz gets another seed, so that it never repeats the values of test:deep. */
async function holds(file: string, seed: number): Promise<boolean> {
  const { code } = await ava([file], [], {
    ONAIR_SEED: String(seed),
    ONAIR_FUZZ_SEED: String(3 * seed),
  });
  if (code !== 0) {
    console.log(`\nseed ${seed} fails in ${file}\nagain: npm run fuzz -- --seed ${seed} ${file}`);
  }
  return code === 0;
}

async function fuzz({ minutes, firstSeed, file }: FuzzRun): Promise<number> {
  const files = file === undefined ? draws : [file];
  const endMs = performance.now() + minutes * 60_000;
  let played = 0;
  for (let seed = firstSeed; ; seed++) {
    for (const each of files) {
      console.log(`\n== seed ${seed}: ${each}`);
      if (!(await holds(each, seed))) return 1;
      played++;
      if (performance.now() >= endMs) {
        console.log(`\nno failure in ${played} runs of ${files.length} files, seeds ${firstSeed} to ${seed}`);
        return 0;
      }
    }
  }
}

try {
  const run = readFuzzRun(process.argv.slice(2), draws, Date.now());
  process.exitCode = await fuzz(run);
} catch (error) {
  console.error(`error: ${messageOf(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
