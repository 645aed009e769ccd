import { mkdtempSync, readFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe, setTimeout as delay } from 'node:timers/promises';
import { parseXml } from '@rgrove/parse-xml';
import test from 'ava';
import fc from 'fast-check';
import { encodeKiss } from '../../../../host/packet/kiss/kiss.js';
import { writeWaypoint } from '../../../../host/packet/waypoints/write-sentence.js';
import { SAFE_HEADERS } from '../../../../host/panel/access/headers.js';
import { Serving } from '../../../cli/kiss/serving.js';
import { type Ran, run } from '../../../cli/run.js';
import { packet } from '../../../kiss-server/rig.js';
import { Rig } from '../../../panel/rig.js';
import { socat } from '../../../peers.js';
import { portOf } from '../../../real-time/port-of.js';

/**
 * Bytes of chance at every listener; the same at each run (`chance.ts`). With these counts all of them take some ten
 * seconds on an idle machine, which is what CI has; `npm run fuzz -- --minutes N` draws new ones as long as is wanted.
 */
const RUNS = 900; // a third, a fifth and a tenth of it are whole: fast-check never ends at a fraction

/** Time in which a frame is on the air for certain, ms. */
const SENT_WITHIN_MS = 60_000;

const scratch = mkdtempSync(join(tmpdir(), 'onair-listeners-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const table: string[] = [];
test.after((t) => t.log(`\n${table.join('\n')}`));

const addressOf = (port: number | string): NetConnectOpts =>
  typeof port === 'string' ? { path: port } : { port, host: '127.0.0.1', noDelay: true };

/** Sends all of it, perhaps in pieces, and says no more. @returns what came back until the other side ended */
function talk(
  port: number | string,
  pieces: readonly Uint8Array[],
  turnsOpen = Number.POSITIVE_INFINITY,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(addressOf(port), async () => {
      for (const piece of pieces) {
        if (socket.writable) socket.write(piece);
        await breathe();
      }
      socket.end();
      for (let turn = 0; turn < turnsOpen && !socket.destroyed; turn++) await breathe();
      socket.destroy();
    });
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (text.includes('text/event-stream')) socket.destroy(); // it would never end
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('close', () => resolve(text));
  });
}

const garbage = fc.uint8Array({ maxLength: 300 });

/** Cuts bytes into pieces, and changes some of them. */
const spoilt = (text: fc.Arbitrary<string>): fc.Arbitrary<readonly Uint8Array[]> =>
  fc
    .tuple(
      text,
      fc.oneof(fc.constant([]), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 })),
      fc.array(fc.nat(), { maxLength: 3 }),
    )
    .map(([whole, changes, cuts]) => {
      const bytes = Buffer.from(whole, 'latin1');
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
    });

