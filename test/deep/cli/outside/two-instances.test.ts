import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { remainsOf } from '../../../../host/cli/air/panel/history-file.js';
import { PacketLog, readPacketLog } from '../../../../host/cli/aprs/receive/packet-log.js';
import { KISS_COMMANDS } from '../../../../host/packet/kiss/index.js';
import type { JobRecord } from '../../../../host/panel/schema/air.js';
import { History } from '../../../../host/panel/service/history.js';
import { run } from '../../../cli/run.js';
import { socat } from '../../../peers.js';
import { attackLog } from '../../attacks/attack-log.js';

/** Two programs that write one file at the same time. What one port does with two is in `listener-of.test.ts`. */
const scratch = mkdtempSync(join(tmpdir(), 'onair-two-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const onLinux = process.platform === 'linux' ? test : test.skip;

const note = attackLog('Two programs at once');

const ROUNDS = 50;
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');

const job = (id: string, stopReason: string | null): JobRecord => ({
  id,
  vehicle: 'Jeep',
  kind: 'inflate',
  preset: null,
  startedAt: '2026-07-01T10:00:00.000Z',
  endedAt: stopReason === null ? null : '2026-07-01T10:05:00.000Z',
  stopReason,
  reason: null,
  tires: [],
});

test('two on one history: every job of both is there, whole', async (t) => {
  const path = join(scratch, 'history.ndjson');
  const both = [new History(path), new History(path)];
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(both.map((history, which) => history.add(job(`${which}-${round}`, 'done'))));
  }
  for (const history of both) await history.close();
  const again = new History(path);
  t.is(again.all().length, 2 * ROUNDS);
  t.is(again.repaired.tornBytes, 0);
  await again.close();
  note('both write', 'air log', 'every job of both, whole', 2 * ROUNDS);
});

test('two on one packet log: every packet of both is there, whole', (t) => {
  const path = join(scratch, 'packets.ndjson');
  const both = [new PacketLog(path), new PacketLog(path)];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [port, log] of both.entries())
      log.add({ port, command: KISS_COMMANDS.data, data: Buffer.from(`${round}`) }, new Date(0));
  }
  for (const log of both) log.close();
  const { frames, broken } = readPacketLog(path);
  t.is(frames.length, 2 * ROUNDS);
  t.deepEqual(broken, []);
  note('both write', 'aprs listen --log', 'every packet of both, whole', 2 * ROUNDS);
});

onLinux(
  'a job that another program still runs is not called cut short, and the program is named',
  async (t) => {
    const path = join(scratch, 'running.ndjson');
    const ours = new History(path);
    await ours.add(job('a', null));
    t.regex(remainsOf(ours).join('\n'), /^the last job, begun .*was cut short/);
    const script = `require('fs').openSync(${JSON.stringify(path)}); console.log('open'); process.stdin.resume()`;
    const other = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    t.teardown(() => void other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    t.regex(
      remainsOf(ours).join('\n'),
      new RegExp(
        `\\(process ${other.pid}\\) has the history open, too: the job begun .* may still run there`,
      ),
    );
    await ours.close();
    t.true(readFileSync(path, 'utf8').endsWith('\n'));
    note('one runs a job', 'air log', 'the other one is named');
  },
);

/** An onair of its own, when it says that it is ready. */
async function started(t: ExecutionContext, ...argv: readonly string[]): Promise<number | undefined> {
  const child = spawn(process.execPath, [ONAIR, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => void child.kill('SIGINT'));
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    if (/ready/.test(String(text))) break;
  }
  return child.pid;
}

const SERVE = 'kiss serve --port sim:tm-d700?mode=kiss --no-init --yes --json --listen 127.0.0.1:0';

(socat && process.platform === 'linux' ? test : test.skip)(
  'two on one socket file, and two on one pseudo-terminal: the other is named',
  async (t) => {
    const [unix, pty] = [join(scratch, 'sock'), join(scratch, 'pty')];
    const first = await started(t, ...SERVE.split(' '), '--unix', unix, '--pty', pty);
    for (const [flag, path] of [
      ['--unix', unix],
      ['--pty', pty],
    ] as const) {
      const { code, stdout } = await run([...SERVE.split(' '), flag, path]);
      t.is(code, 3, stdout);
      t.regex(stdout, /(in use by|open in) onair kiss serve/, flag);
      t.true(stdout.includes(`(process ${first})`), stdout);
      note('both serve there', `kiss serve ${flag}`, 'refused, exit code 3; the other one is named');
    }
    const sim = await run(['sim', 'hc06', '--pty', pty]);
    t.is(sim.code, 3);
    t.true(sim.stderr.includes(`onair kiss serve (process ${first})`), sim.stderr);
    note('both serve there', 'sim --pty', 'refused, exit code 3; the other one is named');
  },
);
