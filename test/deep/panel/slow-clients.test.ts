import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { serveApp } from '../../../host/panel/index.js';
import { Rig } from '../../panel/rig.js';
import { posix } from '../../systems.js';

/** Both web servers, each with a path that it answers to everybody. */
const SERVERS = {
  'onair app': async (t: ExecutionContext) => {
    const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
    t.teardown(() => app.close());
    return app.port;
  },
  'air serve': async (t: ExecutionContext) => (await Rig.serve(t)).port,
} as const;

/** More than either server holds. */
const CROWD = 800;

async function opened(port: number, from: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from });
  socket.on('error', () => {}); // dropped: that is the point
  await once(socket, 'connect');
  return socket;
}

/** Whether somebody from that address gets the page. */
async function isServed(port: number, from: string): Promise<boolean> {
  const socket = await opened(port, from);
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text;
  });
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return answer.startsWith('HTTP/1.1 200 ');
}

for (const [name, serve] of Object.entries(SERVERS)) {
  // Only Linux has all of 127.0.0.0/8 on its loopback.
  const onLinux = posix && process.platform === 'linux' ? test.serial : test.serial.skip;
  onLinux(`${name}: whoever opens more connections than it holds keeps nobody out`, async (t) => {
    const port = await serve(t);
    const says = ['', 'GET / HT', `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: `];
    const crowd: Socket[] = [];
    const patient = await opened(port, '127.0.0.7');
    for (let index = 0; index < CROWD; index++) {
      const socket = await opened(port, `127.0.0.${2 + (index % 2)}`);
      socket.write(says[index % says.length] ?? '');
      crowd.push(socket);
    }
    t.true(await isServed(port, '127.0.0.9'), 'another address');
    t.true(await isServed(port, '127.0.0.2'), 'the same address');
    t.false(patient.destroyed, 'who was there before');
    t.true(
      crowd.some((socket) => socket.closed),
      'some of the crowd are gone',
    );
    for (const socket of [...crowd, patient]) socket.destroy();
  });
}

test('a request that never ends is answered with 408', async (t) => {
  const port = await SERVERS['onair app'](t);
  const socket = await opened(port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  t.regex(answer.toString(), /^HTTP\/1\.1 408 (.|\r\n)*content-security-policy: /);
});
