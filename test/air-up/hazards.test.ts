import { readdir, readFile } from 'node:fs/promises';
import test from 'ava';
import { FAULTS, type FaultCode } from '../../firmware/air-up/cycle/faults.js';
import { HAZARDS } from '../../firmware/air-up/hazards.js';
import { BEYOND } from '../../firmware/air-up/hazards-beyond.js';
import { hazardTables, withHazards } from '../../firmware/air-up/hazards-page.js';
import { BREAKS, type Break, titleOf } from './cycle/matrix/matrix.js';

/** The top folder: this file runs as dist/test/air-up/hazards.test.js. */
const TOP = new URL('../../../', import.meta.url);

async function sourcesIn(path: string): Promise<readonly string[]> {
  const folder = new URL(path, TOP);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  return Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
}

/** Titles of the tests of the cycle, the sketch and the commands, in the sources, and those that tables make. */
async function titles(): Promise<ReadonlySet<string>> {
  const folders = [
    'test/air-up/cycle/',
    'test/deep/air-up/cycle/',
    'test/deep/air-up/board/',
    'test/failsafe/',
    'test/deep/failsafe/',
    'test/cli/air/',
  ];
  const sources = (await Promise.all(folders.map(sourcesIn))).flat();
  const found = new Set<string>();
  for (const source of sources) {
    // A test of several cases, `… (${title})`, is named once, without the case.
    for (const [, , title = ''] of source.matchAll(/\btest(?:\.serial)?\(\s*(['"`])(.*?)\1,/g))
      found.add(title.replace('$' + '{name}', 'uno').replace(' ($' + '{title})', ''));
  }
  for (const kind of ['emergency-stop', 'link-lost', 'lease-tripped']) {
    const made = '$' + '{kind}: everything is shut in the same step, and stays so until it is cleared';
    if (found.has(made)) found.add(made.replace('$' + '{kind}', kind));
  }
  for (const what of Object.keys(BREAKS) as Break[]) {
    found.add(titleOf('inflate', what));
    found.add(titleOf('deflate', what));
  }
  return found;
}

test('every fault that the cycle can have stands in the table of hazards', (t) => {
  const covered = new Set<FaultCode>(HAZARDS.flatMap(({ faults }) => faults));
  t.deepEqual([...covered].sort(), (Object.keys(FAULTS) as FaultCode[]).sort());
});

test('every test that the table of hazards names is there', async (t) => {
  const there = await titles();
  for (const hazard of HAZARDS) t.true(there.has(hazard.test), hazard.test);
});

test('no hazard is listed twice, and none breaks its table', (t) => {
  const reported = [...HAZARDS, ...BEYOND].map(({ hazard }) => hazard);
  t.is(new Set(reported).size, reported.length);
  for (const line of hazardTables().split('\n')) {
    if (!line.startsWith('| ')) continue;
    t.true(line.length < 280, `too long to read: ${line}`);
    t.regex(line, /^\|( [^|]+ \|){3,4}$/);
  }
});

test('firmware/README.md shows the hazards as they are: else run "npm run hazards"', async (t) => {
  const page = await readFile(new URL('firmware/README.md', TOP), 'utf8');
  t.is(page, withHazards(page));
});

test('a page without a place for the hazards is refused', (t) => {
  t.throws(() => withHazards('# nothing'), { instanceOf: RangeError });
  const page = 'a\n<!-- hazards -->\nof yesterday\n<!-- /hazards -->\nz';
  t.is(withHazards(withHazards(page)), withHazards(page));
  t.false(withHazards(page).includes('yesterday'));
});
