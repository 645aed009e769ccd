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
  t.is((await fetch(`${url}/`, { method: 'POST' })).status, 404);
});
