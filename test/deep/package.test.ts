import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';

const exec = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Every package.json of a package below `folder`, by the path of its folder. */
async function installedPackages(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) =>
    /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file.replaceAll('\\', '/')),
  );
}

test('the packed tarball installs and runs in an empty folder, with one serialport', async (t) => {
  t.timeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'onair-pack-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));

  // --ignore-scripts: the build is there already, and a new one would pull it away under the other tests.
  const packed = await exec(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const [{ filename, size } = { filename: '', size: 0 }] = JSON.parse(packed.stdout) as {
    filename: string;
    size: number;
  }[];
  t.log(`${filename}: ${Math.round(size / 1024)} KiB`);
  await exec(npm, ['init', '--yes'], { cwd: folder });
  await exec(npm, ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, filename)], {
    cwd: folder,
  });

  const onair = join(folder, 'node_modules', '.bin', 'onair');
  const probe = await exec(onair, ['hc06', 'probe', '--port', 'sim:hc06', '--json'], { cwd: folder });
  t.is((JSON.parse(probe.stdout) as { baudRate: number }).baudRate, 9600);
  const ports = await exec(onair, ['ports', '--json'], { cwd: folder });
  t.true((JSON.parse(ports.stdout) as { ok: boolean }).ok);
  const missing = await t.throwsAsync<Error & { code: number }>(() =>
    exec(onair, ['hc06', 'probe', '--port', '/dev/nothing-here'], { cwd: folder }),
  );
  t.is(missing?.code, 3, 'the native serial binding loads and tells a missing port');

  const packages = await installedPackages(folder);
  t.is(
    packages.filter((path) => /node_modules[\\/]serialport[\\/]package\.json$/.test(path)).length,
    1,
    packages.join('\n'),
  );
  t.is(packages.filter((path) => /@serialport[\\/]bindings(-cpp)?[\\/]package\.json$/.test(path)).length, 1);
  const johnnyFive = join(folder, 'node_modules', 'onair', 'node_modules', 'johnny-five');
  const loaded = await exec(process.execPath, [
    '-e',
    `console.log(typeof require(${JSON.stringify(johnnyFive)}).Board)`,
  ]);
  t.is(loaded.stdout.trim(), 'function');
});

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
