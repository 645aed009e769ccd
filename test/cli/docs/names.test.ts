import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { EXIT_BUG, EXIT_CODES } from '../../../host/base/error.js';
import { WIRE_FAULTS } from '../../../host/link/sim/faults.js';
import { RULES } from '../../../wiring/rules/check.js';
import { commandNames, DOCUMENTS, helpOf, scripts } from './documents.js';
import { deadLinks, missingPaths, ticked } from './names.js';

const GUIDES = readdirSync('wiring/guides').map((name) => join('wiring/guides', name));

for (const document of [...DOCUMENTS, ...GUIDES]) {
  test(`${document}: every file, folder and link that it names is there`, (t) => {
    t.deepEqual(missingPaths(document), []);
    t.deepEqual(deadLinks(document), []);
  });
}

/** Folders, and the document that has a row for each folder in them. */
const LISTED = [
  ['host', 'host/README.md'],
  ['firmware', 'firmware/README.md'],
  ['firmware/air-up', 'firmware/README.md'],
  ['wiring', 'wiring/README.md'],
] as const;

for (const [folder, document] of LISTED) {
  test(`${document} has a row for each folder in ${folder}`, (t) => {
    const table = readFileSync(document, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )) {
      const row = new RegExp(`[\`[/]${name}[/\`\\]]`);
      t.true(
        table.some((line) => row.test(line)),
        `${folder}/${name}`,
      );
    }
  });
}

test('every script of npm that a document names is there', (t) => {
  for (const document of DOCUMENTS)
    for (const text of ticked(document)) {
      const [, name] = /^npm run (\w[\w:-]*)/.exec(text) ?? [];
      if (name) t.truthy(scripts[name], `${document}: ${text}`);
    }
});

/** Flags of other programs. */
const FOREIGN = ['--fqbn', '--global', '--flags', '--loglevel', '--silent', '--import'];

test('every command and flag that a document names is there', async (t) => {
  const commands = await commandNames();
  const helps = new Map<string, string>();
  for (const command of commands) helps.set(command, await helpOf(command));
  const nouns = new Set(commands.map((command) => command.split(' ')[0]));
  const all = [...helps.values()].join('\n');
  for (const document of DOCUMENTS)
    for (const text of ticked(document)) {
      const [, noun = '', verbs = ''] = /^onair ([a-z]\w+)(?: ([a-z][\w|-]+))?/.exec(text) ?? [];
      if (noun !== '') t.true(nouns.has(noun), `${document}: ${text}`);
      for (const verb of verbs.split('|').filter((word) => word !== ''))
        t.true(commands.includes(`${noun} ${verb}`), `${document}: ${text}`);
      for (const [flag] of text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g))
        t.true(FOREIGN.includes(flag) || new RegExp(`${flag}\\b(?!-)`).test(all), `${document}: ${text}`);
    }
});

test('host/README.md names each fault of the wire', (t) => {
  const text = readFileSync('host/README.md', 'utf8').replace(/\s+/g, ' ');
  const [, names = ''] = /Faults of the wire, for every device: `([a-z -]+)`/.exec(text) ?? [];
  t.deepEqual(names.split(' '), Object.keys(WIRE_FAULTS));
});

test('CHANGELOG.md counts rules and designs right', (t) => {
  const text = readFileSync('CHANGELOG.md', 'utf8').replace(/\s+/g, ' ');
  t.true(text.includes(`${RULES.length} rules`), `${RULES.length} rules`);
  t.true(text.includes('Eleven designs') === (readdirSync('wiring/designs').length === 11));
});

test('host/README.md lists every exit code, and no other', (t) => {
  const [, table = ''] = readFileSync('host/README.md', 'utf8').split('| exit code | means |\n|---|---|\n');
  const [rows = ''] = table.split('\n\n');
  const listed = [...rows.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  t.deepEqual(
    listed,
    [...new Set([0, EXIT_BUG, ...Object.values(EXIT_CODES)])].sort((a, b) => a - b),
  );
});
