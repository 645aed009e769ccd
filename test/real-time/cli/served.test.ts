import { connect } from 'node:net';
import test from 'ava';
import { testRadioJob } from './main-jobs.js';
import { json, ON_TCP, onair, serve } from './served.js';

// A module on TCP, and both on a pty, are in deep/real-time/cli.
testRadioJob(ON_TCP);

test.serial('two radios of one command hear each other: one program sends, another listens', async (t) => {
  const served = await serve(t, 'tm-d700', '--listen', 'tcp://127.0.0.1:0', '--count', '2', '--mode', 'kiss');
  const ports = (): string[] =>
    served.events.filter(({ schema }) => schema === 'onair/sim.ready@1').map(({ port }) => String(port));
  while (ports().length < 2) await new Promise((resolve) => setImmediate(resolve));
  const [first = '', second = ''] = ports();
  t.not(first, second);
  const listening = onair('kiss', 'listen', '--port', second, '--count', '1', '--json');
  await served.event('client');
  t.is((await onair('kiss', 'send', '--port', first, '--from', 'W1AW-9', '--yes', 'hello there')).code, 0);
  const heard = json(await listening);
  t.is(heard.from, 'W1AW-9');
  t.is(heard.info, 'hello there');
  t.is((await served.event('air')).number, 1);
});

test('a second client is turned away while the first goes on', async (t) => {
  const { port, event } = await serve(t, 'hc06', '--listen', 'tcp://127.0.0.1:0');
  const first = connect(Number(port.split(':').at(-1)), '127.0.0.1');
  t.teardown(() => first.destroy());
  await event('client');
  t.is((await onair('hc06', 'probe', '--port', port)).code, 3);
  t.false(first.destroyed);
});
