import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { atLeast, atMost, exactly, NAME_WIDTH, verdictOf } from './bound.js';
import { boundTable, judged } from './bound-text.js';
import { figureOf, readFigures, recordFigures, unlikeRecord } from './figures.js';

const here = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href;

/** Benches of a few lines, each a folder with a bench.js. */
const BENCHES = {
  fine: "judge('fine', [atMost('cost', 1, 2)]);",
  missed: "judge('missed', [atMost('cost', 3, 2), atLeast('speed', 3, 2)]);",
  goes: "console.log('still runs'); judge('goes', [exactly('lost', 0, 0)]);",
  crashes: "throw new Error('on purpose');",
  silent: '',
} as const;

function folderOf(t: ExecutionContext, ...names: readonly (keyof typeof BENCHES)[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'onair-benches-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of names) {
    mkdirSync(join(folder, name));
    const imports = [
      `import { judge } from '${here('judge.js')}';`,
      `import { atLeast, atMost, exactly } from '${here('bound.js')}';`,
    ];
    writeFileSync(join(folder, name, 'bench.js'), [...imports, BENCHES[name]].join('\n'));
  }
  return folder;
}

function runNode(...argv: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, argv, { encoding: 'utf8' });
}

const runAll = (folder: string, ...argv: readonly string[]): ReturnType<typeof runNode> =>
  runNode(join(import.meta.dirname, 'all.js'), '--folder', folder, ...argv);

test('met on either side of the limit and at it, and nothing that is no number is met', (t) => {
  t.is(verdictOf(atMost('a', 2, 2)), 'met');
  t.is(verdictOf(atMost('a', 2.001, 2)), 'NOT MET');
  t.is(verdictOf(atLeast('a', 2, 2)), 'met');
  t.is(verdictOf(atLeast('a', 1.999, 2)), 'NOT MET');
  t.is(verdictOf(exactly('a', 0, 0)), 'met');
  t.is(verdictOf(exactly('a', 1, 0)), 'NOT MET');
  t.is(verdictOf(atMost('a', Number.NaN, 2)), 'NOT MET');
  t.is(verdictOf(atMost('a', { skipped: 'no direwolf' }, 2)), 'skipped');
  t.throws(() => atMost('x'.repeat(NAME_WIDTH + 1), 1, 2), { instanceOf: RangeError });
});

test('a goal beyond the bound is told and fails nothing; rounding never hides a miss', (t) => {
  t.deepEqual(judged(atMost('closings', 10, 10, { decimals: 0, goal: 6 })), {
    name: 'closings',
    measured: '10',
    limit: '<= 10',
    verdict: 'met',
    notes: ["today's bound; goal <= 6: not reached yet"],
  });
  t.deepEqual(judged(atMost('closings', 6, 10, { goal: 6 })).notes, [
    "today's bound; goal <= 6: reached, make it the bound",
  ]);
  t.is(judged(atMost('time', 1.2004, 1.2)).measured, '1.2004');
  t.is(judged(atMost('time', 1.1, 1.2, { of: 'the limit', unit: 's' })).measured, '1.10 s');
});

test('the widest table has 80 columns', (t) => {
  const widest = judged(atMost('x'.repeat(NAME_WIDTH), 12.34, 1000, { unit: 'MB' }));
  const text = boundTable(
    [{ ...widest, verdict: 'NOT MET' }],
    [
      ['bench', 's'],
      ['kiss-serve', '123'],
    ],
  );
  for (const line of text.split('\n')) t.true(line.length <= 80, line);
});

test('a bench says both words, and its exit code is 1 where a bound is missed', (t) => {
  const folder = folderOf(t, 'fine', 'missed');
  const fine = runNode(join(folder, 'fine', 'bench.js'));
  t.is(fine.status, 0);
  t.regex(fine.stdout, /cost +1\.00 +<= 2 +met$/m);
  const missed = runNode(join(folder, 'missed', 'bench.js'));
  t.is(missed.status, 1);
  t.regex(missed.stdout, /cost +3\.00 +<= 2 +NOT MET$/m);
  t.regex(missed.stdout, /speed +3\.00 +>= 2 +met$/m);
});

test('all goes on after a miss, a crash and a bench without a judgment, and ends with 1', (t) => {
  const { status, stdout } = runAll(folderOf(t, 'crashes', 'fine', 'goes', 'missed', 'silent'));
  t.is(status, 1);
  t.regex(stdout, /still runs/);
  const [, table = ''] = stdout.split('== all');
  t.regex(table, /^crashes +\d+ +runs to its end and judges +exit 1 +.*NOT MET$/m);
  t.regex(table, /^fine +\d+ +cost +1\.00 +<= 2 +met$/m);
  t.regex(table, /^missed +\d+ +cost +3\.00 +<= 2 +NOT MET$/m);
  t.regex(table, /^silent +\d+ +runs to its end and judges +.*NOT MET$/m);
  t.regex(table, /^3 met, 3 not met, 0 skipped$/m);
});

test('all runs those that are named, and knows which there are', (t) => {
  const folder = folderOf(t, 'fine', 'goes', 'missed');
  const some = runAll(folder, 'goes', 'fine');
  t.is(some.status, 0, some.stderr);
  t.regex(some.stdout, /^2 met, 0 not met, 0 skipped$/m);
  const unknown = runAll(folder, 'fin');
  t.is(unknown.status, 2);
  t.regex(unknown.stderr, /no bench fin; there are fine, goes, missed/);
});

test('a bench that records puts its figures in place of its own alone, and tells what differs', (t) => {
  const file = join(folderOf(t), 'figures.json');
  recordFigures('other', [figureOf('other: z', 1, 0)], file);
  recordFigures('one', [figureOf('one: gone', 1, 0), figureOf('one: a', 1.26, 1, 's')], file);
  recordFigures('one', [figureOf('one: a', 1.26, 1, 's'), figureOf('one: b', 2, 0)], file);
  t.deepEqual(readFigures(file), {
    'one: a': { value: 1.3, unit: 's', bench: 'one' },
    'one: b': { value: 2, unit: '', bench: 'one' },
    'other: z': { value: 1, unit: '', bench: 'other' },
  });
  t.true(readFileSync(file, 'utf8').endsWith('}\n'));
  t.deepEqual(
    unlikeRecord('one', [figureOf('one: a', 1.4, 1, 's'), figureOf('one: c', 1, 0)], readFigures(file)),
    [
      'one: a: 1.4 s, recorded: 1.3',
      'one: c: 1, recorded: nothing',
      'one: b: recorded, and not measured any more',
    ],
  );
});
