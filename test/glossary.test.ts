import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import ts from 'typescript';

/** Names of the glossary's last column, but those of files. */
const OLD_NAMES = new Set(
  readFileSync('GLOSSARY.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => [...(line.split('|')[3] ?? '').matchAll(/`(#?[\w]+)`/g)].map(([, name = '']) => name)),
);

/** It proves that a file of an earlier version is read by its own names. */
const READS_OLD_NAMES = 'test/panel/history.test.ts';

const COMMENT_BEGINS_WRONG = /(?:\/\*\*|\/\/|^\s*\*)\s*(?:So (?:long|many|much)|As long)\b/;

function committed(...patterns: readonly string[]): readonly string[] {
  return execFileSync('git', ['ls-files', '--', ...patterns], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

/** Every identifier of a source, without comments and texts. */
function identifiers(source: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('', source, ts.ScriptTarget.ES2023));
  return found;
}

test('no name that the glossary has replaced stands in the code', (t) => {
  t.true(OLD_NAMES.size > 40);
  const bad = committed('*.ts', '*.tsx', '*.js').flatMap((file) => {
    if (file === READS_OLD_NAMES) return [];
    const names = identifiers(readFileSync(file, 'utf8'));
    return [...OLD_NAMES].filter((name) => names.has(name)).map((name) => `${file}: ${name}`);
  });
  t.deepEqual(bad, []);
});

test('no word of the sketch that the glossary has replaced names a file or stands in its code', (t) => {
  const files = committed('firmware/failsafe/*.cpp', 'firmware/failsafe/*.h', 'firmware/failsafe/*.ino');
  t.true(files.length > 10);
  const words = ['hearing', 'keeping', 'watching', 'outgoing'];
  const bad = files.flatMap((file) => {
    const code = readFileSync(file, 'utf8').replace(/\/\*.*?\*\/|\/\/.*$/gms, '');
    return words
      .filter((word) => new RegExp(`\\b${word}\\b`).test(code) || file.includes(word))
      .map((word) => `${file}: ${word}`);
  });
  t.deepEqual(bad, []);
});

test('comments say what a number limits, and nothing is done anew', (t) => {
  const bad = committed('host', 'firmware', 'wiring', 'test', '*.md')
    .filter(
      (file) =>
        /\.(ts|cpp|h|ino|yaml|md)$/.test(file) && !/(GLOSSARY|CHANGELOG)\.md$|glossary\.test/.test(file),
    )
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          COMMENT_BEGINS_WRONG.test(line) || /\banew\b/i.test(line)
            ? [`${file}:${at + 1}: ${line.trim()}`]
            : [],
        ),
    );
  t.deepEqual(bad, []);
});

test('comments are within the width of the code', (t) => {
  const bad = committed('*.ts', '*.cpp', '*.h', '*.ino').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        line.length > 120 && /^\s*(\*|\/\*|\/\/)/.test(line) ? [`${file}:${at + 1}`] : [],
      ),
  );
  t.deepEqual(bad, []);
});
