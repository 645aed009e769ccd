import { connect, type Socket } from 'node:net';
import test from 'ava';
import { serveApp } from '../../host/panel/index.js';

test('onair app serves the site and nothing else, with headers that let it reach ports and no other host', async (t) => {
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  t.teardown(() => app.close());
  const url = `http://127.0.0.1:${app.port}`;
  const page = await fetch(`${url}/`);
  t.is(page.status, 200);
  t.regex(page.headers.get('content-type') ?? '', /text\/html/);
  const policy = page.headers.get('content-security-policy') ?? '';
  t.regex(policy, /default-src 'none'; script-src 'self'/);
  t.false(/unsafe|https?:|\*/.test(policy), policy);
  t.regex(page.headers.get('permissions-policy') ?? '', /serial=\(self\)/);
  for (const [path, type] of [
    ['/app.js', 'text/javascript'],
    ['/service-worker.js', 'text/javascript'],
    ['/manifest.webmanifest', 'application/manifest+json'],
    ['/icon-192.png', 'image/png'],
  ] as const) {
    const file = await fetch(`${url}${path}`);
    t.is(file.status, 200, path);
    t.true(file.headers.get('content-type')?.startsWith(type), path);
    const again = await fetch(`${url}${path}`, {
      headers: { 'if-none-match': file.headers.get('etag') ?? '' },
    });
    t.is(again.status, 304, path);
  }
  for (const path of [
    '/package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/app.js/',
    '/web',
    '/api/state',
  ]) {
    t.is((await fetch(`${url}${path}`)).status, 404, path);
  }
  const posted = await fetch(`${url}/`, { method: 'POST' });
  t.deepEqual([posted.status, posted.headers.get('allow')], [405, 'GET, HEAD']);
});

/** What it answers to these bytes, until it ends the connection. */
function answerTo(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    connect(port, '127.0.0.1', function (this: Socket) {
      this.write(text);
    })
      .setEncoding('latin1')
      .on('data', (part: string) => {
        answer += part;
      })
      .on('error', () => {}) // it may close before it has read all
      .on('close', () => resolve(answer));
  });
}

test('onair app: whatever is no fetch of a file is refused, with the headers, and a foreign name too', async (t) => {
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  t.teardown(() => app.close());
  const end = `Host: 127.0.0.1:${app.port}\r\nConnection: close\r\n\r\n`;
  for (const [request, status] of [
    [`GET / HTTP/1.1\r\n${end}`, 200],
    [`GET / HTTP/1.1\r\nHost: rebound.example:${app.port}\r\nConnection: close\r\n\r\n`, 403],
    ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: evil.example\r\n${end}`, 400],
    [`GET / HTTP/1.1\r\n${end.replace('\r\n', '\r\nhOST: evil.example\r\n')}`, 400],
    [`GET http://rebound.example:${app.port}/ HTTP/1.1\r\n${end}`, 403],
    [`GET http://127.0.0.1:${app.port}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 200],
    [`GET /% HTTP/1.1\r\n${end}`, 400],
    [`PUT /app.js?x HTTP/1.1\r\n${end}`, 405],
    [`DELETE /nothing HTTP/1.1\r\n${end}`, 404],
    [`POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 3\r\n${end}{x}`, 400],
    [`GET / HTTP/1.1\r\nX: ${'a'.repeat(17_000)}\r\n${end}`, 431],
    [`GET / HTTP/1.1\r\nExpect: x\r\n${end}`, 417],
    ['\0\xff\r\n\r\n', 400],
  ] as const) {
    const answer = await answerTo(app.port, request);
    t.true(answer.startsWith(`HTTP/1.1 ${status} `), `${request.slice(0, 80)}: ${answer.slice(0, 200)}`);
    t.regex(
      answer,
      /^content-security-policy: default-src 'none'.*; worker-src 'self'/m,
      request.slice(0, 80),
    );
    if (status !== 200) {
      t.regex(answer, /^content-type: application\/json; charset=utf-8\r$/im, request.slice(0, 80));
      t.regex(answer, /^cache-control: no-store\r$/im, request.slice(0, 80));
      const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as {
        error: Record<string, string>;
      };
      t.deepEqual(Object.keys(error), ['code', 'message', 'hint'], request.slice(0, 80));
    }
    t.regex(answer, /^x-content-type-options: nosniff/m, request.slice(0, 80));
  }
});
