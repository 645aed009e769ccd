import test from 'ava';
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

test('the code: good for one phone, guessed at slowly, another one after ten wrong tries', async (t) => {
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
      await rig.clock.pass(Number(answer.headers['retry-after']) * 1000);
    }
  }
  t.is(tries, 10);
  t.true(rig.clock.now() > 100_000, 'ten tries take minutes');
});

test('the cookie is out of reach of scripts and of other pages', async (t) => {
  const rig = await Rig.serve(t);
  const { headers } = await rig.post('/api/session', {});
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
