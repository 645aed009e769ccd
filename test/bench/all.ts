/**
 * All benches one after another, or those that are named, and one table of what they judged. It goes on after a miss,
 * and its exit code is then 1.
 *
 *     npm run bench
 *     npm run bench -- hc06 tnc
 *     npm run bench -- --record          writes the figures that documents name into test/bench/figures.json
 */
import { parseArgs } from 'node:util';
import { benchesIn, isMissed, type Result, runBench, summary } from './runner.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { record: { type: 'boolean', default: false }, folder: { type: 'string' } },
});
const folder = values.folder ?? import.meta.dirname;
const known = benchesIn(folder);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no bench ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}
const results: Result[] = [];
for (const bench of positionals.length > 0 ? positionals : known) {
  console.log(`\n== ${bench}\n`);
  results.push(await runBench(folder, bench, values.record));
}
console.log(`\n== all\n\n${summary(results)}`);
if (results.some(isMissed)) process.exitCode = 1;
