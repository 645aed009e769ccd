import { execFileSync } from 'node:child_process';
import {
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { makeFolder, readUserFile, readUserFileIfThere } from '../../host/base/node/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-user-file-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const at = (name: string): string => join(scratch, name);
const how = { what: 'the map', hint: 'take another' };

/** What stands under a name, and what is said of it. */
const REFUSED: Readonly<Record<string, readonly [make: (path: string) => void, says: RegExp]>> = {
  nothing: [() => {}, /can't read the map .*nothing: there is no such file/],
  folder: [(path) => mkdirSync(path), /it is a folder/],
  loop: [(path) => symlinkSync('loop', path), /its links lead in a circle/],
  'two gigabytes': [(path) => ftruncateSync(openSync(path, 'w'), 2e9), /it is larger than 1 MB/],
  'a little too large': [(path) => writeFileSync(path, 'x'.repeat(1_000_001)), /it is larger than 1 MB/],
  'UTF-16': [(path) => writeFileSync(path, '\ufeffa: 1', 'utf16le'), /UTF-16:1:1: this is no UTF-8 text/],
  'Latin-1': [(path) => writeFileSync(path, 'a: 1\r\nb: ä', 'latin1'), /Latin-1:2:4: this is no UTF-8 text/],
  ...(process.platform === 'linux' && {
    fifo: [(path: string) => execFileSync('mkfifo', [path]), /it is no ordinary file/] as const,
    device: [(path: string) => symlinkSync('/dev/zero', path), /it is no ordinary file/] as const,
  }),
  ...(process.getuid?.() !== 0 && {
    'no rights': [(path: string) => writeFileSync(path, '', { mode: 0 }), /no permission for that/] as const,
  }),
};

for (const [name, [make, says]] of Object.entries(REFUSED)) {
  test(`a file to read: ${name}`, (t) => {
    make(at(name));
    const error = t.throws(() => readUserFile(at(name), how), { code: 'bad-value', message: says });
    t.true(error !== undefined && 'hint' in error && String(error.hint).length > 0);
  });
}

test('a file that may be missing is not there; what can’t be read is still an error', (t) => {
  t.is(readUserFileIfThere(at('missing'), how), undefined);
  t.is(readUserFileIfThere(join('/dev/null', 'below'), how), undefined);
  t.throws(() => readUserFileIfThere(scratch, how), { message: /it is a folder/ });
});

test('a byte order mark is left out; line ends, no bytes and the largest size stay', (t) => {
  for (const text of ['', 'a: 1\r\nb: 2\r\n', 'x'.repeat(1_000_000)]) {
    writeFileSync(at('text'), `\ufeff${text}`.slice(0, 1_000_000));
    writeFileSync(at('plain'), text);
    t.is(readUserFile(at('plain'), how), text);
  }
  writeFileSync(at('text'), '\ufeffGrüße: 1');
  t.is(readUserFile(at('text'), how), 'Grüße: 1');
});

test('a log that was cut off within a character is read all the same', (t) => {
  writeFileSync(at('log'), Buffer.from('a: ä').subarray(0, 4));
  t.is(readUserFile(at('log'), { ...how, isLog: true }), 'a: \ufffd');
});

test('a folder is made with those above it, for its owner only', (t) => {
  makeFolder(at('a/b/c'));
  makeFolder(at('a/b/c'));
  t.is(statSync(at('a/b')).mode & 0o777, process.platform === 'win32' ? 0o666 : 0o700);
  writeFileSync(at('file'), '');
  t.throws(() => makeFolder(at('file/below')), { code: 'ENOTDIR' });
});

if (process.platform === 'linux') {
  test('a folder below /proc is refused, and does not take for ever', (t) => {
    t.throws(() => makeFolder('/proc/nobody/.local/state/onair'), { code: 'ENOENT' });
  });
}
