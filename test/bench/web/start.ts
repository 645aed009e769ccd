import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { browser as launch } from '../../real-time/phone.js';
import { portOf } from '../../real-time/port-of.js';
import { median } from '../statistics.js';

const ROUNDS = 5;
const SITE = join(import.meta.dirname, '../../../web');
const ROOT = join(import.meta.dirname, '../../../..');
/** What Lighthouse calls "slow 4G", and a phone that is four times as slow as this computer. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWER_CPU = 4;

/** Notes when the first thing that can be pressed is there: Preact has given it its handler by then. */
const NOTE = `new MutationObserver((_, observer) => {
  if (!document.querySelector('#app a, #app button')) return;
  observer.disconnect();
  globalThis.usableMs = performance.now();
}).observe(document, { childList: true, subtree: true });`;

/** The least that a page of this library can be: one button that counts. */
const EMPTY = `
  import { signal } from '@preact/signals';
  import { h, render } from 'preact';
  const count = signal(0);
  const App = () => h('button', { onClick: () => { count.value++; } }, count.value);
  render(h(App), document.getElementById('app'));`;

type Files = ReadonlyMap<string, Buffer>;

/** The app and the empty page, loaded in turn by a new visitor. */
export async function firstScreens() {
  const [app, empty] = await Promise.all([serve(siteFile), serve(await emptyPage())]);
  const browser = await launch();
  const rounds: { appMs: number; emptyMs: number }[] = [];
  let gzipBytes = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const visit = await firstVisit(browser, app);
      gzipBytes = visit.names.reduce((sum, name) => sum + gzipSync(siteFile(name) ?? '').length, 0);
      rounds.push({ appMs: visit.usableMs, emptyMs: (await firstVisit(browser, empty)).usableMs });
    }
  } finally {
    await browser.close();
    for (const server of [app, empty]) server.close();
  }
  const ratio = median(rounds.map(({ appMs }) => appMs)) / median(rounds.map(({ emptyMs }) => emptyMs));
  return { rounds, ratio, gzipBytes };
}

/** @returns when the page could be used, and which files it had asked for until then */
async function firstVisit(browser: Browser, server: Server) {
  const context = await browser.newContext({ serviceWorkers: 'block' }); // it loads all files, after the page
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
  await page.addInitScript(NOTE);
  await page.goto(`http://localhost:${portOf(server)}/`);
  const usableMs = Number(await (await page.waitForFunction('globalThis.usableMs')).jsonValue());
  const paths = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`,
  );
  await context.close();
  return { usableMs, names: ['index.html', ...new Set(paths.map((path) => path.slice(1)))] };
}

function siteFile(name: string): Buffer | undefined {
  try {
    return readFileSync(join(SITE, name));
  } catch {
    return undefined;
  }
}

async function emptyPage(): Promise<(name: string) => Buffer | undefined> {
  const { outputFiles } = await build({
    stdin: { contents: EMPTY, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const files: Files = new Map([
    [
      'index.html',
      Buffer.from(
        '<!doctype html><title>-</title><div id="app"></div><script type="module" src="app.js"></script>',
      ),
    ],
    ['app.js', Buffer.from(outputFiles[0]?.contents ?? [])],
  ]);
  return (name) => files.get(name);
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** A plain web server that compresses, as those do that publish a site. */
async function serve(file: (name: string) => Buffer | undefined): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const name = url === '/' ? 'index.html' : url.slice(1);
    const bytes = name.includes('/') ? undefined : file(name);
    if (!bytes) return void response.writeHead(404).end();
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
