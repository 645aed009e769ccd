import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';

test('everything that is shipped says its license, and it is a permissive one', async (t) => {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (path === '' || dev) continue;
    const { license, licenses } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    t.regex(JSON.stringify(license ?? licenses ?? 'none'), /MIT|ISC|BSD|Apache/, path);
  }
});

test('the lockfile has one serialport, and firmata without a serialport of its own', async (t) => {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  const paths = Object.keys(lock.packages);
  t.deepEqual(
    paths.filter((path) => path.endsWith('node_modules/serialport')),
    ['node_modules/serialport'],
  );
  t.is(lock.packages['node_modules/serialport']?.version, '13.0.0');
  t.false(paths.some((path) => path.endsWith('@serialport/bindings')));
});
