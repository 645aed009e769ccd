/**
 * Writes the pictures of the web app that README and host/web/README.md show: each door as it is with its simulated
 * device, on a small phone. Run: npm run screens
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { packagePath } from '../../../../host/base/node/index.js';
import { serveApp } from '../../../../host/panel/index.js';
import { browser, PATIENCE_MS } from '../../../real-time/phone.js';

const FOLDER = packagePath('host', 'web', 'screens');
const HERE = { latitude: 49.03, longitude: -72.06 };

/** How each screen is reached from the first one; what is called so at last is at its top. */
const WAYS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  doors: async () => {},
  try: async (page) => {
    await open(page, 'Try it');
    await tap(page, 'Start');
    await page.getByText('restart the TNC').first().waitFor();
  },
  module: async (page) => {
    await open(page, 'Bluetooth module');
    await tap(page, 'Take a simulated one');
    await tap(page, 'Find the module');
    await page.getByLabel('Name').fill('Jeep');
    await page.getByLabel(/PIN/).fill('4321');
    await page.getByLabel(/Rate/).selectOption('9600');
    await tap(page, 'Show what will be written');
    await page.getByRole('heading', { name: 'This will be written' }).scrollIntoViewIfNeeded();
  },
  radio: async (page) => {
    await intoKiss(page);
    await page.getByLabel('Your own call sign').fill('W1AW-9');
    await page.getByText('Messages', { exact: true }).tap();
  },
  map: async (page) => {
    await intoKiss(page);
    await page.getByRole('heading', { name: 'Heard' }).waitFor();
    await tap(page, 'Where am I?');
    await tap(page, 'Show all');
    await page.evaluate(`document.querySelector('canvas').parentElement.scrollIntoView()`);
  },
  wiring: async (page) => {
    await open(page, 'Wiring');
    await page.getByRole('main').getByRole('link').first().tap();
    await page.getByRole('img').first().waitFor();
  },
};

const open = (page: Page, door: string): Promise<void> =>
  page.getByRole('link', { name: new RegExp(`^${door}`) }).tap();
const tap = (page: Page, button: string): Promise<void> => page.getByRole('button', { name: button }).tap();

async function intoKiss(page: Page): Promise<void> {
  await open(page, 'Radio');
  await tap(page, 'Take a simulated one');
  await tap(page, 'Into KISS');
  await page.getByText(/The TNC is in KISS/).waitFor();
}

mkdirSync(FOLDER, { recursive: true });
const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
const chromium = await browser();
try {
  for (const [name, go] of Object.entries(WAYS)) {
    const context = await chromium.newContext({
      viewport: { width: 360, height: 640 },
      deviceScaleFactor: 1.5,
      hasTouch: true,
      colorScheme: name === 'radio' ? 'dark' : 'light',
      geolocation: HERE,
      permissions: ['geolocation'],
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`http://localhost:${app.port}/`);
    await go(page);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    await context.close();
  }
} finally {
  await chromium.close();
  await app.close();
}
