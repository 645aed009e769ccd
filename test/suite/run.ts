/**
 * Runs the tests part by part and prints the results, the duration of each part, and the slowest tests.
 * Run: npm test, npm run test:deep. Exit code 1 if a test failed or no test ran.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ava, testFiles } from './ava.js';
import { type Outcome, readOutcome, type TimedTest } from './outcome.js';
import { type Part, SUITES, type SuiteName } from './parts.js';
import { PartFolders } from './user-folders.js';

const SLOWEST_SHOWN = 10;

interface PlayedPart extends Outcome {
  readonly title: string;
  readonly seconds: number;
}

async function play(part: Part, all: readonly string[]): Promise<PlayedPart> {
  const files = all.filter(part.has);
  console.log(`\n== ${part.title}: ${files.length} files`);
  const started = performance.now();
  const folders = new PartFolders();
  const { output, code } =
    files.length === 0
      ? { output: '', code: 0 }
      : await ava(files, part.flags, { ...folders.env, ONAIR_ATTACKS: attacks, ...part.env });
  const outcome = readOutcome(output);
  const isUnexplained = code !== 0 && outcome.failed.length === 0;
  const failed = [
    ...(isUnexplained ? [`${part.title}: AVA ended with ${code}`] : outcome.failed),
    ...folders.left().map((file) => `${part.title}: a test left ${file} in the folders of the user`),
  ];
  folders.remove();
  return { ...outcome, failed, title: part.title, seconds: (performance.now() - started) / 1000 };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function row(title: string, passed: number, failed: number, skipped: number, seconds: number): string {
  const counts = [passed, failed, skipped].map((count) => String(count).padStart(7)).join(' ');
  return `${title.padEnd(24)} ${counts} ${seconds.toFixed(1).padStart(8)} s`;
}

function report(name: SuiteName, parts: readonly PlayedPart[]): number {
  const failed = parts.flatMap((part) => part.failed);
  const slowest: readonly TimedTest[] = parts.flatMap(({ timed }) => timed).sort((a, b) => b.ms - a.ms);
  console.log('\n== slowest tests');
  for (const { title, ms } of slowest.slice(0, SLOWEST_SHOWN)) {
    console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${title}`);
  }
  if (failed.length > 0) console.log(['\n== what failed', ...failed].join('\n'));
  const skipped = parts.flatMap((part) => part.skipped);
  if (skipped.length > 0) console.log(['\n== what was skipped', ...skipped].join('\n'));
  const count = (of: (part: PlayedPart) => number): number => sum(parts.map(of));
  const passed = count((part) => part.passed);
  console.log(`\n== ${'part'.padEnd(21)}  passed  failed skipped       time`);
  for (const part of parts) {
    console.log(row(part.title, part.passed, part.failed.length, part.skipped.length, part.seconds));
  }
  console.log(
    row(
      `all of ${name}`,
      passed,
      failed.length,
      skipped.length,
      count(({ seconds }) => seconds),
    ),
  );
  return failed.length === 0 && passed > 0 ? 0 : 1;
}

/** Where the tests of this run note their attacks, for the one table of all. */
const attacks = join(mkdtempSync(join(tmpdir(), 'onair-attacks-')), 'attacks.ndjson');

const isSuite = (name: string): name is SuiteName => Object.hasOwn(SUITES, name);

const name = process.argv[2] ?? 'quick';
if (!isSuite(name)) throw new Error(`no suite ${name}: one of ${Object.keys(SUITES).join(', ')}`);
const files = testFiles();
const played: PlayedPart[] = [];
for (const part of SUITES[name]) played.push(await play(part, files));
rmSync(dirname(attacks), { recursive: true, force: true });
process.exitCode = report(name, played);
