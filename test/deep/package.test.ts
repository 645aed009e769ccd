import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { install, npm, pack, thisRuntime } from '../packed.js';

const exec = promisify(execFile);

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

  const { tarball, bytes } = await pack(folder);
  t.log(`${basename(tarball)}: ${Math.round(bytes / 1024)} KiB`);
  const runtime = thisRuntime();
  const { onair, warnings } = await install(runtime, tarball, folder);
  t.deepEqual(warnings, []);

  const named = await npm(runtime, ['exec', '--offline', '--', 'onair', '--version'], folder);
  t.regex(named.stdout, /^\d+\.\d+\.\d+$/m, 'the command has its name');
  const probe = await exec(process.execPath, [onair, 'hc06', 'probe', '--port', 'sim:hc06', '--json']);
  t.is((JSON.parse(probe.stdout) as { baudRate: number }).baudRate, 9600);
  const ports = await exec(process.execPath, [onair, 'ports', '--json']);
  t.true((JSON.parse(ports.stdout) as { ok: boolean }).ok);
  const missing = await t.throwsAsync<Error & { code: number }>(() =>
    exec(process.execPath, [onair, 'hc06', 'probe', '--port', '/dev/nothing-here']),
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
