import test, { type ExecutionContext } from 'ava';
import { encodeUi } from '../../host/packet/ax25/index.js';
import { parseCallSign } from '../../host/packet/index.js';
import { encodeKiss } from '../../host/packet/kiss/index.js';
import { serveApp } from '../../host/panel/index.js';
import { sharedApp } from './shared-app.js';

/** A shared radio that is in KISS, behind a server on this computer. */
async function served(t: ExecutionContext) {
  const { app, codes, radio } = await sharedApp(t);
  const onAir: Uint8Array[] = [];
  radio.ready({ send: async (bytes) => void onAir.push(bytes), wireTimeMs: () => 0, giveUp: () => {} });
  const url = `http://127.0.0.1:${app.port}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    });
  return { app, url, post, codes, radio, onAir };
}

const PACKET = encodeKiss({
  port: 0,
  command: 0,
  data: encodeUi({
    from: parseCallSign('W1AW-9'),
    to: parseCallSign('APZONA'),
    path: [],
    info: new TextEncoder().encode('>hello'),
  }),
});
const FRAME = { kiss: Buffer.from(PACKET).toString('base64') };

async function refusal(answer: Response): Promise<readonly [status: number, code: string]> {
  const { error } = (await answer.json()) as { error: Record<string, string> };
  return [answer.status, error.code ?? ''];
}

test('a phone is let in by the code, hears packets, and transmits', async (t) => {
  const { url, post, codes, radio, onAir, app } = await served(t);
  t.is((await fetch(url, { method: 'HEAD' })).headers.get('onair-radio'), 'shared');
  t.deepEqual(await (await fetch(`${url}/api/session`)).json(), { name: null });
  t.deepEqual(await refusal(await fetch(`${url}/api/radio/events`)), [401, 'not-paired']);
  t.deepEqual(await refusal(await post('/api/radio/frames', FRAME)), [401, 'not-paired']);
  t.deepEqual(await refusal(await post('/api/session', { code: 'no' })), [401, 'wrong-code']);
  app.newCode();
  t.is(codes.length, 2);
  t.deepEqual(await refusal(await post('/api/session', { code: codes[0] })), [401, 'wrong-code']);
  const paired = await post('/api/session', { code: codes[1] });
  t.is(paired.status, 200);
  const [cookie = ''] = (paired.headers.get('set-cookie') ?? '').split(';');
  t.regex(paired.headers.get('set-cookie') ?? '', /; HttpOnly; SameSite=Strict; Path=\/$/);
  t.deepEqual(await (await fetch(`${url}/api/session`, { headers: { cookie } })).json(), { name: 'phone 1' });

  const stream = await fetch(`${url}/api/radio/events`, { headers: { cookie } });
  t.regex(stream.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  t.is(stream.headers.get('cache-control'), 'no-store');
  radio.fromRadio(PACKET);
  let said = '';
  for await (const part of stream.body ?? []) {
    said += Buffer.from(part).toString();
    if (said.includes('event: frame')) break;
  }
  t.true(said.includes('"call":"W1AW","problem":null'), said);
  t.true(said.includes(FRAME.kiss), said);
  const again = await fetch(`${url}/api/radio/events`, { headers: { cookie } });
  t.deepEqual(await (await post('/api/radio/frames', FRAME, { cookie })).json(), { ok: true });
  t.deepEqual(onAir, [PACKET]);
  for (const [body, code] of [
    [{ kiss: 'wAA=' }, 'bad-request'],
    [{ kiss: 'no base64!' }, 'bad-request'],
    [{ kiss: 5 }, 'bad-request'],
    [{}, 'bad-request'],
    [{ ...FRAME, more: 1 }, 'bad-request'],
  ] as const)
    t.deepEqual(
      await refusal(await post('/api/radio/frames', body, { cookie })),
      [400, code],
      JSON.stringify(body),
    );
  const long = await post('/api/radio/frames', { kiss: 'A'.repeat(5000) }, { cookie });
  t.deepEqual(await refusal(long), [413, 'bad-request']);
  t.is(onAir.length, 1);
  await again.body?.cancel();
});

test('requests of other pages are refused, and without a shared radio there is none of this', async (t) => {
  const { post, url, codes } = await served(t);
  for (const headers of [
    { origin: 'http://evil.example' },
    { origin: url.replace('http', 'https') },
    { 'sec-fetch-site': 'cross-site' },
  ] as const) {
    const answer = await post('/api/session', { code: codes[0] }, headers);
    t.deepEqual(await refusal(answer), [403, 'wrong-origin'], JSON.stringify(headers));
  }
  const plain = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  t.teardown(() => plain.close());
  t.is((await fetch(`http://127.0.0.1:${plain.port}/api/session`)).status, 404);
  const page = await fetch(`http://127.0.0.1:${plain.port}/`, { method: 'HEAD' });
  t.is(page.headers.get('onair-radio'), null);
});
