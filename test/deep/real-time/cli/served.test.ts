import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import test from 'ava';
import { testModuleJob, testRadioJob } from '../../../real-time/cli/main-jobs.js';
import { json, ON_PTY, ON_TCP, ONAIR, onair, serve } from '../../../real-time/cli/served.js';
import { posix } from '../../../systems.js';

testModuleJob(ON_TCP);
testModuleJob(ON_PTY);
testRadioJob(ON_PTY);

for (const { way, has, place } of [ON_TCP, ON_PTY]) {
  const onWay = has ? test : test.skip;

  for (const [fault, code] of [
    ['silent', 4],
    ['partial', 5],
    ['disconnect', 3],
    ['noise', 0],
  ] as const) {
    onWay(`hc06 probe under ${fault} on ${way}: exit ${code}, with and without --json`, async (t) => {
      const { port } = await serve(t, 'hc06', ...place(), '--fault', fault);
      const limits = fault === 'silent' || fault === 'partial' ? ['--baud', '9600', '--parity', 'none'] : [];
      const plain = await onair('hc06', 'probe', '--port', port, ...limits);
      t.is(plain.code, code, plain.stderr);
      if (fault === 'disconnect') return; // the device comes back a moment later; the next try is another story
      const asJson = await onair('hc06', 'probe', '--port', port, ...limits, '--json');
      t.is(asJson.code, code, asJson.stdout);
      t.is(json(asJson).ok, code === 0);
    });
  }

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
