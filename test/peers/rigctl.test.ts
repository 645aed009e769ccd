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

/** A radio by Hamlib's number. Without a rate it opens a serial port at the fastest that the radio can. */
interface Rig {
  readonly device: string;
  readonly model: string;
  /** One session each: commands as rigctl takes them, and what it prints. The passband after a mode is Hamlib's own. */
  readonly sessions: readonly (readonly [commands: string, says: RegExp])[];
}

const TM_D700: Rig = {
  device: 'tm-d700',
  model: '2026',
  sessions: [
    [
      'f F 146520000 f m M AM 0 m M FM 0 m v V VFOB v f F 446000000 V VFOA f V VFOB f',
      /^144390000\n146520000\nFM\n\d+\nAM\n\d+\nFM\n\d+\nVFOA\nVFOB\n440000000\n146520000\n446000000$/,
    ],
    ['_ V VFOA f', /^ TM-D700\n146520000$/],
  ],
};

const ONE_BAND: Rig['sessions'] = [['f F 146520000 f m v', /^144390000\n146520000\nFM\n\d+\nVFOA$/]];
const TWO_BANDS: Rig['sessions'] = [
  [
    'f F 146520000 f m M AM 0 m v V VFOB v f F 446000000 V VFOA f V VFOB f',
    /^144390000\n146520000\nFM\n\d+\nAM\n\d+\nVFOA\nVFOB\n440000000\n146520000\n446000000$/,
  ],
];
const RIGS: readonly Rig[] = [
  TM_D700,
  { device: 'th-d7', model: '2017', sessions: ONE_BAND },
  { device: 'tm-d710', model: '2034', sessions: TWO_BANDS },
  { device: 'th-d72', model: '2033', sessions: TWO_BANDS },
  { device: 'th-d74', model: '2042', sessions: TWO_BANDS },
];

function setup(name: string, text: string[]): ServeSetup {
  const kind = radioKinds.find((known) => known.name === name);
  if (!kind) throw new Error(`there is no ${name}`);
  return { kind, options: [], clock: systemClock, onEvent: (event) => text.push(event.text) };
}

async function judge(t: ExecutionContext, served: Served, port: string, rig: Rig): Promise<void> {
  try {
    for (const [commands, says] of rig.sessions) {
      const { stdout, stderr } = await run(
        'rigctl',
        ['-m', rig.model, '-s', '9600', '-r', port, ...commands.split(' ')],
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

for (const rig of RIGS) {
  (rigctl ? test.serial : test.skip)(
    `rigctl reads and sets the simulated ${rig.device} over TCP (needs rigctl)`,
    async (t) => {
      const served = await serveTcp({ host: '127.0.0.1', port: 0 }, setup(rig.device, []));
      await judge(t, served, served.port.replace('tcp://', ''), rig);
    },
  );
}

(rigctl && socat ? test.serial : test.skip)(
  'rigctl reads and sets the simulated TM-D700 on a pseudo-terminal (needs rigctl and socat)',
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'onair-rigctl-'));
    const path = join(folder, 'radio');
    const served = await servePty(path, setup('tm-d700', []));
    await judge(t, served, path, TM_D700);
    await rm(folder, { recursive: true });
  },
);
