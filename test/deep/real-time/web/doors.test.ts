import { readFileSync } from 'node:fs';
import anyTest, { type TestFn } from 'ava';
import { logLine, readLogText } from '../../../../host/packet/aprs/receive/index.js';
import { serveApp } from '../../../../host/panel/index.js';
import { until } from '../../../link/waits.js';
import { frameOf } from '../../../packet/frames.js';
import { chromium } from '../../../peers.js';
import { browser } from '../../../real-time/phone.js';
import { type Shared, Visit } from './visit.js';

/** What the doors can do beside the basics, in a real browser: map, messages, beacon, log, guides, languages. */
const test = anyTest as TestFn<Shared>;
const withBrowser = chromium ? test : test.skip;

const HERE = { latitude: 49.05, longitude: -72.03 };
const SCREENS = [
  { width: 360, height: 640, colorScheme: 'light' },
  { width: 800, height: 600, colorScheme: 'dark' },
  { width: 1280, height: 800, colorScheme: 'light' },
] as const;

test.before(async (t) => {
  t.context.app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  if (chromium) t.context.browser = await browser();
});
test.after.always(async (t) => {
  await t.context.browser?.close();
  await t.context.app.close();
});

/** A log of so many stations around a place. */
function logOf(stations: number): string {
  const two = (value: number): string => value.toString().padStart(2, '0');
  return Array.from({ length: stations }, (_, index) => {
    const [row, column] = [Math.floor(index / 25), index % 25];
    const place = `49${two(row * 2)}.50N/072${two(column * 2)}.75W`;
    const letter = String.fromCharCode(65 + (index % 26));
    const from = `W${index % 10}${letter}${String.fromCharCode(65 + Math.floor(index / 26))}`;
    return (
      logLine(frameOf(from, `!${place}>station ${index}`), new Date(1_780_000_000_000 + 1000 * index)) ?? ''
    );
  }).join('');
}

const bytes = (text: string) => ({ name: 'heard.log', mimeType: 'text/plain', buffer: Buffer.from(text) });

withBrowser(
  '500 stations of a log on the map: a list with the same, tap, keys, frames (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t, 'light', { geolocation: HERE, permissions: ['geolocation'] });
    const { page } = visit;
    await page.evaluate(`{
      const proto = CanvasRenderingContext2D.prototype;
      const fill = proto.fillText;
      globalThis.painted = [];
      proto.fillText = function (text, ...rest) { painted.push(text); return fill.call(this, text, ...rest); };
    }`);
    await visit.door('radio');
    await page.getByRole('img', { name: /^No station has told its place yet/ }).waitFor();
    await until('the map says why it is empty', () =>
      page.evaluate<boolean>(`painted.includes('No station has told its place yet.')`),
    );
    await page.getByText('Log', { exact: true }).tap();
    await page.getByLabel('Play a log again').setInputFiles(bytes('not a log\n'));
    await visit.sees(/heard\.log is no log of packets/);
    await page.getByLabel('Play a log again').setInputFiles(bytes(logOf(500)));
    await visit.sees('Shown: heard.log, 500 packets.');
    await visit.tap('Where am I?');
    await page.getByText(/Stations as a list \(500\)/).tap();
    const rows = page.locator('.packets button');
    await rows.first().waitFor();
    t.is(await rows.count(), 500);
    t.regex((await rows.first().textContent()) ?? '', /km, (N|NE|E|SE|S|SW|W|NW) \d+°/);
    const map = page.getByRole('img', { name: /Map of 500 stations/ });
    await page.getByRole('status', { name: 'Selected station' }).waitFor({ state: 'attached' });
    await rows.first().tap();
    await page
      .getByRole('status', { name: 'Selected station' })
      .getByText(/station \d+/)
      .waitFor();
    t.deepEqual(await visit.barriers(), []);

    await map.focus();
    for (const key of ['ArrowLeft', 'ArrowUp', '+', '-', '0']) await page.keyboard.press(key);
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    if (!box) return t.fail('no map');
    const found = page.getByRole('status', { name: 'Selected station' });
    const before = await found.textContent();
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await found
      .filter({ hasNotText: before ?? '' })
      .getByText(/station \d+/)
      .waitFor();

    const frames = await page.evaluate<{
      readonly painted: number;
      readonly ms: number;
    }>(`new Promise((resolve) => {
    const canvas = document.querySelector('canvas');
    const proto = CanvasRenderingContext2D.prototype;
    const fill = proto.fillRect;
    let painted = 0;
    proto.fillRect = function (...rest) { painted++; return fill.apply(this, rest); };
    const { left, top } = canvas.getBoundingClientRect();
    const send = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientX: left + x, clientY: top + y }));
    canvas.setPointerCapture = () => {};
    const startedAt = performance.now();
    let step = 0;
    send('pointerdown', 100, 100);
    const drag = () => {
      send('pointermove', 100 + 60 * Math.sin(step / 9), 100 + 60 * Math.cos(step / 9));
      if (++step < 90) return requestAnimationFrame(drag);
      send('pointerup', 100, 100);
      proto.fillRect = fill;
      resolve({ painted, ms: performance.now() - startedAt });
    };
    requestAnimationFrame(drag);
  })`);
    t.log(
      `map of 500 stations, dragged: ${((1000 * frames.painted) / frames.ms).toFixed(0)} frames a second`,
    );
    t.true(frames.painted >= 80, `${frames.painted} pictures of 90 moves`);
    t.deepEqual(visit.complaints, []);
  },
);

