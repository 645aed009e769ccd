import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { install, npm, pack, type Runtime, thisRuntime, warningsIn } from '../packed.js';
import { NODES } from './nodes.js';

/** Main commands on simulated devices: exit code, and a line of what they say. */
const COMMANDS: readonly (readonly [argv: readonly string[], code: number, says: RegExp])[] = [
  [['--version'], 0, /^\d+\.\d+\.\d+$/m],
  [['sim', 'demo'], 0, /^Done in \d+ s/m],
  [['hc06', 'probe', '--port', 'sim:hc06'], 0, /^line +9600 8N1$/m],
  [['hc06', 'set', '--port', 'sim:hc06', '--name', 'Jeep', '--yes', '--json'], 0, /"ok":true,"plan"/],
  // The native binding is there, and it is what tells this.
  [['hc06', 'probe', '--port', '/dev/nothing-here'], 3, /there is no such port/],
  [['tnc', 'init', '--port', 'sim:tm-d700', '--yes'], 0, /^ok {2}the TNC is in KISS/m],
  [
    ['kiss', 'listen', '--port', 'sim:tm-d700?mode=kiss&traffic=1', '--count', '2'],
    0,
    /simulated packet 2$/m,
  ],
  [['air', 'simulate', '--tire', 'FL=38', '--max', '50'], 0, /^FL .* done$/m],
  [['wiring', 'check'], 0, /^ok {2}tm-d700-bluetooth: nothing is wrong$/m],
  [['setup', 'tm-d700', '--list'], 0, /^ *1/m],
  [['setup', 'tm-d700', '--simulate'], 2, /needs somebody at a keyboard/],
];

/** Node's own complaints: "(node:123) [DEP0040] DeprecationWarning: ...". */
const COMPLAINT = /^\(node:\d+\)/m;

/** The packages that hold nothing but the program; the package `node` gets the same by a script of its own. */
const PROGRAM = `node-${process.platform}-${process.arch}`;
const onLinux = process.platform === 'linux' ? test : test.skip; // the others have not every version

let folder = '';
let tarball = '';

test.before('pack, and get the other Nodes', async (t) => {
  t.timeout(600_000);
  folder = await mkdtemp(join(tmpdir(), 'onair-nodes-'));
  ({ tarball } = await pack(folder));
  if (process.platform !== 'linux') return;
  const wanted = NODES.flatMap((one) => [
    `node-${one.node}@npm:${PROGRAM}@${one.node}`,
    `npm-${one.npm}@npm:npm@${one.npm}`,
  ]);
  await npm(thisRuntime(), ['init', '--yes'], folder);
  await npm(thisRuntime(), ['install', '--prefer-offline', ...wanted], folder);
});

test.after.always('take them away', () => rm(folder, { recursive: true, force: true }));

async function emptyFolder(t: ExecutionContext): Promise<string> {
  const empty = await mkdtemp(join(tmpdir(), 'onair-node-'));
  t.teardown(() => rm(empty, { recursive: true, force: true }));
  return empty;
}

interface Ran {
  readonly code: unknown;
  readonly said: string;
}

async function run(node: string, argv: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(node, argv, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, said: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

/** Serves the panel, asks it for its page once, and presses Ctrl-C. */
async function serveOnce(node: string, onair: string): Promise<Ran & { readonly page: string }> {
  const flags = ['--port', 'sim:air-up', '--tire', 'FL=38', '--max', '50', '--yes', '--json'];
  const listen = ['--listen', '127.0.0.1:0', '--history', 'none'];
  const child = spawn(node, [onair, 'air', 'serve', ...flags, ...listen], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const said = text(child.stderr);
  let url = '';
  let page = '';
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, urls } = JSON.parse(line) as { readonly event: string; readonly urls?: readonly string[] };
    url = urls?.[0] ?? url;
    if (event !== 'connected') continue;
    page = await (await fetch(url)).text();
    child.kill('SIGINT');
  }
  const [code] = (await closed) as [number | null];
  return { code, said: await said, page };
}

async function installsAndRuns(t: ExecutionContext, runtime: Runtime): Promise<void> {
  t.timeout(600_000);
  const clone = await emptyFolder(t);
  for (const name of ['package.json', 'package-lock.json']) await copyFile(name, join(clone, name));
  const { stderr } = await npm(runtime, ['install', '--prefer-offline'], clone);
  t.deepEqual(warningsIn(stderr), [], 'in a clone');

  const { onair, warnings } = await install(runtime, tarball, await emptyFolder(t));
  t.deepEqual(warnings, [], 'from the tarball');

  for (const [argv, code, says] of COMMANDS) {
    const ran = await run(runtime.node, [onair, ...argv]);
    t.is(ran.code, code, `onair ${argv.join(' ')}\n${ran.said}`);
    t.regex(ran.said, says);
    t.notRegex(ran.said, COMPLAINT);
  }
  if (process.platform === 'win32') return; // no SIGINT there that a process could send to another
  const served = await serveOnce(runtime.node, onair);
  t.is(served.code, 0, served.said);
  t.regex(served.page, /<title>/);
  t.notRegex(served.said, COMPLAINT);
}

test('the running Node: installs without a warning, and does its work', async (t) => {
  t.log(process.version);
  await installsAndRuns(t, thisRuntime());
});

for (const one of NODES) {
  onLinux(`Node ${one.node}, npm ${one.npm}: installs without a warning, and does its work`, async (t) => {
    const at = (...path: string[]): string => join(folder, 'node_modules', ...path);
    const runtime = {
      node: at(`node-${one.node}`, 'bin', 'node'),
      npm: at(`npm-${one.npm}`, 'bin', 'npm-cli.js'),
    };
    t.is((await run(runtime.node, ['--version'])).said.trim(), `v${one.node}`);
    await installsAndRuns(t, runtime);
  });
}
