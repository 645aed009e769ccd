import { hostname } from 'node:os';
import test from 'ava';
import { chromium as playwright } from 'playwright-core';
import { makeCertificate, type OwnCertificate, serveApp } from '../../../../host/panel/index.js';
import { chromium } from '../../../peers.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';

/** A name of this computer that is not localhost, so that a page from http is not a secure one. */
const NAME = `${hostname().toLowerCase()}.local`;
const withBrowser = chromium ? test : test.skip;

withBrowser(
  'by its name a page has ports over https, and says why not over http (needs chromium)',
  async (t) => {
    t.timeout(3 * PATIENCE_MS);
    const browser = await playwright.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
      timeout: PATIENCE_MS,
    });
    t.teardown(() => browser.close());
    const open = async (scheme: 'http' | 'https', goesOn: boolean, tls?: OwnCertificate) => {
      const app = await serveApp({ host: '0.0.0.0', port: 0, isLoopback: false }, tls);
      t.teardown(() => app.close());
      const page = await browser.newPage({ ignoreHTTPSErrors: goesOn });
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(`${scheme}://${NAME}:${app.port}/#/radio`);
      return page;
    };
    const tls = makeCertificate(['localhost', NAME], new Date());
    const [plain, secure] = await Promise.all([open('http', false), open('https', true, tls)]);
    await plain.getByText(/A browser gives ports only to a page/).waitFor();
    t.true(await plain.getByRole('button', { name: /Choose the radio/ }).isDisabled());
    t.true(await secure.getByRole('button', { name: /Choose the radio/ }).isEnabled());
    t.false(await secure.getByText(/A browser gives ports only to a page/).isVisible());
    await t.throwsAsync(open('https', false, tls), { message: /ERR_CERT_AUTHORITY_INVALID/ });
  },
);
