import { readFileSync } from 'node:fs';
import test from 'ava';
import { anchorsOf, brokenCitations, readTree, type Tree } from './citations.js';

/** These two speak of citations that lead nowhere. */
const OWN: readonly string[] = ['test/citations.ts', 'test/sources.test.ts'];

test('whatever is cited is there: files, headings of pages, nothing outside of the repository', (t) => {
  const tree = readTree('.');
  const paths = [...tree.keys()].filter((path) => !OWN.includes(path));
  t.true(paths.length > 500, `${paths.length} files were read`);
  t.deepEqual(
    paths.flatMap((path) => brokenCitations(tree, path)),
    [],
  );
});

test('every SOURCES.md is cited by code beside it, and is shipped with the page of its folder', (t) => {
  const tree = readTree('.');
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly files: readonly string[] };
  const pages = [...tree.keys()].filter((path) => path.endsWith('/SOURCES.md'));
  t.true(pages.length >= 5);
  for (const page of pages) {
    const folder = page.replace('SOURCES.md', '');
    const cites = (path: string): boolean =>
      path.startsWith(folder) && /SOURCES\.md#/.test(tree.get(path) ?? '');
    t.true(
      [...tree.keys()].some((path) => path !== page && cites(path)),
      page,
    );
    t.true(files.includes(page), `${page} in package.json`);
  }
});

/** A repository of two folders; `b.ts` is the one who cites. */
function withB(text: string): Tree {
  return new Map([
    ['README.md', '# top\n## On a board\n'],
    ['lib/SOURCES.md', '# Sources\n\n## Hose loss\n\n```sh\n# not a heading\n```\n'],
    ['lib/deep/b.ts', text],
    ['lib/deep/page.md', text],
  ]);
}

for (const [text, reported] of [
  ['// SOURCES.md#hose-loss', undefined],
  ['// lib/SOURCES.md#hose-loss and README.md#on-a-board', undefined],
  ['// b.ts, lib/deep/b.ts, deep/b.ts', undefined],
  ["import a from '../c.js'; // src/foreign.ts, ./my.yaml", undefined],
  ['// https://example.org/lib/x.md#y, example.org/lib/x.md', undefined],
  ['// SOURCES.md#SECTION, lib/NAME.ts', undefined],
  ['// SOURCES.md#hose-los', 'no heading SOURCES.md#hose-los'],
  ['// lib/SOURCES.md#not-a-heading', 'no heading lib/SOURCES.md#not-a-heading'],
  ['// lib/deep/c.ts', 'no file lib/deep/c.ts'],
  ['// see gone.ts', 'no file gone.ts'],
  ['// tire.md 4.2', 'no file tire.md'],
  ['// facts/tire 4.2', 'outside of the repository: // facts/tire 4.2'],
  ["const a = '../shared/x';", "outside of the repository: const a = '../shared/x';"],
] as const) {
  test(`${text}: ${reported ?? 'nothing to tell'}`, (t) => {
    const broken = brokenCitations(withB(text), 'lib/deep/b.ts');
    t.deepEqual(broken, reported === undefined ? [] : [`lib/deep/b.ts: ${reported}`]);
  });
}

test('links of a page, from its own folder', (t) => {
  const page = (text: string): string[] => brokenCitations(withB(text), 'lib/deep/page.md');
  t.deepEqual(page('# here\n[a](#here) [b](../SOURCES.md#hose-loss) [c](../../README.md) [d](..)'), []);
  t.is(page('# here\n[a](#there)').length, 1);
  t.is(page('[a](../SOURCES.md#there)').length, 1);
  t.is(page('[a](gone)').length, 1);
});

test('anchors as GitHub makes them', (t) => {
  const page = '# `TC 0` in KISS, "data"\n## A [link](x.md)\n## A link\n### Größe & Rate (2.5)\n';
  t.deepEqual([...anchorsOf(page)], ['tc-0-in-kiss-data', 'a-link', 'a-link-1', 'größe--rate-25']);
});
