import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { bundleSite } from '../../host/web/bundle.js';

/** What a phone has to load until the first screen can be used, bytes on the air; the bound of the README. */
const FIRST_SCREEN_BYTES = 150_000;

/** Packages with code in the web app; a new one is read before it stands here. */
const BUNDLED = [
  '@preact/signals',
  '@preact/signals-core',
  '@serialport/parser-inter-byte-timeout',
  'abort-controller',
  'base64-js',
  'buffer',
  'events',
  'fastest-levenshtein',
  'ieee754',
  'preact',
  'process',
  'readable-stream',
  'safe-buffer',
  'string_decoder',
  'zod',
];

test('the site is small, and complete without any other host', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-site-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const files = await bundleSite(folder, new Map([['wiring.json', '{}']]));
  const first = files.filter(({ isFirst }) => isFirst);
  const bytes = first.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  t.deepEqual(
    first.map(({ name }) => name).filter((name) => !/^part-/.test(name)),
    ['app.css', 'app.js', 'icon.svg', 'index.html', 'manifest.webmanifest', 'timers-worker.js'],
  );
  t.log(`first screen: ${(bytes / 1000).toFixed(0)} kB gzipped`);
  t.true(bytes <= FIRST_SCREEN_BYTES, `${bytes} bytes`);
  for (const { name } of files.filter((file) => /\.(html|css|webmanifest|svg)$/.test(file.name))) {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
    t.false(/https?:\/\/|\/\//.test(text), `${name} names another host`);
    t.false(/(?:href|src)="\//.test(text), `${name} wants to lie at the root of a server`);
  }
  const notices = readFileSync(join(folder, 'licenses.txt'), 'utf8')
    .split(/^-{72}\n\n/m)
    .slice(1);
  const bundled = notices.map((text) => /^(\S+) \S+ \((?:MIT|BSD-3-Clause)\)\n\n/.exec(text)?.[1] ?? text);
  t.deepEqual(bundled, BUNDLED);
  for (const text of notices) t.regex(text, /copyright (?:\(c\) )?\S/i);
  const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
  const served = files.filter(({ name }) => !/^(index\.html|service-worker\.js|licenses\.txt)$/.test(name));
  for (const { name } of served) t.true(worker.includes(`"${name}"`), `${name} is kept for offline`);
});
