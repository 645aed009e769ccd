import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import type { Command } from 'commander';
import { systemClock } from '../../../../host/base/clock.js';
import { NOUNS } from '../../../../host/cli/nouns.js';
import { type Ran, run, words } from '../../../cli/run.js';
import { posix } from '../../../systems.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { attackLog } from '../../attacks/attack-log.js';
import { FILE_FLAGS, type FileFlag, type FileUse } from './file-flags.js';

/**
 * Every flag that takes a file, with everything that may stand under a name. A command that would wait for a FIFO waits
 * for ever, here too: the run of tests ends it.
 */
const scratch = mkdtempSync(join(tmpdir(), 'onair-files-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const note = attackLog('Hostile files');

const HUGE_BYTES = 2 ** 31;
const PACKETS = join(scratch, 'packets.ndjson');
writeFileSync(PACKETS, '');

/** What stands under the name, made in an empty folder. */
const KINDS = {
  FIFO: (path) => spawnSync('mkfifo', [path]),
  device: (path) => symlinkSync('/dev/null', path),
  folder: (path) => mkdirSync(path),
  loop: (path) => symlinkSync(path, path),
  '0 bytes': (path) => writeFileSync(path, ''),
  '2 GB': (path) => {
    writeFileSync(path, '');
    truncateSync(path, HUGE_BYTES);
  },
  'no rights': (path) => {
    writeFileSync(path, 'of somebody else');
    chmodSync(path, 0);
    chmodSync(dirname(path), 0o555);
  },
} as const satisfies Record<string, (path: string) => unknown>;
type Kind = keyof typeof KINDS;

/** Kinds that a use takes; all others are refused with exit code 2 (3 for a port). */
const TAKEN: Readonly<Record<FileUse, readonly Kind[]>> = {
  reads: [],
  new: [],
  replaces: ['0 bytes', '2 GB'],
  edits: [],
  extends: ['0 bytes'],
  adds: ['0 bytes', '2 GB', 'device'],
  streams: ['0 bytes', '2 GB', 'device'],
  folder: ['folder'],
  appears: [],
};

/** Whether everybody may read this program, so that a test of rights can load the rest of it. */
function isForAll(path: string): boolean {
  return dirname(path) === path || ((statSync(path).mode & 0o005) === 0o005 && isForAll(dirname(path)));
}
const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;

/** As a user without special rights, which root has. */
async function withoutRights<T>(act: () => Promise<T>): Promise<T> {
  if (!isRoot) return act();
  process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}

async function ended({ line, untilStopped }: FileFlag, path: string): Promise<Ran> {
  const argv = words(line.replaceAll('FILE', path).replace('LOG', PACKETS));
  if (!untilStopped) return (await inVirtualTime(() => run(argv))).value;
  const controller = new AbortController();
  return run(argv, { signal: controller.signal, onOutput: () => controller.abort() });
}

/** A new place for a file, which also somebody without rights reaches. */
function place(): string {
  chmodSync(scratch, 0o755);
  const folder = mkdtempSync(join(scratch, 'x'));
  chmodSync(folder, 0o755);
  return join(folder, 'file');
}

const onPosix = posix ? test.serial : test.serial.skip;
for (const [flag, rows] of Object.entries(FILE_FLAGS)) {
  for (const row of rows) {
    const { line, use, sound, soundSays, emptyIsSound, goesOn } = row;
    onPosix(`${flag}: onair ${line.slice(0, 70)}`, async (t) => {
      t.timeout(180_000);
      for (const kind of Object.keys(KINDS) as Kind[]) {
        if (kind === 'no rights' && isRoot && !isForAll(import.meta.dirname)) continue;
        const path = place();
        const named = line.includes('FILE.svg') && use === 'replaces' ? `${path}.svg` : path;
        KINDS[kind](named);
        const isTaken = TAKEN[use].includes(kind) || (kind === '0 bytes' && emptyIsSound === true);
        if (isTaken && use === 'folder') continue;
        const { code, stderr } = await (kind === 'no rights'
          ? withoutRights(() => ended(row, path))
          : ended(row, path));
        const at = `${kind}: ${code} ${stderr}`;
        t.notRegex(stderr, /a bug in onair|\bE[A-Z]{4,}\b|\.js:\d/, at);
        t.is(code, isTaken || goesOn ? 0 : use === 'appears' ? 3 : 2, at);
        if (!isTaken) t.regex(stderr, goesOn ?? /^error: (.|\n)*^hint: {2}\S/m, at);
        note(kind, flag, isTaken ? 'taken' : goesOn ? 'goes on without' : `refused, exit code ${code}`);
        chmodSync(dirname(path), 0o755);
        if (!isTaken && kind !== 'no rights') {
          // What was there is there.
          if (kind === '0 bytes') t.is(statSync(named).size, 0, at);
          if (kind === '2 GB') t.is(statSync(named).size, HUGE_BYTES, at);
        }
        await rm(dirname(path), { recursive: true, force: true });
      }
      for (const [name, text] of Object.entries(otherwise(sound ?? ''))) {
        if (sound === undefined) break;
        const path = place();
        writeFileSync(path, text);
        const { code, screen } = await ended(row, path);
        t.is(code, soundSays ? 2 : 0, `${name}: ${screen}`);
        if (soundSays) t.regex(screen, soundSays);
        if (use === 'reads') t.is(readFileSync(path, 'utf8'), text);
        if (name !== 'plain')
          note(name, flag, soundSays ? `refused, exit code ${code}` : 'read as any other');
      }
    });
  }
}

/** The same file, as other editors write it. */
function otherwise(text: string): Readonly<Record<string, string>> {
  return { plain: text, CRLF: text.replaceAll('\n', '\r\n'), BOM: `\ufeff${text}` };
}

/** Flags and words of all commands of a noun that take a file, by their help. */
function fileFlagsOf(noun: string, command: Command): readonly string[] {
  const flags = command.options.filter(({ flags, description }) =>
    /<(file|folder|path)|\bfile of your own/.test(`${flags} ${description}`),
  );
  const taken = command.registeredArguments.filter(
    (argument) => /file|log/.test(argument.name()) || /\bfile\b/.test(argument.description),
  );
  return [
    ...flags.map(({ long }) => `${noun} ${long}`),
    ...taken.map((argument) => `${noun} <${argument.name()}>`),
    ...command.commands.flatMap((child) => fileFlagsOf(noun, child)),
  ];
}

test('every flag that takes a file has a row', async (t) => {
  const sink = { write: () => {} };
  const io = {
    stdout: sink,
    stderr: sink,
    env: {},
    clock: systemClock,
    signal: new AbortController().signal,
    confirm: undefined,
  };
  const found = new Set<string>();
  for (const { name, load } of NOUNS) {
    const noun = (await load())(io, () => Promise.resolve(0));
    for (const flag of fileFlagsOf(name, noun)) found.add(flag);
  }
  t.deepEqual([...found].sort(), Object.keys(FILE_FLAGS).sort());
  t.true(existsSync(scratch));
});
