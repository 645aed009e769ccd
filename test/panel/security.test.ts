import test from 'ava';
import { SAFE_HEADERS } from '../../host/panel/access/headers.js';
import { Pairing } from '../../host/panel/access/pairing.js';
import { OpenStreams } from '../../host/panel/stream/open-streams.js';
import { SteppedClock } from '../stepped-clock.js';
import { KEY, Rig } from './rig.js';

const START = { order: 'start' };
const STOP = { order: 'stop' };

test('DNS rebinding: a name that is not ours gets nothing, whatever it asks for', async (t) => {
  const rig = await Rig.serve(t);
  for (const host of [
    'evil.example',
    `evil.example:${rig.port}`,
    'localhost',
    'localhost:1',
    `localhost.evil:${rig.port}`,
  ]) {
    for (const path of ['/', '/api/state', '/api/events', '/metrics']) {
      const { status, code } = await rig.send('GET', path, { headers: { host } });
      t.deepEqual([status, code], [403, 'wrong-host'], `${host} ${path}`);
    }
  }
  t.is((await rig.send('GET', '/', { headers: { host: `127.0.0.1:${rig.port}` } })).status, 200);
});

test('a request for two hosts, or for none, gets nothing: one on the way may have read the other', async (t) => {
  const rig = await Rig.serve(t);
  const own = `Host: ${rig.host}`;
  for (const [target, hosts, status] of [
    ['/api/state', [own], 200],
    ['/api/state', [], 400],
    ['/api/state', [own, own], 400],
    ['/api/state', [own, 'hOsT: evil.example'], 400],
    ['/api/state', ['Host: evil.example', own], 400],
    ['/%', [own, own], 400],
    [`http://${rig.host}/api/state`, ['Host: evil.example'], 200],
    [`http://evil.example:${rig.port}/api/state`, [own], 403],
  ] as const) {
    const lines = [`GET ${target} HTTP/1.1`, ...hosts, 'Connection: close', '', ''];
    const answer = await rig.raw(lines.join('\r\n'));
    t.true(answer.startsWith(`HTTP/1.1 ${status} `), `${target} ${hosts.join()}: ${answer.slice(0, 300)}`);
    t.regex(answer, /^content-security-policy: /m);
  }
});

test('another page can order nothing, even with the cookie', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  const body = { order: START, seenMs: 0 };
  for (const headers of [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `http://localhost:${rig.port + 1}` },
    { origin: `https://${rig.host}` },
    { origin: `http://${rig.host}`, 'sec-fetch-site': 'cross-site' },
    { origin: `http://${rig.host}`, 'sec-fetch-site': 'same-site' },
    {}, // says nothing of where it comes from
  ]) {
    const { code } = await rig.send('POST', '/api/order', {
      body,
      headers: { cookie, ...headers } as Record<string, string>,
    });
    t.is(code, 'wrong-origin', JSON.stringify(headers));
  }
  t.deepEqual(rig.machine.orders, []);
  t.is((await rig.order(START, cookie)).status, 200);
  t.deepEqual(rig.machine.orders, [START]);
});

test('a form of another page can send text, but no order is made of it', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const answer = await rig.post('/api/order', JSON.stringify({ order: STOP }), cookie, {
      'content-type': type,
    });
    t.is(answer.status, 415, type);
  }
  t.deepEqual(rig.machine.orders, []);
});

test('nothing changes by GET', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  for (const path of ['/api/order', '/api/hold', '/api/let-go', '/api/control', '/api/control/answer']) {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      const { status } = await rig.send(method, path, { headers: { cookie } });
      t.true(status === 404 || status === 403, `${method} ${path}: ${status}`);
    }
  }
  t.deepEqual([rig.machine.orders, rig.machine.words], [[], []]);
});

test('from elsewhere nobody sees or orders anything without the code', async (t) => {
  const rig = await Rig.serve(t, '0.0.0.0:0');
  for (const path of ['/api/state', '/api/samples', '/api/history', '/api/events', '/metrics']) {
    t.is((await rig.send('GET', path)).code, 'not-paired', path);
  }
  for (const path of ['/api/order', '/api/hold', '/api/let-go', '/api/control', '/api/control/answer']) {
    t.is((await rig.post(path, { order: STOP })).code, 'not-paired', path);
  }
  t.is((await rig.post('/api/session', {})).code, 'wrong-code');
  const invented = await rig.post('/api/order', { order: STOP }, `onair-${rig.port}=${'A'.repeat(43)}`);
  t.is(invented.code, 'not-paired');
  t.deepEqual(rig.machine.orders, []);
});

