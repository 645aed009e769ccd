import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A Node and an npm that it runs. */
export interface Runtime {
  /** The program. */
  readonly node: string;
  /** `npm-cli.js`: any Node can run it, on every system, where `npm` is a shell script or a .cmd. */
  readonly npm: string;
}

/** What is running now. */
export function thisRuntime(): Runtime {
  return { node: process.execPath, npm: npmCli() };
}

function npmCli(): string {
  const reported = process.env.npm_execpath; // under `npm test` and `npx ava`
  if (reported?.endsWith('npm-cli.js')) return reported;
  const beside = dirname(process.execPath);
  return process.platform === 'win32'
    ? join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js')
    : realpathSync(join(beside, 'npm')); // a link to npm-cli.js
}

/** Runs npm as a person does from a shell: what an npm around this process has set does not count. */
export async function npm(
  { node, npm: cli }: Runtime,
  args: readonly string[],
  cwd: string,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const env = { ...Object.fromEntries(own), PATH: [dirname(node), process.env.PATH].join(delimiter) };
  return exec(node, [cli, ...args], { cwd, env });
}

/**
 * Packs what is built already into `folder`. Without scripts, because a new build would pull the files away under the
 * other tests.
 */
export async function pack(folder: string): Promise<{ readonly tarball: string; readonly bytes: number }> {
  const flags = ['--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await npm(thisRuntime(), ['pack', ...flags], '.');
  const [packed] = JSON.parse(stdout) as { readonly filename: string; readonly size: number }[];
  if (!packed) throw new Error(`nothing was packed: ${stdout}`);
  return { tarball: join(folder, packed.filename), bytes: packed.size };
}

/** An onair that was installed from its tarball. */
export interface Installed {
  /** The script behind the command `onair`. */
  readonly onair: string;
  /** What npm complained of. */
  readonly warnings: readonly string[];
}

/** Installs a tarball into an empty folder, as the readers of its README do. */
export async function install(runtime: Runtime, tarball: string, folder: string): Promise<Installed> {
  await npm(runtime, ['init', '--yes'], folder);
  const { stderr } = await npm(runtime, ['install', '--prefer-offline', tarball], folder);
  const home = join(folder, 'node_modules', 'onair');
  const { bin } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as {
    readonly bin: { readonly onair: string };
  };
  return { onair: join(home, bin.onair), warnings: warningsIn(stderr) };
}

/** Lines in which npm warns; not of the settings of whoever runs the test, which other npms may not know. */
export function warningsIn(stderr: string): readonly string[] {
  return stderr
    .split(/\r?\n/)
    .filter((line) => /^npm (warn|err)/i.test(line) && !/Unknown \w+ config/.test(line));
}