const requests = (host: string): fc.Arbitrary<string> =>
  fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE', 'get', ''),
      path: fc.oneof(
        fc.constantFrom(
          '/',
          '/api/state',
          '/api/order',
          '/api/session',
          '/metrics',
          '/api/events',
          '/%',
          '*',
          '//',
          '/../x',
        ),
        fc.webPath(),
        fc.stringMatching(/^\/[!-~]{0,50}$/),
      ),
      headers: fc.array(
        fc.oneof(
          fc.constantFrom(
            `Origin: http://${host}`,
            'Origin: null',
            'Content-Length: 5',
            'Content-Length: -1',
            'Transfer-Encoding: chunked',
            'Expect: 100-continue',
            'Upgrade: websocket\r\nConnection: upgrade',
            'Content-Type: application/json',
            'Cookie: onair-1=x; =; ;',
            'Authorization: Bearer x',
            'Last-Event-ID: 1-99999999999999999999',
            'If-None-Match: *',
          ),
          fc
            .tuple(fc.stringMatching(/^[A-Za-z-]{1,20}$/), fc.string({ maxLength: 40 }))
            .map((pair) => pair.join(': ')),
        ),
        { maxLength: 5 },
      ),
      isOurs: fc.boolean(),
      isCounted: fc.boolean(),
      body: fc.oneof(fc.json(), fc.string({ maxLength: 60 }), fc.constant('{"order":{"order":"start"}}')),
    })
    .map(({ method, path, headers, isOurs, isCounted, body }) =>
      [
        `${method} ${path} HTTP/1.1`,
        `Host: ${isOurs ? host : 'x'}`,
        ...headers,
        ...(isCounted ? [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`] : []),
        '',
        isCounted ? body : '',
      ].join('\r\n'),
    );

test.serial(
  'the panel: whatever comes, every answer has the headers, nothing is ordered, nobody is let in',
  async (t) => {
    t.timeout(300_000);
    const rig = await Rig.serve(t);
    const statuses = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 5, arbitrary: spoilt(requests(rig.host)) },
          { weight: 1, arbitrary: garbage.map((bytes) => [bytes]) },
        ),
        async (pieces) => {
          const text = await talk(rig.port, pieces);
          await rig.clock.pass(100); // so that not all is refused as too fast
          for (const head of text.split(/(?=HTTP\/1\.1 [2-5]\d\d )/)) {
            const status = /^HTTP\/1\.1 ([2-5]\d\d) /.exec(head)?.[1];
            if (status === undefined) continue;
            statuses.set(status, (statuses.get(status) ?? 0) + 1);
            for (const name of Object.keys(SAFE_HEADERS)) {
              if (!new RegExp(`^${name}: `, 'mi').test(head))
                throw new Error(`no ${name}:\n${head.slice(0, 600)}`);
            }
            if (/^set-cookie:/im.test(head)) throw new Error(`let in:\n${head}`);
          }
        },
      ),
      { numRuns: RUNS },
    );
    const answers = [...statuses].sort().map((pair) => pair.join(' x '));
    table.push(`air serve: ${RUNS} requests, nothing ordered, nobody let in: ${answers.join(', ')}`);
    t.deepEqual([rig.machine.orders, rig.machine.words, rig.notes], [[], [], []]);
    t.is((await rig.send('GET', '/api/state')).status, 200);
  },
);

const FRAME = Buffer.from(encodeKiss(packet('N0CALL', 'x'))).toString('latin1');

/** What a client of a KISS server may send: frames, parameters, ends of KISS, other protocols, garbage. */
const kiss = spoilt(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          FRAME,
          '\xc0\xff\xc0',
          '\xc0\x06\x01\xc0',
          '\xc0\xdb\xdb\xdd\xc0',
          'GET / HTTP/1.1\r\n\r\n',
          'kiss on\rrestart\r',
        ),
        garbage.map((bytes) => Buffer.from(bytes).toString('latin1')),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);

test.serial(
  'kiss serve: whatever one client sends, another’s frames go on air, and nothing else does',
  async (t) => {
    t.timeout(300_000);
    const serving = await Serving.ready('--port "sim:tm-d700?mode=kiss" --no-init --call K1ABC');
    const port = Number(serving.address.split(':').at(-1));
    await fc.assert(
      fc.asyncProperty(kiss, async (pieces) => {
        await talk(port, pieces, 8);
        await serving.pass(10);
      }),
      { numRuns: RUNS },
    );
    const client = await serving.client();
    client.send(packet('K1ABC', 'still here'));
    await serving.event('sent');
    const sent = serving.of('sent');
    t.true(
      sent.every((event) => JSON.stringify(event).includes('K1ABC')),
      JSON.stringify(sent.slice(0, 3)),
    );
    t.is(await serving.stop(), 0);
    table.push(
      `kiss serve over TCP: ${RUNS} clients, ${sent.length} frames sent, each under its own call sign`,
    );
  },
);

test.serial('sim --listen: whatever comes, the device goes on', async (t) => {
  t.timeout(300_000);
  for (const kind of ['hc06', 'tm-d700', 'air-up']) {
    const controller = new AbortController();
    let port = 0;
    let listening = (): void => {};
    const ready = new Promise<void>((resolve) => {
      listening = resolve;
    });
    const ended = run(['sim', kind, '--listen', 'tcp://127.0.0.1:0', '--json'], {
      signal: controller.signal,
      onOutput: (soFar) => {
        port = Number(/tcp:\/\/127\.0\.0\.1:(\d+)/.exec(soFar)?.[1] ?? 0);
        if (port > 0) listening();
      },
    });
    await ready;
    await fc.assert(
      fc.asyncProperty(fc.array(garbage, { maxLength: 4 }), async (pieces) => {
        await talk(port, pieces, 8);
      }),
      { numRuns: RUNS / 5 },
    );
    controller.abort();
    const { code, screen } = await ended;
    t.is(code, 0, screen.slice(-500));
    t.notRegex(screen, /a bug in onair/);
    table.push(`sim ${kind} --listen: ${RUNS / 5} clients, it goes on`);
  }
});

/** A command in this process, in real time, until it is stopped. */
async function running(
  argv: readonly string[],
  isReady: RegExp,
): Promise<{ readonly said: () => string; readonly stop: () => Promise<Ran> }> {
  const controller = new AbortController();
  let said = '';
  let ready = (): void => {};
  const started = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const ended = run(argv, {
    signal: controller.signal,
    onScreen: (soFar) => {
      said = soFar;
      if (isReady.test(soFar)) ready();
    },
  });
  await Promise.race([started, ended]);
  return {
    said: () => said,
    stop: () => {
      controller.abort();
      return ended;
    },
  };
}

(socat ? test.serial : test.serial.skip)(
  'kiss serve on a socket file and a pseudo-terminal: whatever comes, nothing foreign goes on air',
  async (t) => {
    t.timeout(300_000);
    const [unix, pty] = [join(scratch, 'sock'), join(scratch, 'pty')];
    const line =
      'kiss serve --port sim:tm-d700?mode=kiss --no-init --call K1ABC --yes --json --listen 127.0.0.1:0';
    const serving = await running([...line.split(' '), '--unix', unix, '--pty', pty], /"event":"ready"/);
    await fc.assert(
      fc.asyncProperty(kiss, async (pieces) => void (await talk(unix, pieces, 8))),
      { numRuns: RUNS / 3 },
    );
    const file = await open(pty, 'r+');
    await fc.assert(
      fc.asyncProperty(kiss, async (pieces) => {
        for (const piece of pieces) if (piece.length > 0) await file.write(piece);
      }),
      { numRuns: RUNS / 10 },
    );
    await file.close();
    const client = connect(unix);
    client.on('error', () => {}).write(encodeKiss(packet('K1ABC', 'still here')));
    for (let waited = 0; waited < SENT_WITHIN_MS && !serving.said().includes('"event":"sent"'); waited += 20)
      await delay(20);
    client.destroy();
    const { code, screen, documents } = await serving.stop();
    t.is(code, 0, screen.slice(-500));
    t.notRegex(screen, /a bug in onair/);
    const sent = documents.filter(({ event }) => event === 'sent').map((event) => JSON.stringify(event));
    t.true(
      sent.length > 0 && sent.every((event) => event.includes('K1ABC')),
      sent.slice(0, 3).join() || screen.slice(-1500),
    );
    table.push(
      `kiss serve, socket file and pty: ${RUNS / 3} clients, ${RUNS / 10} writes: ${sent.length} frames sent, each its own`,
    );
  },
);

test.serial('waypoints listen: whatever the port says between them, every sentence is heard', async (t) => {
  t.timeout(300_000);
  const chunks = fc.sample(garbage, RUNS * 2);
  const count = Math.floor(chunks.length / 50);
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    for (const [index, chunk] of chunks.entries()) {
      socket.write(chunk);
      if (index % 50 !== 49) continue;
      const waypoint = {
        form: 'nmea',
        name: `N${(index + 1) / 50}`,
        latitude: 41.5,
        longitude: -72.25,
      } as const;
      socket.write(`\r\n${writeWaypoint(waypoint, new Date(0))}\r\n`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gpx = join(scratch, 'heard.gpx');
  const port = `tcp://127.0.0.1:${portOf(server)}`;
  const { code, screen, documents } = await run([
    'waypoints',
    'listen',
    '--port',
    port,
    '--count',
    String(count),
    '--gpx',
    gpx,
    '--json',
  ]);
  server.close();
  t.is(code, 0, screen.slice(-500));
  const names = new Set(documents.map(({ name }) => name));
  t.deepEqual(
    Array.from({ length: count }, (_, index) => `N${index + 1}`).filter((name) => !names.has(name)),
    [],
  );
  t.notThrows(() => parseXml(readFileSync(gpx, 'utf8')));
  table.push(
    `waypoints listen: ${chunks.length} pieces of garbage, all ${count} sentences between them heard`,
  );
});
