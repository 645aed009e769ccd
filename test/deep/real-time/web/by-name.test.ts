import { hostname } from 'node:os';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { makeCertificate, type OwnCertificate, serveApp } from '../../../../host/panel/index.js';
import { run } from '../../../cli/run.js';
import { until } from '../../../link/waits.js';
import { ownFolders } from '../../../own-folders.js';
import { chromium } from '../../../peers.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';

/** The web app on a phone of the same Wi-Fi: a name of this computer, not localhost, so that http is not secure. */
const test = anyTest as TestFn<{ browser: Browser }>;
const withBrowser = chromium ? test : test.skip;

const NAME = `${hostname().toLowerCase()}.local`;

test.before(async (t) => {
  if (!chromium) return;
  t.context.browser = await playwright.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    timeout: PATIENCE_MS,
  });
});
test.beforeEach((t) => t.timeout(3 * PATIENCE_MS));
test.after.always((t) => t.context.browser?.close());

/** A phone at the door Radio. @param goesOn whether its user goes on when no authority vouches for the certificate */
async function phone(t: ExecutionContext<{ browser: Browser }>, origin: string, goesOn: boolean) {
  const context = await t.context.browser.newContext({ ignoreHTTPSErrors: goesOn });
  t.teardown(() => context.close());
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(`${origin}/#/radio`);
  return page;
}

withBrowser(
  'by its name a page has ports over https, and says why not over http (needs chromium)',
  async (t) => {
    const open = async (scheme: 'http' | 'https', goesOn: boolean, tls?: OwnCertificate) => {
      const app = await serveApp({ host: '0.0.0.0', port: 0, isLoopback: false }, tls);
      t.teardown(() => app.close());
      return phone(t, `${scheme}://${NAME}:${app.port}`, goesOn);
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

/** `onair app --radio` with a simulated radio, and what it tells as JSON. */
async function sharing(t: ExecutionContext, flags: string) {
  const stop = new AbortController();
  t.teardown(() => stop.abort());
  const reported: Record<string, unknown>[] = [];
  const line = `app --radio sim:tm-d700?traffic=2 ${flags} --yes --json --lan --listen :0`.split(' ');
  const running = run(line, {
    env: { ...ownFolders(t) },
    signal: stop.signal,
    onOutput: (soFar) => {
      const whole = soFar.split('\n').slice(reported.length, -1);
      for (const text of whole) reported.push(JSON.parse(text));
    },
  });
  const found = (what: string) =>
    reported.findLast(({ schema, event }) => schema === `onair/${what}` || event === what);
  const tells = async (what: string): Promise<Record<string, unknown>> => {
    await until(`${what} after ${JSON.stringify(reported)}`, () => found(what) !== undefined);
    return found(what) ?? {};
  };
  await tells('radio-ready');
  const { port, protocol } = new URL(String((await tells('app.ready@1')).url));
  const end = async (): Promise<number> => {
    stop.abort();
    return (await running).code;
  };
  return { origin: `${protocol}//${NAME}:${port}`, found, tells, end };
}

/** Lets the phone in by the code of the terminal, and waits until it hears a car. */
async function listen(page: Page, code: unknown): Promise<void> {
  await page.getByRole('button', { name: /radio at the computer/ }).click();
  await page.getByRole('button', { name: 'Listen' }).click();
  await page.getByText('this phone is not let in yet').waitFor();
  await page.getByLabel(/Code that its terminal shows/).fill(String(code));
  await page.getByRole('button', { name: 'Listen' }).click();
  await page.getByText(/The computer keeps the radio in KISS/).waitFor();
  await page.getByText(/car/).first().waitFor();
}

for (const [over, scheme, isSecure, flags] of [
  ['http', 'http:', false, ''],
  ['https with a certificate of our own', 'https:', true, ' --tls'],
] as const) {
  withBrowser(
    `a phone listens to the radio of onair app --radio over ${over}, and transmits as its owner only (needs chromium)`,
    async (t) => {
      const { origin, found, tells, end } = await sharing(t, `--transmit --call W1AW${flags}`);
      t.regex(origin, new RegExp(`^${scheme}`));
      const page = await phone(t, origin, isSecure);
      t.is(await page.evaluate('isSecureContext'), isSecure);
      await listen(page, (await tells('code')).code);
      const call = page.getByLabel(/this radio transmits as W1AW only/);
      await call.fill('W2XYZ');
      await page.getByText('Send my position once').click();
      await page.getByLabel(/Place/).fill('41.7148, -72.7272');
      await page.getByRole('button', { name: 'Transmit once as W2XYZ' }).click();
      await page.getByText(/transmits as W1AW only, not as W2XYZ/).waitFor();
      t.is(found('sent'), undefined);
      await call.fill('W1AW-9');
      await page.getByRole('button', { name: 'Transmit once as W1AW-9' }).click();
      t.regex(String((await tells('sent')).packet), /W1AW-9>APZONA/);
      await page.getByRole('button', { name: 'Stop listening' }).click();
      await tells('gone');
      t.is(await end(), 0);
    },
  );
}

withBrowser(
  'without --transmit a phone has nothing to transmit with, and its requests are refused (needs chromium)',
  async (t) => {
    const { origin, found, tells, end } = await sharing(t, '--tls');
    const page = await phone(t, origin, true);
    await listen(page, (await tells('code')).code);
    await page.getByText(/shared for listening only/).waitFor();
    t.is(await page.getByLabel(/call sign/).count(), 0);
    t.is(await page.getByRole('button', { name: /Transmit|Beacon as/ }).count(), 0);
    const refused = await page.evaluate<number>(`fetch('api/radio/frames', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kiss: 'wACC' }),
    }).then(({ status }) => status)`);
    t.is(refused, 403);
    t.is(found('sent'), undefined);
    t.is(await end(), 0);
  },
);
