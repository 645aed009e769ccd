import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { npm, pack, thisRuntime } from '../packed.js';
import { productionLock } from '../suite/production-lock.js';
import { registryOf } from './registry.js';

const exec = promisify(execFile);

type Locked = Readonly<Record<string, { readonly version?: string }>>;
const packagesOf = (text: string): Locked => (JSON.parse(text) as { readonly packages: Locked }).packages;

/** Path below onair -> version, wherever npm has put onair. */
function versionsOf(packages: Locked): ReadonlyMap<string, string | undefined> {
  return new Map(
    Object.entries(packages)
      .filter(([path]) => path !== '' && path !== 'node_modules/onair')
      .map(([path, { version }]) => [path.replace(/^node_modules\/onair\//, ''), version]),
  );
}

test('from a registry exactly the versions of the lockfile are installed, whatever came out since', async (t) => {
  t.timeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), 'onair-shrinkwrap-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const lock = productionLock(await readFile('package-lock.json', 'utf8'));
  const { tarball } = await pack(folder);
  await exec('tar', ['-xzf', tarball, '-C', folder]);
  await writeFile(join(folder, 'package', 'npm-shrinkwrap.json'), lock);
  const wrapped = join(folder, 'wrapped.tgz');
  await exec('tar', ['-czf', wrapped, '-C', folder, 'package']);
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Parameters<typeof registryOf>[1];
  const registry = await registryOf(wrapped, manifest, lock);
  t.teardown(() => registry.close());

  const user = join(folder, 'user');
  await mkdir(user);
  const runtime = thisRuntime();
  await npm(runtime, ['init', '--yes'], user);
  // The tarballs themselves come from npm's cache, by their hashes.
  const flags = [
    '--registry',
    registry.url,
    '--replace-registry-host=never',
    '--prefer-offline',
    '--no-audit',
  ];
  await npm(runtime, ['install', ...flags, 'onair'], user);
  const installed = versionsOf(
    packagesOf(await readFile(join(user, 'node_modules', '.package-lock.json'), 'utf8')),
  );
  t.deepEqual(installed, versionsOf(packagesOf(lock)));
});
