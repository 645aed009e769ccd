import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { radioKinds } from '../../host/kenwood/sim/kind.js';
import { type Served, type ServeSetup, servePty, serveTcp } from '../../host/link/serve/serve.js';
import { rigctl, socat } from '../peers.js';

const run = promisify(execFile);

/** Hamlib's number of the TM-D700. Without a rate it opens a serial port at the fastest that the radio can. */
const MODEL = '2026';

/** One session each: commands as rigctl takes them, and what it prints. The passband after a mode is Hamlib's own. */
const SESSIONS: readonly (readonly [commands: string, says: RegExp])[] = [
  [
    'f F 146520000 f m M AM 0 m M FM 0 m v V VFOB v f F 446000000 V VFOA f V VFOB f',
    /^144390000\n146520000\nFM\n\d+\nAM\n\d+\nFM\n\d+\nVFOA\nVFOB\n440000000\n146520000\n446000000$/,
  ],
  ['_ V VFOA f', /^ TM-D700\n146520000$/],
];

function setup(name: string, text: string[]): ServeSetup {
  const kind = radioKinds.find((known) => known.name === name);
  if (!kind) throw new Error(`there is no ${name}`);
  return { kind, options: [], clock: systemClock, onEvent: (event) => text.push(event.text) };
}

async function judge(t: ExecutionContext, served: Served, port: string): Promise<void> {
  try {
    for (const [commands, says] of SESSIONS) {
      const { stdout, stderr } = await run(
        'rigctl',
        ['-m', MODEL, '-s', '9600', '-r', port, ...commands.split(' ')],
        {
          timeout: 30_000,
        },
      );
      t.regex(stdout.trimEnd(), says, `${commands}: ${stderr}`);
    }
  } finally {
    await served.close();
  }
}

(rigctl ? test.serial : test.skip)(
  'rigctl reads and sets the simulated TM-D700 over TCP (needs rigctl)',
  async (t) => {
    const served = await serveTcp({ host: '127.0.0.1', port: 0 }, setup('tm-d700', []));
    await judge(t, served, served.port.replace('tcp://', ''));
  },
);

(rigctl && socat ? test.serial : test.skip)(
  'rigctl reads and sets the simulated TM-D700 on a pseudo-terminal (needs rigctl and socat)',
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'onair-rigctl-'));
    const path = join(folder, 'radio');
    const served = await servePty(path, setup('tm-d700', []));
    await judge(t, served, path);
    await rm(folder, { recursive: true });
  },
);
