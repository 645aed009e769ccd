import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { type ExecutionContext } from 'ava';
import { socat } from '../peers.js';
import { posix } from '../systems.js';

/** Real processes in real time: `onair sim` serves, another `onair` uses it, as two programs do on a desk. */
const ONAIR = join(import.meta.dirname, '../../host/cli/onair.js');
const scratch = mkdtempSync(join(tmpdir(), 'onair-served-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function onair(...argv: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const env = { ...process.env, XDG_STATE_HOME: scratch }; // what is remembered is not that of this computer
    execFile(process.execPath, [ONAIR, ...argv], { timeout: 120_000, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

interface Served {
  readonly port: string;
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** Resolves with the first event, past or coming, of a kind. */
  event(kind: string): Promise<Readonly<Record<string, unknown>>>;
}

/** Starts `onair sim` and waits until it is ready. */
async function serve(t: ExecutionContext, ...argv: readonly string[]): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [ONAIR, 'sim', ...argv, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  t.teardown(() => {
    child.kill('SIGTERM');
    return exited;
  });
  const events: Record<string, unknown>[] = [];
  const waiting = new Map<string, (event: Record<string, unknown>) => void>();
  if (!child.stdout) throw new Error('no stdout');
  createInterface(child.stdout).on('line', (line) => {
    const event = JSON.parse(line) as Record<string, unknown>;
    events.push(event);
    waiting.get(String(event.schema))?.(event);
  });
  const served = {
    events,
    event: (kind: string) => {
      const schema = `onair/sim.${kind}@1`;
      const past = events.find((event) => event.schema === schema);
      return past
        ? Promise.resolve(past)
        : new Promise<Record<string, unknown>>((resolve) => waiting.set(schema, resolve));
    },
  };
  return { ...served, port: String((await served.event('ready')).port) };
}

const json = ({ stdout }: Finished): Readonly<Record<string, unknown>> =>
  JSON.parse(stdout) as Record<string, unknown>;

let counter = 0;
/** The two ways to serve: arguments of `onair sim`. */
const WAYS = [
  { way: 'TCP', has: true, place: () => ['--listen', 'tcp://127.0.0.1:0'] },
  { way: 'a pty (needs socat)', has: socat, place: () => ['--pty', join(scratch, `pty${counter++}`)] },
];

for (const { way, has, place } of WAYS) {
  const onWay = has ? test : test.skip;

  onWay(`probe, dry run, set, probe again: hc06 on ${way}`, async (t) => {
    const { port, events } = await serve(t, 'hc06', ...place(), '--firmware', 'hc01-2.0', '--baud', '57600');
    const onPty = way !== 'TCP';
    const found = json(await onair('hc06', 'probe', '--port', port, '--json'));
    t.is(found.dialect, 'hc01');
    t.is(found.version, 'hc01.comV2.0');
    t.is(found.lineKnown, onPty);
    if (onPty) t.is(found.baudRate, 57_600);

    const dry = json(await onair('hc06', 'set', '--port', port, '--name', 'Jeep', '--dry-run', '--json'));
    t.is((dry.plan as { hex: string }[])[0]?.hex, '41 54 2b 4e 41 4d 45 4a 65 65 70');
    t.deepEqual(
      events.filter((event) => event.schema === 'onair/sim.setting@1'),
      [],
    );

    const set = await onair(
      'hc06',
      'set',
      '--port',
      port,
      '--name',
      'Jeep',
      '--pin',
      '9876',
      '--baud',
      '38400',
      '--yes',
      '--json',
    );
    t.is(set.code, 0, set.stdout);
    t.like(json(set), { verified: true, baudRate: 38_400 });
    t.deepEqual(
      events.filter((event) => event.schema === 'onair/sim.setting@1').map(({ text }) => text),
      ['name is now Jeep', 'pin is now 9876', 'rate is now 38400'],
    );
    t.is((await onair('hc06', 'probe', '--port', port)).code, 0);
  });

  for (const [fault, code] of [
    ['silent', 4],
    ['partial', 5],
    ['disconnect', 3],
    ['noise', 0],
  ] as const) {
    onWay(`hc06 probe under ${fault} on ${way}: exit ${code}, with and without --json`, async (t) => {
      const { port } = await serve(t, 'hc06', ...place(), '--fault', fault);
      const limits = fault === 'silent' ? ['--baud', '9600', '--parity', 'none'] : [];
      const plain = await onair('hc06', 'probe', '--port', port, ...limits);
      t.is(plain.code, code, plain.stderr);
      if (fault === 'disconnect') return; // the device comes back a moment later; the next try is another story
      const asJson = await onair('hc06', 'probe', '--port', port, ...limits, '--json');
      t.is(asJson.code, code, asJson.stdout);
      t.is(json(asJson).ok, code === 0);
    });
  }

  onWay(`init, send, exit: tm-d700 on ${way}; the packet is on the simulated air`, async (t) => {
    const { port, event, events } = await serve(t, 'tm-d700', ...place());
    const init = await onair('tnc', 'init', '--port', port, '--radio', 'tm-d700', '--yes', '--json');
    t.is(init.code, 0, init.stdout);
    t.like(json(init), { radio: 'tm-d700', mode: 'kiss' });
    t.false(
      events.some(({ schema }) => schema === 'onair/sim.air@1'),
      'init transmits nothing',
    );
    const send = await onair('kiss', 'send', '--port', port, '--from', 'W1AW-9', '>on the air', '--json');
    t.is(send.code, 0, send.stdout);
    t.is((await event('air')).text, 'W1AW-9>APZONA:>on the air');
    t.is((await onair('tnc', 'exit', '--port', port, '--yes')).code, 0);
  });

  for (const [fault, code] of [
    ['silent', 4],
    ['refuses-kiss', 5],
    ['forgets-kiss', 6],
    ['noise', 0],
  ] as const) {
    onWay(`tnc init under ${fault} on ${way}: exit ${code}`, async (t) => {
      const { port } = await serve(t, 'tm-d700', ...place(), '--fault', fault);
      const init = await onair('tnc', 'init', '--port', port, '--yes', '--json');
      t.is(init.code, code, init.stdout);
      t.is(json(init).ok, code === 0);
    });
  }
}

test('dry runs write no byte, and neither does a refused call sign', async (t) => {
  const { createServer } = await import('node:net');
  let bytes = 0;
  const server = createServer((socket) =>
    socket
      .on('data', (chunk) => {
        bytes += chunk.length;
      })
      .on('error', () => {}),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const address = server.address();
  const port = `tcp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  t.is((await onair('hc06', 'set', '--port', port, '--name', 'X', '--baud', '38400', '--dry-run')).code, 0);
  t.is((await onair('tnc', 'init', '--port', port, '--dry-run')).code, 0);
  t.is((await onair('tnc', 'exit', '--port', port, '--dry-run', '--json')).code, 0);
  t.is((await onair('tnc', 'init', '--port', port)).code, 2);
  t.is((await onair('kiss', 'send', '--port', port, '--from', 'N0CALL', 'x')).code, 2);
  t.is((await onair('kiss', 'send', '--port', port, '--from', 'W1AW', 'x', '--dry-run')).code, 0);
  t.is(bytes, 0);
});

(posix ? test : test.skip)('Ctrl-C on a real process: 130 while probing, 0 while serving', async (t) => {
  const { port } = await serve(t, 'hc06', '--listen', 'tcp://127.0.0.1:0', '--fault', 'silent');
  const probing = spawn(process.execPath, [ONAIR, 'hc06', 'probe', '--port', port, '--verbose'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  probing.stderr.once('data', () => probing.kill('SIGINT')); // it has begun to look
  t.is(await new Promise((resolve) => probing.once('exit', resolve)), 130);

  const serving = spawn(process.execPath, [ONAIR, 'sim', 'hc06', '--listen', 'tcp://127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  serving.stdout.once('data', () => serving.kill('SIGINT')); // it is ready
  t.is(await new Promise((resolve) => serving.once('exit', resolve)), 0);
});

test('a reader that has seen enough is no error', async (t) => {
  const child = spawn(process.execPath, [
    ONAIR,
    'kiss',
    'listen',
    '--port',
    'sim:tm-d700?mode=kiss&traffic=1',
    '--count',
    '3',
  ]);
  child.stdout.once('data', () => child.stdout.destroy());
  t.is(await new Promise((resolve) => child.once('exit', resolve)), 0);
});

test('a second client is turned away while the first goes on', async (t) => {
  const { port, event } = await serve(t, 'hc06', '--listen', 'tcp://127.0.0.1:0');
  const first = connect(Number(port.split(':').at(-1)), '127.0.0.1');
  t.teardown(() => first.destroy());
  await event('client');
  t.is((await onair('hc06', 'probe', '--port', port)).code, 3);
  t.false(first.destroyed);
});

test.serial('two radios of one command hear each other: one program sends, another listens', async (t) => {
  const served = await serve(t, 'tm-d700', '--listen', 'tcp://127.0.0.1:0', '--count', '2', '--mode', 'kiss');
  const ports = (): string[] =>
    served.events.filter(({ schema }) => schema === 'onair/sim.ready@1').map(({ port }) => String(port));
  while (ports().length < 2) await new Promise((resolve) => setImmediate(resolve));
  const [first = '', second = ''] = ports();
  t.not(first, second);
  const listening = onair('kiss', 'listen', '--port', second, '--count', '1', '--json');
  await served.event('client');
  t.is((await onair('kiss', 'send', '--port', first, '--from', 'W1AW-9', 'hello there')).code, 0);
  const heard = json(await listening);
  t.is(heard.from, 'W1AW-9');
  t.is(heard.info, 'hello there');
  t.is((await served.event('air')).number, 1);
});
