import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { keptCertificate } from '../../../host/cli/app/kept-certificate.js';
import { run } from '../run.js';

const NOW = new Date('2026-11-29T12:00:00Z');

function newHome(remove: (act: () => void) => void): string {
  const home = mkdtempSync(join(tmpdir(), 'onair-app-'));
  remove(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

test('the certificate is made once, for its owner only; another one for a new address, when it ends, and when broken', (t) => {
  const home = newHome(t.teardown);
  const io = { env: { XDG_STATE_HOME: home } };
  const first = keptCertificate(io, ['localhost', '192.168.1.7'], NOW);
  const path = join(home, 'onair/app-tls.pem');
  t.is(statSync(path).mode & 0o777, 0o600);
  t.deepEqual(keptCertificate(io, ['192.168.1.7'], NOW), first);
  const second = keptCertificate(io, ['192.168.1.8'], NOW);
  t.not(second.key, first.key);
  t.not(keptCertificate(io, ['192.168.1.8'], new Date('2027-11-29T00:00:00Z')).key, second.key);
  writeFileSync(path, 'nonsense');
  const last = keptCertificate(io, ['localhost'], NOW);
  t.is(readFileSync(path, 'utf8'), last.key + last.cert);
  t.throws(() => keptCertificate({ env: {} }, ['localhost'], NOW), { message: /no folder for the key/ });
});

test('onair app --lan --tls tells address and fingerprint; without --tls phones are refused', async (t) => {
  const env = { XDG_STATE_HOME: newHome(t.teardown) };
  const controller = new AbortController();
  const { code, documents } = await run(['app', '--lan', '--tls', '--listen', ':0', '--json'], {
    env,
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });
  t.is(code, 0);
  const [ready] = documents;
  t.regex(String(ready?.url), /^https:\/\//);
  t.regex(String(ready?.fingerprint), /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  const refused = await run(['app', '--lan'], { env });
  t.is(refused.code, 2);
  t.regex(refused.stderr, /only on a page from https/);
  t.regex(refused.stderr, /--tls/);
});
