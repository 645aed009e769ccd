import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import test from 'ava';
import { testModuleJob, testRadioJob } from '../../../real-time/cli/main-jobs.js';
import {
  type Finished,
  json,
  ON_PTY,
  ON_TCP,
  ONAIR,
  onair,
  serve,
  type Way,
} from '../../../real-time/cli/served.js';
import { posix } from '../../../systems.js';

testModuleJob(ON_TCP);
testModuleJob(ON_PTY);
testRadioJob(ON_PTY);

/** Each test mostly waits for a device, so it looks at all ways at once. Without socat the main jobs skip the pty. */
const WAYS = [ON_TCP, ON_PTY].filter(({ has }) => has);

for (const [fault, code] of [
  ['silent', 4],
  ['partial', 5],
  ['disconnect', 3],
  ['noise', 0],
] as const)
  test(`hc06 probe under ${fault}: exit ${code}, with and without --json`, async (t) => {
    const limits = fault === 'silent' || fault === 'partial' ? ['--baud', '9600', '--parity', 'none'] : [];
    const probe = async ({ place }: Way, ...flags: readonly string[]): Promise<Finished> => {
      const { port } = await serve(t, 'hc06', ...place(), '--fault', fault);
      return onair('hc06', 'probe', '--port', port, ...limits, ...flags);
    };
    await Promise.all(
      WAYS.flatMap((way) => [
        probe(way).then((plain) => t.is(plain.code, code, `${way.way}: ${plain.stderr}`)),
        probe(way, '--json').then((asJson) => {
          t.is(asJson.code, code, `${way.way}: ${asJson.stdout}`);
          t.is(json(asJson).ok, code === 0);
        }),
      ]),
    );
  });

for (const [fault, code] of [
  ['silent', 4],
  ['refuses-kiss', 5],
  ['forgets-kiss', 6],
  ['noise', 0],
] as const)
  test(`tnc init under ${fault}: exit ${code}`, async (t) => {
    await Promise.all(
      WAYS.map(async ({ way, place }) => {
        const { port } = await serve(t, 'tm-d700', ...place(), '--fault', fault);
        const init = await onair('tnc', 'init', '--port', port, '--yes', '--json');
        t.is(init.code, code, `${way}: ${init.stdout}`);
        t.is(json(init).ok, code === 0);
      }),
    );
  });

test('dry runs write no byte, and neither does a refused call sign', async (t) => {
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
