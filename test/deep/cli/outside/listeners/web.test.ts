import test from 'ava';
import fc from 'fast-check';
import { decodeFrame } from '../../../../../host/packet/ax25/index.js';
import { parseCallSign } from '../../../../../host/packet/index.js';
import { encodeKiss, KissDecoder } from '../../../../../host/packet/kiss/index.js';
import { SAFE_HEADERS } from '../../../../../host/panel/access/headers.js';
import { SharedRadio, serveApp } from '../../../../../host/panel/index.js';
import { packet } from '../../../../kiss-server/rig.js';
import { Rig } from '../../../../panel/rig.js';
import { SteppedClock } from '../../../../stepped-clock.js';
import { attackLog } from '../../../attacks/attack-log.js';
import { anyRequest, type RequestShape, Statuses } from './requests.js';
import { RUNS, spoilt, talk } from './talk.js';

const note = attackLog('Bytes of chance');

const HEADERS = Object.keys(SAFE_HEADERS);

test.serial(
  'the panel: whatever comes, every answer has the headers, nothing is ordered, nobody is let in',
  async (t) => {
    t.timeout(300_000);
    const rig = await Rig.serve(t);
    const statuses = new Statuses();
    await fc.assert(
      fc.asyncProperty(anyRequest(rig.host), async (pieces) => {
        const text = await talk(rig.port, pieces);
        await rig.clock.pass(100); // so that not all is refused as too fast
        statuses.check(text, HEADERS);
      }),
      { numRuns: RUNS },
    );
    note('requests, cut and spoilt', 'air serve', `nobody is let in: ${statuses}`, RUNS);
    t.deepEqual([rig.machine.orders, rig.machine.words, rig.notes], [[], [], []]);
    t.is((await rig.send('GET', '/api/state')).status, 200);
  },
);

test.serial(
  'onair app: whatever comes, every answer has the headers, and the page is served after it',
  async (t) => {
    t.timeout(300_000);
    const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
    t.teardown(() => app.close());
    const statuses = new Statuses();
    await fc.assert(
      fc.asyncProperty(anyRequest(`127.0.0.1:${app.port}`), async (pieces) => {
        statuses.check(await talk(app.port, pieces), HEADERS);
      }),
      { numRuns: RUNS / 2 },
    );
    t.is((await fetch(`http://127.0.0.1:${app.port}/`)).status, 200);
    note('requests, cut and spoilt', 'onair app', `the page is served: ${statuses}`, RUNS / 2);
  },
);

/** Bodies of a phone that transmits: frames of its own and of others, whole, spoilt, and with more behind them. */
const frames = spoilt(
  fc
    .array(
      fc.constantFrom(
        ...['W1AW-9', 'K1ABC'].map((call) => Buffer.from(encodeKiss(packet(call, 'x'))).toString('latin1')),
        '\xc0\x01\xff\xc0',
        '\xc0\xff\xc0',
        '\xc0\x00',
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.join('')),
).map((pieces) => JSON.stringify({ kiss: Buffer.concat(pieces).toString('base64') }));

test.serial(
  'the shared radio: whatever a phone that is let in sends, only its own packets go on air',
  async (t) => {
    t.timeout(300_000);
    const clock = new SteppedClock();
    const onAir: Buffer[] = [];
    let code = '';
    const radio = new SharedRadio({
      clock,
      title: 'TM-D700',
      call: parseCallSign('W1AW'),
      escapeC: false,
      onEvent: () => {},
    });
    const send = async (bytes: Uint8Array): Promise<void> => void onAir.push(Buffer.from(bytes));
    radio.ready({ send, wireTimeMs: () => 0, giveUp: () => {} });
    const onCode = (shown: string): void => {
      code = shown;
    };
    const listen = { host: '127.0.0.1', port: 0, isLoopback: true };
    const app = await serveApp(listen, undefined, { radio, clock, onCode });
    t.teardown(() => app.close());
    const host = `127.0.0.1:${app.port}`;
    const headers = { 'content-type': 'application/json', origin: `http://${host}` };
    const body = JSON.stringify({ code });
    const paired = await fetch(`http://${host}/api/session`, { method: 'POST', headers, body });
    const [cookie = ''] = (paired.headers.get('set-cookie') ?? '').split(';');
    const stream = await fetch(`http://${host}/api/radio/events`, { headers: { cookie } });
    const own = `Cookie: ${cookie}\r\nOrigin: http://${host}\r\nContent-Type: application/json`;
    const asked: RequestShape = {
      paths: ['/api/radio/events', '/api/radio/frames', '/api/radio/frames', '/api/radio'],
      headers: [own, own, own],
      bodies: frames,
    };
    const statuses = new Statuses();
    const toTransmit = frames.map((frame) => [
      Buffer.from(
        `POST /api/radio/frames HTTP/1.1\r\nHost: ${host}\r\n${own}\r\nContent-Length: ${frame.length}\r\n\r\n${frame}`,
      ),
    ]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyRequest(host, asked), toTransmit), async (pieces) => {
        statuses.check(await talk(app.port, pieces), HEADERS);
        await clock.pass(10_000); // no more than the channel takes
      }),
      { numRuns: RUNS / 2 },
    );
    const sent = new KissDecoder().push(Buffer.concat(onAir));
    t.true(sent.length > 0);
    for (const { command, port, data } of sent) {
      const decoded = decodeFrame(data);
      t.deepEqual([command, port, decoded.ok && /^W1AW/.test(decoded.frame.from)], [0, 0, true]);
    }
    await stream.body?.cancel();
    note('requests, cut and spoilt', 'onair app --radio', `only own packets on air: ${statuses}`, RUNS / 2);
  },
);
