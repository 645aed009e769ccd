import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { chromium } from '../../peers.js';
import { browser, LAPTOP, PATIENCE_MS, PHONE, Phone, type PhoneSetup } from '../../real-time/phone.js';
import { Serving } from '../../real-time/serving.js';
import { OwnWorld } from '../../real-time/world.js';

/** A real browser, a real process, the simulated board and plant. */
const test = anyTest as TestFn<{ browser: Browser }>;
const SHOTS = join(import.meta.dirname, 'shots');
const withBrowser = chromium ? test.serial : test.serial.skip;

test.before(async (t) => {
  mkdirSync(SHOTS, { recursive: true });
  if (chromium) t.context.browser = await browser();
});
test.after.always((t) => t.context.browser?.close());

/** Little air is missing, and the person who carries the hose is quick. */
const AIR = [
  '--port',
  'sim:air-up?tires=FL=36,FR=36&move=1',
  '--tire',
  'FL=38',
  '--tire',
  'FR=38',
  '--max',
  '50',
];
/** Minutes of air, so that there is a middle. */
const LONG = ['--port', 'sim:air-up?psi=15', '--tire', 'FL=38', '--max', '50'];

async function serving(t: ExecutionContext, flags: readonly string[]): Promise<Serving> {
  t.timeout(2 * PATIENCE_MS);
  return Serving.ready(t, await OwnWorld.of(t), flags);
}

async function opened(
  t: ExecutionContext<{ browser: Browser }>,
  started: Serving,
  setup?: PhoneSetup,
): Promise<Phone> {
  const phone = await Phone.open(t.context.browser, started, setup);
  t.teardown(() => phone.close());
  return phone;
}

interface Seen {
  readonly air: {
    readonly stage: string;
    readonly outlets: readonly { readonly flowing: boolean }[];
    readonly question: { readonly code: string; readonly tire: string } | null;
  };
}

const state = (phone: Phone): Promise<Seen> =>
  phone.page.evaluate(`fetch('/api/state').then((response) => response.json())`);

/** One hose, and a second tire that is far below the first one. */
const ODD = ['--port', 'sim:air-up?tires=FL=35,FR=26&move=1', '--tire', 'FL=36:50', '--tire', 'FR=27:50'];

withBrowser(
  'the page asks which tire the hose is on, and the green button answers (needs chromium)',
  async (t) => {
    const started = await serving(t, ODD);
    const phone = await opened(t, started);
    await phone.says(/Put the hose on FL/);
    await phone.tap('Start');
    await phone.says(
      /^FR: 2\d\.\d psi, and FL beside it had 3\d\.\d psi\. Is the hose on FR\? If not, move it$/,
    );
    t.like((await state(phone)).air.question, { code: 'axle', tire: 'FR' });
    await phone.tap('Yes, it is on FR');
    await phone.says(/Done/);
    t.is((await state(phone)).air.question, null);
  },
);

for (const [title, screen] of [
  ['phone', PHONE],
  ['laptop', LAPTOP],
] as const) {
  withBrowser(`a whole air-up by taps, ${title} (needs chromium)`, async (t) => {
    const started = await serving(t, AIR);
    const phone = await opened(t, started, { screen });
    await phone.says(/Put the hose on FL/);
    t.deepEqual(await phone.barriers(), []);
    await phone.tap('FR');
    await phone.tap('minus 1 psi');
    await phone.sees('#target', '37');
    await phone.tap('Start');
    await phone.says(/filling/);
    await phone.sees('#next', 'FR');
    t.deepEqual(await phone.barriers(), []);
    await phone.page.screenshot({ path: join(SHOTS, `${title}-filling.png`) });
    await phone.says(/Done/);
    await phone.sees('#jobs li', /done\. FL 3[78]\.\d of 38 psi, FR 3[67]\.\d of 37 psi/);
    t.deepEqual(await phone.barriers(), []);
    await phone.page.screenshot({ path: join(SHOTS, `${title}-done.png`), fullPage: true });
    t.deepEqual(phone.complaints, []);
    const origin = `http://localhost:${await started.port()}/`;
    t.deepEqual(
      phone.requested.filter((url) => !url.startsWith(origin)),
      [],
      'works without the world',
    );
    t.true(phone.loadedBytes > 50_000 && phone.loadedBytes < 200_000, `${phone.loadedBytes} bytes`);
    t.is(await started.stop(), 0, started.child.log);
  });
}

