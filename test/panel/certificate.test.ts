import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import test from 'ava';
import { cookieText } from '../../host/panel/access/credentials.js';
import { fingerprintOf, isGoodFor, makeCertificate, serveApp } from '../../host/panel/index.js';
import { sharedApp } from './shared-app.js';

const NOW = new Date('2026-11-29T12:00:00Z');
const NAMES = ['localhost', '127.0.0.1', '::1', 'fd00::12:ab', '192.168.1.7', 'pi.local'];

test('a certificate of our own: for all its names, signed by its own key, valid for a year', (t) => {
  const { cert, key } = makeCertificate(NAMES, NOW);
  const read = new X509Certificate(cert);
  t.true(read.verify(read.publicKey));
  t.false(read.ca);
  t.is(read.subject, 'CN=onair');
  t.deepEqual(read.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  t.regex(key, /^-----BEGIN PRIVATE KEY/);
  t.true(isGoodFor(cert, NAMES, NOW));
  t.false(isGoodFor(cert, [...NAMES, '192.168.1.8'], NOW));
  t.false(isGoodFor(cert, ['other.local'], NOW));
  t.false(isGoodFor(cert, NAMES, new Date('2027-11-29T00:00:00Z')));
  t.false(isGoodFor('nonsense', NAMES, NOW));
  t.regex(fingerprintOf(cert), /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  t.not(fingerprintOf(makeCertificate(NAMES, NOW).cert), fingerprintOf(cert));
});

test('the app over https: who trusts the certificate reads it, who does not is refused', async (t) => {
  const tls = makeCertificate(['localhost', '127.0.0.1'], new Date());
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true }, tls);
  t.teardown(() => app.close());
  const status = (ca?: string): Promise<number | string | undefined> =>
    new Promise((resolve) => {
      request({ host: '127.0.0.1', port: app.port, path: '/', ...(ca && { ca }) }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
        .end();
    });
  t.is(await status(tls.cert), 200);
  t.is(await status(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('a session over https is never sent without it: its cookie is Secure; over http it can’t be', async (t) => {
  t.regex(cookieText(8080, 'x', 'https'), /; HttpOnly; SameSite=Strict; Path=\/; Secure$/);
  t.notRegex(cookieText(8080, 'x', 'http'), /Secure/);
  const tls = makeCertificate(['localhost', '127.0.0.1'], new Date());
  const { app, codes } = await sharedApp(t, tls);
  const cookies = await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', origin: `https://127.0.0.1:${app.port}` };
    const method = 'POST';
    request(
      { host: '127.0.0.1', port: app.port, path: '/api/session', method, headers, ca: tls.cert },
      (answer) => {
        answer.resume();
        resolve(answer.headers['set-cookie']);
      },
    )
      .on('error', reject)
      .end(JSON.stringify({ code: codes.at(-1) }));
  });
  t.regex(String(cookies), /^onair-\d+=[\w-]{43}; .*; Secure$/);
});