withBrowser(
  'a beacon while it moves and messages, each by one clear act; the log is saved (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t, 'dark', { geolocation: HERE, permissions: ['geolocation'] });
    const { page } = visit;
    await visit.door('radio');
    await visit.tap('Take a simulated one');
    await visit.tap('Into KISS');
    await visit.sees(/The TNC is in KISS/);
    await page.getByText('Beacon while I move').tap();
    await page.getByText('Messages', { exact: true }).tap();
    t.true(await page.getByRole('button', { name: /Beacon as/ }).isDisabled(), 'no call sign, no beacon');
    t.true(await page.getByRole('button', { name: /Receive and acknowledge as/ }).isDisabled());
    await page.getByLabel('Your own call sign').fill('w1aw-9');
    await visit.tap('Beacon as W1AW-9');
    await visit.sees(/Beacon on as W1AW-9: 1 sent/);
    t.deepEqual(await visit.barriers(), []);
    await visit.tap('Stop the beacon');
    await visit.sees('The beacon is off.');
    await visit.tap('Receive and acknowledge as W1AW-9');
    await page.getByLabel('To (call sign)').fill('n1aw');
    await page.getByLabel('Text, at most 67 characters').fill('at the gate');
    await visit.tap('Send');
    await visit.sees('W1AW-9 to N1AW');
    await visit.sees('at the gate');
    t.deepEqual(await visit.barriers(), []);
    await page.getByText('Log', { exact: true }).tap();
    await visit.page.getByRole('heading', { name: 'Heard' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      visit.tap(/Save the log \(\d+ packets?\)/),
    ]);
    const { frames, broken } = readLogText(readFileSync(await download.path(), 'utf8'), 'heard.log');
    t.true(frames.length > 0);
    t.deepEqual(broken, []);
    await visit.tap('Back to what it did before');
    await page.getByRole('button', { name: 'Into KISS' }).waitFor();
    await page.reload();
    await page.getByText('Messages', { exact: true }).tap();
    await visit.tap('Take a simulated one');
    await visit.sees('at the gate');
    t.true(
      await page.getByRole('button', { name: /Receive and acknowledge as/ }).isDisabled(),
      'a reload ends it',
    );
    t.deepEqual(visit.complaints, []);
  },
);

withBrowser('APRSdroid’s fields, to copy (needs chromium)', async (t) => {
  const visit = await Visit.open(t, 'light', { permissions: ['clipboard-read', 'clipboard-write'] });
  await visit.door('radio');
  await visit.page.getByText('APRSdroid: what to fill in').tap();
  await visit.tap('Copy: TNC Init String');
  await visit.sees('Copied: TNC Init String');
  t.regex(
    await visit.page.evaluate<string>('navigator.clipboard.readText()'),
    /^%18%03\n[\s\S]*KISS ON\nRESTART$/,
  );
  t.deepEqual(await visit.barriers(), []);
  t.deepEqual(visit.complaints, []);
});

withBrowser(
  'guides with their drawings and what the rules found; labels; adapters (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t);
    const { page } = visit;
    await visit.door('wiring');
    await page.getByRole('link', { name: /^bench HC-06/ }).waitFor();
    t.true((await page.getByRole('navigation', { name: 'Designs' }).getByRole('link').count()) > 10);
    t.deepEqual(await visit.barriers(), []);
    await page.getByRole('link', { name: /^bench HC-06/ }).tap();
    await visit.sees(/Checked by \d+ rules: nothing is wrong\./);
    await visit.sees('1. Which signals has the adapter?');
    const drawing = page.getByRole('img', { name: /^Drawing: HC-06 alone/ });
    await drawing.waitFor();
    const areDrawn = '[...document.images].every((image) => image.complete && image.naturalWidth > 100)';
    await page.waitForFunction(areDrawn);
    t.deepEqual(await visit.barriers(), []);
    await visit.door('module');
    await page.getByText('Which adapter?').tap();
    await visit.sees('unknown');
    await visit.tap('Take a simulated one');
    await visit.until('Find the module', /Found linvor/);
    await page.getByLabel('Name').fill('Jeep-07');
    await visit.tap('Show what will be written');
    await visit.tap('Write it');
    await page
      .getByRole('region', { name: /^Labels/ })
      .getByText('Jeep-07')
      .waitFor();
    t.deepEqual(await visit.barriers(), []);
    await page.emulateMedia({ media: 'print' });
    t.false(
      await page.getByRole('heading', { name: 'Bluetooth module' }).isVisible(),
      'only labels are printed',
    );
    t.true(await page.getByText('Jeep-07', { exact: true }).isVisible());
    t.deepEqual(visit.complaints, []);
  },
);

withBrowser(
  'in German by the browser’s language and by the switch, on every screen (needs chromium)',
  async (t) => {
    const visit = await Visit.open(t, 'dark', { locale: 'de-DE' });
    const { page } = visit;
    await page.getByRole('link', { name: /Ausprobieren/ }).waitFor();
    t.is(await page.evaluate('document.documentElement.lang'), 'de');
    for (const { width, height, colorScheme } of SCREENS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      for (const door of ['', 'try', 'module', 'radio', 'wiring']) {
        await visit.door(door);
        await page.getByRole('main').getByText(/\p{L}/u).first().waitFor();
        await page.getByText('Wird geladen …').waitFor({ state: 'detached' });
        t.deepEqual(await visit.barriers(), [], `${door} at ${width} x ${height}, ${colorScheme}`);
      }
    }
    await visit.door('');
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByRole('link', { name: /Try it/ }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /Try it/ }).waitFor();
    t.deepEqual(visit.complaints, []);
  },
);