test('the code: good for one phone, guessed at slowly, and longer while somebody guesses', async (t) => {
  const rig = await Rig.serve(t, '0.0.0.0:0');
  const first = rig.code;
  t.regex(first, /^\d{6}$/);
  t.regex(await rig.pair(), /^onair-\d+=[\w-]{43}$/);
  t.not(rig.code, first);
  t.is((await rig.post('/api/session', { code: first })).code, 'wrong-code', 'used up');
  const code = rig.code;
  const wrong = code === '000000' ? '111111' : '000000';
  let tries = 1; // the one above counts
  for (; rig.code === code; tries++) {
    const answer = await rig.post('/api/session', { code: wrong });
    t.is(answer.status, tries < 4 ? 401 : 429);
    if (answer.status === 429) {
      t.true(Number(answer.headers['retry-after']) > 0);
      const early = await rig.post('/api/session', { code });
      t.is(early.code, 'too-many', 'the right code does not get past the wait either');
      if (rig.code === code) await rig.clock.pass(Number(answer.headers['retry-after']) * 1000);
    }
  }
  t.is(tries, 10);
  t.true(rig.clock.now() > 60_000, 'ten tries take a minute');
  t.regex(rig.code, /^\d{12}$/);
  t.is((await rig.post('/api/session', { code: rig.code })).code, 'too-many');
  rig.newCode();
  t.regex(rig.code, /^\d{6}$/);
  t.is((await rig.post('/api/session', { code: rig.code })).status, 200, 'the terminal lets in who waits');
});

test('who guesses from many addresses keeps nobody out, and finds a long code', (t) => {
  const codes: string[] = [];
  const clock = new SteppedClock();
  const pairing = new Pairing({ clock, draw: (below) => below - 1, show: (code) => codes.push(code) });
  for (let n = 0; n < 10_000; n++) t.false(pairing.try('123456', `10.0.${n >> 8}.${n & 255}`).ok);
  t.deepEqual(codes, ['999999', '999999999999'], 'it stays, or nobody could type it');
  t.deepEqual(pairing.try('999 999 999 999', '10.1.0.1'), { ok: true });
});

test('on this computer a program that only says where it comes from gets no session', async (t) => {
  const rig = await Rig.serve(t);
  for (const body of [{}, { code: '' }, { code: 'x' }]) {
    const { headers, code } = await rig.post('/api/session', body);
    t.deepEqual([headers['set-cookie'], code], [undefined, 'wrong-code']);
  }
  t.is((await rig.order(STOP, '')).code, 'not-paired');
  t.is((await rig.send('GET', '/api/state')).status, 200, 'it may look');
});

test('the cookie is out of reach of scripts and of other pages', async (t) => {
  const rig = await Rig.serve(t);
  const { headers } = await rig.post('/api/session', { code: rig.code });
  t.regex(headers['set-cookie']?.[0] ?? '', /^onair-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
});

test('every answer forbids what a page does not need', async (t) => {
  const rig = await Rig.serve(t);
  for (const path of ['/', '/panel.js', '/api/state', '/nothing']) {
    const { headers } = await rig.send('GET', path);
    const policy = String(headers['content-security-policy']);
    t.regex(policy, /default-src 'none'/);
    t.notRegex(policy, /unsafe|\*|http/);
    t.is(headers['x-content-type-options'], 'nosniff');
    t.is(headers['access-control-allow-origin'], undefined);
  }
});

test('no file but those of the page', async (t) => {
  const rig = await Rig.serve(t);
  for (const path of [
    '/../server.js',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/package.json',
    '/panel.css.map',
    '//etc/passwd',
  ]) {
    t.is((await rig.send('GET', path)).status, 404, path);
  }
});

test('a flood is refused, but a stop gets through', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  const answers = await Promise.all(Array.from({ length: 200 }, () => rig.send('GET', '/api/state')));
  t.true(answers.filter(({ code }) => code === 'too-fast').length > 50);
  t.is((await rig.order(START, cookie)).code, 'too-fast');
  t.is((await rig.order(STOP, cookie)).status, 200);
  t.deepEqual(rig.machine.orders, [STOP]);
  await rig.clock.pass(1000);
  t.is((await rig.send('GET', '/api/state')).status, 200);
});

