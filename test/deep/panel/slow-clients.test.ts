import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { makeCertificate, serveApp } from '../../../host/panel/index.js';
import { Rig } from '../../panel/rig.js';
import { sharedApp } from '../../panel/shared-app.js';
import { posix } from '../../systems.js';
import { attackLog } from '../attacks/attack-log.js';

const note = attackLog('Crowds of connections');

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
    note(`${CROWD} connections, none ends`, name, 'the next one is served', CROWD);
  });
}

/** Connections of the crowd that are TLS to the end of their handshake; the others are half open. */
const CROWD_IN_TLS = 40;

(posix && process.platform === 'linux' ? test.serial : test.serial.skip)(
  'onair app over https: a crowd from the address of a phone ends no stream of it, and keeps nobody out',
  async (t) => {
    const tls = makeCertificate(['127.0.0.1'], new Date());
    const { app, codes, radio } = await sharedApp(t, tls);
    const { port } = app;
    const own = { host: '127.0.0.1', port, ca: tls.cert };
    const get = async (from: string, path: string, more: RequestOptions = {}, body = '') => {
      const sent = request({ ...own, path, localAddress: from, agent: false, ...more }).end(body);
      return ((await once(sent, 'response')) as [IncomingMessage])[0];
    };
    const phone = '127.0.0.2';
    const headers = { 'content-type': 'application/json', origin: `https://127.0.0.1:${port}` };
    const paired = await get(
      phone,
      '/api/session',
      { method: 'POST', headers },
      JSON.stringify({ code: codes.at(-1) }),
    );
    const [cookie = ''] = (paired.resume().headers['set-cookie']?.[0] ?? '').split(';');
    const stream = await get(phone, '/api/radio/events', { headers: { cookie } });
    t.is(stream.statusCode, 200);
    let heard = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    const crowd: Socket[] = [];
    for (let index = 0; index < CROWD; index++) {
      const socket = await opened(port, phone);
      crowd.push(socket);
      if (index >= CROWD_IN_TLS) continue;
      const secured = secure({ socket, ca: tls.cert, host: '127.0.0.1' });
      secured.on('error', () => {}); // dropped: that is the point
      await once(secured, 'secureConnect');
    }
    for (const from of ['127.0.0.9', phone]) t.is((await get(from, '/')).resume().statusCode, 200, from);
    t.true(
      crowd.some((socket) => socket.closed),
      'some of the crowd are gone',
    );
    t.false(stream.closed, 'the stream of the phone');
    radio.away('it left KISS', false);
    const signal = AbortSignal.timeout(60_000);
    while (!heard.includes('it left KISS')) await once(stream, 'data', { signal }); // and it still hears
    await app.close(); // with most of the crowd in the middle of their handshake
    note(
      `${CROWD} connections, none ends`,
      'onair app --tls',
      'a phone’s stream goes on; the next one is served',
      CROWD,
    );
  },
);

test('a request that never ends is answered with 408', async (t) => {
  const port = await SERVERS['onair app'](t);
  const socket = await opened(port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  t.regex(answer.toString(), /^HTTP\/1\.1 408 (.|\r\n)*content-security-policy: /);
});
