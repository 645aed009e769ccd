import { hostname } from 'node:os';
import test from 'ava';
import { chromium as playwright } from 'playwright-core';
import { run } from '../../../cli/run.js';
import { chromium } from '../../../peers.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';

/** A name of this computer that is not localhost, so that a page from http is not a secure one. */
const NAME = `${hostname().toLowerCase()}.local`;
const withBrowser = chromium ? test : test.skip;

withBrowser(
  'a phone without serial ports listens to the radio of onair app --radio over http, and transmits as its owner only (needs chromium)',
  async (t) => {
    t.timeout(3 * PATIENCE_MS);
    const stop = new AbortController();
    const lines: Record<string, unknown>[] = [];
    const found = (what: string): Record<string, unknown> | undefined =>
      lines.findLast(({ schema, event }) => schema === `onair/${what}` || event === what);
    const line =
      'app --radio sim:tm-d700?traffic=2 --transmit --call W1AW --yes --json --lan --listen :0'.split(' ');
    const running = run(line, {
      signal: stop.signal,
      onOutput: (soFar) => {
        const whole = soFar.split('\n').slice(lines.length, -1);
        for (const text of whole) lines.push(JSON.parse(text));
      },
    });
    t.teardown(() => stop.abort());
    const browser = await playwright.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
      timeout: PATIENCE_MS,
    });
    t.teardown(() => browser.close());
    const until = async (what: string): Promise<Record<string, unknown>> => {
      for (let waited = 0; waited < PATIENCE_MS; waited += 20) {
        const there = found(what);
        if (there) return there;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`never ${what}: ${JSON.stringify(lines)}`);
    };
    await until('radio-ready');
    const { port } = new URL(String((await until('app.ready@1')).url));
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`http://${NAME}:${port}/#/radio`);
    t.false(await page.evaluate('isSecureContext'));
    await page.getByRole('button', { name: /radio at the computer/ }).click();
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.getByText('this phone is not let in yet').waitFor();
    await page.getByLabel(/Code that its terminal shows/).fill(String((await until('code')).code));
    await page.getByRole('button', { name: 'Listen' }).click();
    await page.getByText(/The computer keeps the radio in KISS/).waitFor();
    await page.getByText(/car/).first().waitFor();
    const call = page.getByLabel(/this radio transmits as W1AW only/);
    await call.fill('W2XYZ');
    await page.getByText('Send my position once').click();
    await page.getByLabel(/Place/).fill('41.7148, -72.7272');
    await page.getByRole('button', { name: 'Transmit once as W2XYZ' }).click();
    await page.getByText(/transmits as W1AW only, not as W2XYZ/).waitFor();
    t.is(found('sent'), undefined);
    await call.fill('W1AW-9');
    await page.getByRole('button', { name: 'Transmit once as W1AW-9' }).click();
    t.regex(String((await until('sent')).packet), /W1AW-9>APZONA/);
    await page.getByRole('button', { name: 'Stop listening' }).click();
    await until('gone');
    stop.abort();
    t.is((await running).code, 0);
  },
);
