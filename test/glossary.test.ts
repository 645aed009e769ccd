import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
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

const sources: ReadonlyMap<string, ts.SourceFile> = new Map(
  committed('*.ts', '*.tsx', '*.js').map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true),
  ]),
);

/** Every identifier of a source, without comments and texts. */
function identifiers(source: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What the product's own files declare for others, one declaration of each name. */
const exported = [...sources].flatMap(([file, source]) =>
  /^(host|firmware|wiring)\//.test(file) ? exportsOf(file, source) : [],
);

interface Exported {
  readonly file: string;
  readonly name: string;
  readonly isType: boolean;
  readonly isDocumented: boolean;
}

function exportsOf(file: string, { statements }: ts.SourceFile): Exported[] {
  const names = new Set<string>();
  return statements.filter(isExported).flatMap((statement) => {
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
    const isType = !ts.isVariableStatement(statement) && !ts.isFunctionDeclaration(statement);
    const isDocumented = ts.getJSDocCommentsAndTags(statement).length > 0;
    return declared
      .map((one) => ts.getNameOfDeclaration(one as ts.DeclarationStatement)?.getText() ?? '')
      .filter((name) => !names.has(name) && names.add(name)) // an overload has the words of the first
      .map((name) => ({ file, name, isType, isDocumented }));
  });
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

/** Types that two folders export by one name, and why that is one meaning. */
const SHARED_TYPES: Readonly<Record<string, string>> = {
  Connection: 'the port that a command or a door of the page uses, with the way to open it again',
};

test('no name that the glossary has replaced stands in the code', (t) => {
  t.true(OLD_NAMES.size > 40);
  const bad = [...sources].flatMap(([file, source]) => {
    if (file === READS_OLD_NAMES) return [];
    const names = identifiers(source);
    return [...OLD_NAMES].filter((name) => names.has(name)).map((name) => `${file}: ${name}`);
  });
  t.deepEqual(bad, []);
});

test('a type has a name of its own in the whole program', (t) => {
  const places = new Map<string, Set<string>>();
  for (const { name, file } of exported.filter(({ isType }) => isType))
    places.set(name, (places.get(name) ?? new Set()).add(dirname(file)));
  t.true(places.size > 500);
  const shared = [...places].filter(([, folders]) => folders.size > 1);
  t.deepEqual(
    shared.filter(([name]) => SHARED_TYPES[name] === undefined).map(([name, folders]) => [name, ...folders]),
    [],
    'name one after what it means, or say in SHARED_TYPES why both mean the same',
  );
  t.deepEqual(shared.map(([name]) => name).sort(), Object.keys(SHARED_TYPES).sort(), 'a reason nobody needs');
});

test('what a file exports says what it is', (t) => {
  t.deepEqual(
    exported.filter(({ isDocumented }) => !isDocumented).map(({ file, name }) => `${file}: ${name}`),
    [],
  );
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
