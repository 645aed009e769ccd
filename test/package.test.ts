import { readFile } from 'node:fs/promises';
import test from 'ava';
import { productionPackages } from './production-packages.js';

/** What was published to do harm is usually found within days, ms. */
const WEEK_MS = 7 * 86_400_000;

/** Licenses that anybody may ship with; a new one is read before it stands here. */
const LICENSES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
/** Packages that run a program when they are installed: node-serialport looks for a prebuilt binary. */
const INSTALL_SCRIPTS = ['node_modules/@serialport/bindings-cpp'];

/** Development dependencies whose code, or whose output, is in the web app (`dist/web`). */
const BUNDLED = ['@preact/signals', 'buffer', 'esbuild', 'preact', 'readable-stream'];

const pick = (from: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]]));

test('everything that is shipped says its license, and it is a permissive one', (t) => {
  for (const { path, license } of productionPackages())
    t.true(LICENSES.includes(license), `${path}: ${license}`);
});

test('no package but node-serialport runs a program when it is installed', (t) => {
  const scripts = productionPackages().filter(({ hasInstallScript }) => hasInstallScript);
  t.deepEqual(
    scripts.map(({ path }) => path),
    INSTALL_SCRIPTS,
  );
});

test('every package comes from the registry, and its bytes are known', (t) => {
  for (const { path, resolved, integrity = '' } of productionPackages()) {
    t.regex(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, path);
    t.regex(integrity, /^sha512-/, path);
  }
});

test('a direct dependency is one exact version, a week old when it was taken', async (t) => {
  const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
    devDependencies: Readonly<Record<string, string>>;
  };
  const shipped = { ...dependencies, ...pick(devDependencies, BUNDLED) };
  const known = JSON.parse(await readFile('test/dependencies.json', 'utf8')) as Readonly<
    Record<string, { readonly version: string; readonly published: string; readonly checked: string }>
  >;
  t.deepEqual(
    Object.fromEntries(Object.entries(known).map(([name, { version }]) => [name, version])),
    shipped,
    'npm view NAME@VERSION time: the day it was published, into test/dependencies.json',
  );
  for (const [name, { published, checked }] of Object.entries(known)) {
    t.true(Date.parse(checked) - Date.parse(published) >= WEEK_MS, `${name} was younger than a week`);
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
