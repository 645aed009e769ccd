/**
 * Runs every test that draws by chance with a new seed each round, until the minutes are over; exit code 1 at the first
 * round that fails, with the line that plays it again.
 * Run: npm run fuzz -- --minutes 10
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ava, testFiles } from './ava.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000_000);
if (!(minutes > 0) || !Number.isSafeInteger(firstSeed)) {
  throw new Error('--minutes is a number above 0, --seed a whole number');
}

const draws = testFiles().filter((file) => {
  const source = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
  return /from '(fast-check|.*\/(arbitraries|fuzz)\.js)'/.test(source);
});

const endMs = performance.now() + minutes * 60_000;
let seed = firstSeed;
for (; performance.now() < endMs && process.exitCode === undefined; seed++) {
  console.log(`\n== seed ${seed}: ${draws.length} files`);
  const env = { ONAIR_SEED: String(seed), ONAIR_FUZZ_SEED: String(3 * seed) };
  const { code } = await ava(draws, [], env);
  if (code === 0) continue;
  console.log(`\nseed ${seed} fails; again: npm run fuzz -- --minutes 0.01 --seed ${seed}`);
  process.exitCode = 1;
}
console.log(`\n${seed - firstSeed} rounds, seeds from ${firstSeed}`);