withBrowser('stop in the middle, by touch and by keyboard (needs chromium)', async (t) => {
  const phone = await opened(t, await serving(t, LONG));
  await phone.says(/Put the hose/);
  await phone.tap('Start');
  await phone.says(/filling/);
  await phone.tap('Stop');
  await phone.says(/Stopped/);
  t.false((await state(phone)).air.outlets.some(({ flowing }) => flowing));
  await phone.sees('#jobs li', /stopped/);
  await phone.page.getByRole('button', { name: 'Start' }).press('Enter');
  await phone.says(/filling/);
  await phone.page.getByRole('button', { name: 'Stop' }).press('Space');
  await phone.says(/Stopped/);
});

withBrowser(
  'a lost connection is shown within seconds, and comes back by itself (needs chromium)',
  async (t) => {
    const started = await serving(t, LONG);
    const phone = await opened(t, started, { isImpatient: true });
    await phone.says(/Put the hose/);
    started.child.process.kill('SIGSTOP');
    await phone.page.locator('#problem', { hasText: /No connection/ }).waitFor();
    t.true(await phone.page.locator('#main').isDisabled());
    await phone.page.screenshot({ path: join(SHOTS, 'lost.png') });
    started.child.process.kill('SIGCONT');
    await phone.page.locator('#problem').waitFor({ state: 'hidden' });
    await phone.until('it obeys again', () => phone.page.locator('#main').isEnabled());
    t.truthy((await state(phone)).air.stage);
  },
);

withBrowser('beyond this computer only the code lets a phone in (needs chromium)', async (t) => {
  const started = await serving(t, [...LONG, '--listen', '0.0.0.0:0']);
  const phone = await opened(t, started);
  const code = phone.page.getByLabel('Code');
  const wrong = started.code === '000000' ? '111111' : '000000';
  await code.fill(wrong);
  await phone.tap('Pair');
  await phone.sees('#problem', /not the code/);
  t.deepEqual(await phone.barriers(), []);
  await phone.page.screenshot({ path: join(SHOTS, 'pairing.png') });
  const used = started.code;
  await code.fill(`${used.slice(0, 3)} ${used.slice(3)}`);
  await phone.tap('Pair');
  await phone.says(/Put the hose/);
  t.is(await phone.page.evaluate('document.cookie'), '', 'no script sees the cookie');
  const other = await opened(t, started);
  await other.page.getByLabel('Code').fill(used);
  await other.tap('Pair');
  await other.sees('#problem', /not the code/);
});

withBrowser('hold to fill: the finger up, or the page gone, and no air moves (needs chromium)', async (t) => {
  const started = await serving(t, [...LONG, '--hold-to-fill']);
  const phone = await opened(t, started);
  const watcher = await opened(t, started);
  await phone.says(/Put the hose/);
  await phone.tap('Start');
  await phone.hold(watcher);
  const letGo = phone.page.waitForResponse(/let-go/);
  await phone.page.mouse.up();
  await letGo;
  await watcher.says(/press and hold/);
  t.false((await state(watcher)).air.outlets.some(({ flowing }) => flowing));
  await phone.hold(watcher);
  await phone.page.close();
  await watcher.says(/press and hold/);
  t.false((await state(watcher)).air.outlets.some(({ flowing }) => flowing));
});

withBrowser('a fault says what it is and what to do (needs chromium)', async (t) => {
  const phone = await opened(
    t,
    await serving(t, ['--port', 'sim:air-up?psi=15&break=hose-off@6', ...LONG.slice(2)]),
  );
  await phone.says(/Put the hose/);
  await phone.tap('Start');
  await phone.shows('#fault');
  t.deepEqual(await phone.barriers(), []);
  await phone.page.screenshot({ path: join(SHOTS, 'fault.png') });
  await phone.tap('Seen, mended');
  await phone.hides('#fault');
});
