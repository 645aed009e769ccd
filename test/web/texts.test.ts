import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { packagePath } from '../../host/base/node/index.js';
import {
  ENGLISH,
  LANGUAGES,
  loadLanguage,
  type WebLanguage,
  webLanguage,
} from '../../host/text/web/index.js';

type Leaf = readonly [key: string, value: unknown];

/** Every text by its key, `radio.back`; a function is a text with gaps. */
function leaves(texts: unknown, prefix = ''): readonly Leaf[] {
  if (typeof texts !== 'object' || texts === null) return [[prefix, texts]];
  return Object.entries(texts).flatMap(([key, value]) =>
    leaves(value, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** The same in several languages: names, and terms of the field. */
const SAME = new Set([
  'doors.',
  'tour.start',
  'module.plan',
  'module.name',
  'module.settings.name',
  'module.settings.pin',
  'module.settings.led',
  'module.settings.baud',
  'labels.pin',
  'log.title',
  'aprsdroid.initString',
  'aprsdroid.initDelay',
  'beacon.waits.due',
  'map.from',
]);

const CODES = Object.keys(LANGUAGES) as WebLanguage[];

for (const code of CODES.filter((each) => each !== 'en')) {
  test(`${code} has every text of the web app, with the same gaps, and says it in its own words`, async (t) => {
    const { words, ...language } = await loadLanguage(code);
    t.is(language.code, code);
    const english = new Map(leaves(ENGLISH.words));
    const found = new Map(leaves(words));
    t.deepEqual([...found.keys()].sort(), [...english.keys()].sort());
    for (const [key, value] of found) {
      const original = english.get(key);
      t.is(typeof value, typeof original, key);
      if (typeof value === 'function' && typeof original === 'function') {
        t.is(value.length, original.length, `${key} takes as much`);
        const gaps = Array.from({ length: value.length }, (_, index) => `<${index}>`);
        const said = String(value(...gaps));
        for (const gap of gaps) {
          const isSaid = String(original(...gaps)).includes(gap);
          t.is(said.includes(gap), isSaid, `${key}: ${gap}`);
        }
        if (!SAME.has(key)) t.not(said, String(original(...gaps)), key);
      } else if (!SAME.has(key)) {
        t.not(value, original, `${key} is not translated`);
        t.true(typeof value === 'string' && value.trim() === value && value !== '', key);
      }
    }
  });
}

test('the language of the page is the first that the browser wants and the app speaks', (t) => {
  t.is(webLanguage(['de-AT', 'en']), 'de');
  t.is(webLanguage(['fr', 'de']), 'de');
  t.is(webLanguage(['', 'EN-us', 'de']), 'en');
  t.is(webLanguage(['fr', 'constructor']), 'en');
  t.is(webLanguage([]), 'en');
});

const APP = packagePath('host', 'web', 'app');

/** Attributes that people read or hear. */
const READ = new Set(['aria-label', 'label', 'placeholder', 'title', 'alt', 'choose']);
/** What no language changes: a place as it is typed. */
const NEUTRAL = new Set(['41.7148, -72.7272']);

test('no component has a text of its own', (t) => {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  t.true(files.length > 10);
  for (const file of files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(APP, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
      ts.ScriptKind.TSX,
    );
    const texts: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) texts.push(node.text.trim());
      if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer) {
        const { initializer } = node;
        if (ts.isStringLiteral(initializer) && !NEUTRAL.has(initializer.text)) texts.push(initializer.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    t.deepEqual(texts, [], file);
  }
});

test('one is not many', (t) => {
  const { log, map, radio } = ENGLISH.words;
  const said = (count: number) => [
    log.save(count),
    log.playing('a.log', count),
    map.label(count),
    radio.copies(count),
  ];
  for (const text of said(1)) t.notRegex(text, /\b1 (more )?(packets|stations|ways)/);
  for (const text of said(2)) t.regex(text, /\b2 (more )?(packets|stations|ways)/);
});