test('malformed bodies: refused with a message, nothing happens, the server goes on', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '{"order":{"order":"explode"}}',
    '{"order":{"order":"start","x":1}}',
    `{"order":"${'x'.repeat(5000)}"}`,
    '{"__proto__":{"order":"stop"}}',
  ]) {
    const { status, text } = await rig.post('/api/order', body, cookie);
    t.true(status >= 400 && status < 500, `${body.slice(0, 40)}: ${status}`);
    t.regex(text, /"hint":"/);
  }
  t.deepEqual([rig.machine.orders, rig.notes], [[], []]);
});

test('a program with the key is let in; a wrong key is nobody', async (t) => {
  const rig = await Rig.serve(t, '0.0.0.0:0');
  const get = (key: string) => rig.send('GET', '/metrics', { headers: { authorization: `Bearer ${key}` } });
  t.is((await get(KEY)).status, 200);
  t.is((await get(`${KEY}x`)).code, 'not-paired');
  const stop = { body: { order: STOP }, headers: { authorization: `Bearer ${KEY}` } };
  t.is((await rig.send('POST', '/api/order', stop)).status, 200);
});

test('a flood of stops from who is not in is refused', async (t) => {
  const rig = await Rig.serve(t);
  const stop = { order: STOP, seenMs: 0 };
  const answers = await Promise.all(Array.from({ length: 200 }, () => rig.post('/api/order', stop)));
  t.true(answers.filter(({ code }) => code === 'too-fast').length > 50);
  t.deepEqual(rig.machine.orders, []);
});

/** What is answered before any of our code has seen a request, and the status of the answer. */
const BEFORE_HOOKS: Readonly<Record<string, readonly [bytes: string, status: number]>> = {
  'a path that can’t be decoded': ['GET /% HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  'such a path under another name': ['GET /% HTTP/1.1\r\nHost: evil.example\r\n\r\n', 403],
  'headers that are too large': [`GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  'no host': ['GET / HTTP/1.1\r\n\r\n', 400],
  'an unknown method': ['BREW / HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  'no HTTP': ['\u001b[35m\u0007\u202e\r\n\r\n', 400],
  'an expectation': ['GET / HTTP/1.1\r\nHost: HOST\r\nExpect: tea\r\n\r\n', 417],
  'two lengths': ['POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
  'a length and chunks': [
    'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
};

for (const [name, [bytes, status]] of Object.entries(BEFORE_HOOKS)) {
  test(`${name}: the headers and the form of every answer`, async (t) => {
    const rig = await Rig.serve(t);
    const text = await rig.raw(bytes.replace('HOST', rig.host));
    const [head = '', body = ''] = text.split('\r\n\r\n');
    t.regex(head, new RegExp(`^HTTP/1.1 ${status} `));
    for (const header of Object.keys(SAFE_HEADERS)) t.regex(head, new RegExp(`^${header}: `, 'mi'));
    t.regex(head, /^content-type: application\/json; charset=utf-8$/im);
    t.deepEqual(Object.keys(JSON.parse(body).error), ['code', 'message', 'hint']);
    t.notRegex(text.replaceAll('\r\n', ''), /[^ -~]/);
  });
}

test('what is typed comes back escaped', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  const { text } = await rig.post('/api/order', { order: { order: 'start', '\u202e\u009b': 1 } }, cookie);
  t.regex(text, /\\u202e\\u009b/);
  t.notRegex(text, /[^ -~]/);
});

test('event streams: the oldest of one phone ends, and nobody else’s', async (t) => {
  const rig = await Rig.serve(t);
  const [greedy, other] = [await rig.pair(), await rig.pair()];
  const kept = await rig.stream(other);
  const streams = [];
  for (let n = 0; n < 12; n++) streams.push(await rig.stream(greedy));
  await Promise.all(streams.slice(0, 4).map(({ ended }) => ended));
  const isOpen = (stream: { readonly isOpen: boolean }): boolean => stream.isOpen;
  t.deepEqual([streams.filter(isOpen).length, kept.isOpen], [8, true]);
});

test('many who watch: the oldest stream of whoever has the most ends', (t) => {
  const streams = new OpenStreams();
  const ended: string[] = [];
  const add = (owner: string): (() => void) => streams.add(owner, () => ended.push(owner));
  const close = add('a');
  for (const owner of 'bcdefgh') for (let n = 0; n < 8; n++) add(owner);
  for (let n = 0; n < 7; n++) add('i');
  add('j');
  t.deepEqual(ended, ['b']);
  close();
  add('k');
  t.deepEqual(ended, ['b']);
});
