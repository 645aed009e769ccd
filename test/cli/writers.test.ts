import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { WRITERS } from './writers.js';

const ROOT = join(import.meta.dirname, '../../..');

/** What writes for others: each of those has a row. */
const MECHANISMS = [
  'host/base/node/folder.ts', // folders
  'host/cli/files/files.ts',
  'host/cli/files/file-lock.ts',
  'host/cli/files/whole-file.ts',
  'host/link/node/unix-listen.ts', // a socket, which goes with its program or is replaced
  'host/web/bundle.ts', // the web app, when it is built
  'host/link/serve/pty.ts', // the link to a pseudo-terminal
  'host/web/bundle.ts', // the build, no command
];

const CHANGES =
  /\b(append|write|copy|create|truncate|ftruncate|rename|unlink|rm|mkdir|mkdtemp|chmod|fchmod|symlink|link)(File|WriteStream|dir)?(Sync)?\b|\bopenSync\b.*\bwriteSync\b/;
const OURS = /\bnew (WholeFile|MapFile|PacketLog|History)\(|\bsave(New)?File\(/;

function changesFiles(source: string): boolean {
  const imported = [...source.matchAll(/^import ([^;]*?) from 'node:fs(?:\/promises)?';/gm)].map(
    ([, names]) => names ?? '',
  );
  return imported.some((names) => CHANGES.test(names)) || OURS.test(source);
}

test('every source file that writes a file has a row in the table of writers', (t) => {
  const found = ['host', 'firmware', 'wiring'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && !path.startsWith('host/examples/'))
      .filter((path) => changesFiles(readFileSync(join(ROOT, path), 'utf8'))),
  );
  const known = new Set([...MECHANISMS, ...Object.values(WRITERS).flatMap(({ sources }) => sources)]);
  t.deepEqual(
    found.filter((path) => !known.has(path)),
    [],
    'add a row to WRITERS in test/cli/writers.ts: what holds when it is killed, and on a full disk',
  );
  t.deepEqual(
    [...known].filter((path) => !found.includes(path) && !MECHANISMS.includes(path)).sort(),
    [],
    'these write no more',
  );
});
