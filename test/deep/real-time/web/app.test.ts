import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { serveApp } from '../../../../host/panel/index.js';
import { chromium } from '../../../peers.js';
import { browser, PATIENCE_MS } from '../../../real-time/phone.js';
import { portOf } from '../../../real-time/port-of.js';
import { type Shared, Visit } from './visit.js';

/** The web app in a real browser, with its simulated devices. */
const test = anyTest as TestFn<Shared>;
const withBrowser = chromium ? test : test.skip;

const SITE = join(import.meta.dirname, '../../../../web');

test.before(async (t) => {
  t.context.app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  if (chromium) t.context.browser = await browser();
});
test.after.always(async (t) => {
  await t.context.browser?.close();
  await t.context.app.close();
});

withBrowser('try it: a module is found and named, and a packet is on the air (needs chromium)', async (t) => {
  const visit = await Visit.open(t);
  t.deepEqual(await visit.barriers(), []);
  await visit.page.getByRole('link', { name: /Try it/ }).tap();
  await visit.until('Start', /^Done\./);
  await visit.sees(/^Name TM-D700: the module says OKsetname/);
  await visit.sees(/^N0CALL-9>APZONA:!4142\.89N\/07243\.63W>onair/);
  t.deepEqual(await visit.barriers(), []);
  t.deepEqual(visit.complaints, []);
});

withBrowser('a module is found, set and verified; a slip is told in the form (needs chromium)', async (t) => {
  const visit = await Visit.open(t, 'dark');
  await visit.door('module');
  await visit.tap('Take a simulated one');
  await visit.until('Find the module', /Found linvor/);
  t.deepEqual(await visit.barriers(), []);
  await visit.page.getByLabel('Name').fill('Jeep');
  await visit.page.getByLabel(/PIN/).fill('12');
  await visit.tap('Show what will be written');
  await visit.sees(/"12" is not 4 digits/);
  t.deepEqual(await visit.barriers(), []);
  await visit.page.getByLabel(/PIN/).fill('4321');
  await visit.page.getByLabel(/Rate/).selectOption('9600');
  await visit.tap('Show what will be written');
  await visit.sees('This will be written');
  t.deepEqual(await visit.barriers(), []);
  await visit.tap('Write it');
  await visit.sees(/Done: the module answers at 9600 8N1/);
  t.deepEqual(await visit.barriers(), []);
  t.deepEqual(visit.complaints, []);
});

withBrowser(
  'a radio: into KISS, packets, a refused call sign, a position, and back (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t);
    await visit.door('radio');
    await visit.tap('Take a simulated one');
    await visit.tap('Into KISS');
    await visit.sees(/The TNC is in KISS/);
    await visit.page.getByRole('heading', { name: 'Heard' }).waitFor();
    await visit.page.getByLabel('Your own call sign').fill('n0call');
    await visit.page.getByText('Send my position once').tap();
    await visit.page.getByLabel(/Place/).fill('41.7148, -72.7272');
    await visit.tap(/Transmit once as N0CALL/);
    await visit.sees(/N0CALL is a placeholder/);
    t.deepEqual(await visit.barriers(), []);
    await visit.page.getByLabel('Your own call sign').fill('w1aw-9');
    await visit.tap(/Transmit once as W1AW-9/);
    await visit.sees(/^Sent: W1AW-9>APZONA/);
    await visit.tap('Back to what it did before');
    await visit.page.getByRole('button', { name: 'Into KISS' }).waitFor();
    t.deepEqual(visit.complaints, []);
  },
);

withBrowser(
  'by keys alone: the tour, into KISS, beacon and messages opened, and back (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t);
    const { keyboard } = visit.page;
    const press = async (name: string): Promise<void> => {
      await visit.tabTo(name);
      await keyboard.press('Enter');
    };
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await visit.sees('Everything here is simulated');
    await press('Start');
    await visit.sees(/^asking at/);
    await visit.door('radio');
    await visit.sees(/Bringing the radio into KISS transmits nothing/);
    await press('Take a simulated one');
    await press('Into KISS');
    await visit.sees(/The TNC is in KISS/);
    await visit.tabTo('Your own call sign');
    await keyboard.type('w1aw-9');
    await press('Beacon while I move');
    await visit.tabTo('Beacon as W1AW-9');
    await press('Messages');
    await press('Receive and acknowledge as W1AW-9');
    await visit.sees('On as W1AW-9: messages to it are acknowledged.');
    await press('Back to what it did before');
    await visit.page.getByRole('button', { name: 'Into KISS' }).waitFor();
    t.deepEqual(visit.complaints, []);
  },
);

withBrowser('offline after the first visit (needs chromium)', async (t) => {
  const visit = await Visit.open(t);
  await visit.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await visit.context.setOffline(true);
  await visit.page.reload();
  await visit.door('module');
  await visit.tap('Take a simulated one');
  await visit.tap('Find the module');
  await visit.sees(/^Asking at|^Found linvor/);
  t.deepEqual(visit.complaints, []);
});

withBrowser('without a secure origin it says why there are no ports (needs chromium)', async (t) => {
  const context = await t.context.browser.newContext();
  t.teardown(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript("Object.defineProperty(globalThis, 'isSecureContext', { value: false })");
  await page.goto(`http://localhost:${t.context.app.port}/#/radio`);
  await page.getByText(/A browser gives ports only to a page/).waitFor();
  t.true(await page.getByRole('button', { name: /Choose the radio/ }).isDisabled());
});

withBrowser('under a path of any server (needs chromium)', async (t) => {
  const server = await underPath('/ham/onair/');
  t.teardown(() => server.close());
  const visit = await Visit.open(t, 'light', { url: `http://localhost:${portOf(server)}/ham/onair/` });
  await visit.door('module');
  await visit.tap('Take a simulated one');
  await visit.tap('Find the module');
  await visit.sees(/^Asking at|^Found linvor/);
  t.deepEqual(visit.complaints, []);
});

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** The site as a plain web server has it, without headers of ours. */
async function underPath(path: string): Promise<Server> {
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const name = url === path ? 'index.html' : url.slice(path.length);
    if (!url.startsWith(path) || name.includes('/')) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
      .end(readFileSync(join(SITE, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
