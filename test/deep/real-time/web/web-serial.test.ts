import { setTimeout as delay } from 'node:timers/promises';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { hc06Kind } from '../../../../host/hc06/sim/index.js';
import { SimHc06 } from '../../../../host/hc06/sim/module.js';
import { radioKinds } from '../../../../host/kenwood/sim/index.js';
import type { DeviceKind } from '../../../../host/link/sim/index.js';
import { type ServedApp, serveApp } from '../../../../host/panel/index.js';
import { until } from '../../../link/waits.js';
import { serialChromium } from '../../../peers.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';
import type { Plugged } from '../../../web/ports/far-end.js';
import { type Adapter, SerialBrowser } from '../../../web/ports/serial-browser.js';
import { Station } from '../../../web/ports/station.js';
import { Tab } from '../../../web/ports/tab.js';

/**
 * The web app in Chromium, through its own Web Serial, with simulated devices on pseudo-terminals. Each tab has an
 * adapter of its own, so that their waits overlap.
 */
interface World {
  readonly app: ServedApp;
  readonly browser: SerialBrowser;
  readonly origin: string;
}
type Options = Readonly<Record<string, string>>;
const test = anyTest as TestFn<World>;
const withPorts = serialChromium ? test.serial : test.serial.skip;
const needs = (title: string): string => `${title} (needs chromium, gcc)`;

const [tmD700] = radioKinds.filter(({ name }) => name === 'tm-d700') as unknown as [DeviceKind];
/** Not the rate that is tried first. */
const ODD_RATE = { baud: '38400' };
const QUICK_RATE = { baud: '9600' };

test.before(async (t) => {
  if (!serialChromium) return;
  const app = await serveApp({ host: '127.0.0.1', port: 0, isLoopback: true });
  const origin = `http://localhost:${app.port}`;
  t.context = { app, origin, browser: await SerialBrowser.start(origin) };
});
test.beforeEach((t) => t.timeout(3 * PATIENCE_MS));
test.after.always(async ({ context: { app, browser } }) => {
  await browser?.close();
  await app?.close();
});

const TRAFFIC = { traffic: '1' };
/** That is a packet every second, ms. */
const TRAFFIC_MS = 1000;

/** A tab that uses an adapter with a device behind it; both are gone after the test. */
async function at(
  t: ExecutionContext<World>,
  door: 'module' | 'radio',
  adapter: Adapter,
  kind: DeviceKind,
  options: Options,
) {
  const { browser, origin } = t.context;
  const device = await browser.plug(adapter, kind, options);
  t.teardown(() => device.unplug());
  const tab = await Tab.open(browser, origin, door);
  t.teardown(() => tab.page.close());
  await tab.use(adapter);
  return { tab, device };
}

async function atModule(t: ExecutionContext<World>, adapter: Adapter, options = ODD_RATE) {
  const { tab, device: module } = await at(t, 'module', adapter, hc06Kind, options);
  return { tab, module };
}

async function atRadio(t: ExecutionContext<World>, adapter: Adapter) {
  const { tab, device: radio } = await at(t, 'radio', adapter, tmD700, TRAFFIC);
  return { tab, radio };
}

withPorts(
  needs('a module at an unknown rate is found, set and verified; then without a network'),
  async (t) => {
    const { browser } = t.context;
    const { tab, module } = await atModule(t, 'ch340');
    await tab.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await tab.findModule();
    await tab.sees(/at 38400 8N1/);
    await tab.fill('Name', 'Jeep');
    await tab.fill(/PIN/, '4321');
    await tab.page.getByLabel(/Rate/).selectOption('9600');
    await tab.press('Show what will be written');
    await tab.press('Write it');
    await tab.sees(/Done: the module answers at 9600 8N1/);
    const { device } = module;
    if (!(device instanceof SimHc06)) throw new Error('not the module');
    t.deepEqual([device.name, device.pin, device.dataLine.baudRate], ['Jeep', '4321', 9600]);

    await browser.context.setOffline(true);
    await tab.page.reload();
    await tab.use('ch340');
    await tab.findModule();
    await tab.sees(/at 9600 8N1/);
    await browser.context.setOffline(false);
    t.deepEqual(tab.complaints, []);
  },
);

withPorts(needs('a radio: into KISS, a packet heard, a position on the air, back to APRS'), async (t) => {
  const { tab, radio } = await atRadio(t, 'ch340');
  await tab.intoKiss();
  await tab.sees('Heard');
  await tab.page
    .getByText(/^Send my position/)
    .first()
    .click();
  await tab.fill('Your own call sign', 'w1aw-9');
  await tab.fill(/Place/, '41.7148, -72.7272');
  t.false(
    radio.reports.some((text) => text.includes('W1AW-9')),
    'nothing is transmitted before',
  );
  await tab.press(/Transmit once as W1AW-9/);
  await until('it is on the air', () => radio.reports.some((text) => text.includes('W1AW-9>APZONA')));
  await tab.press('Back to what it did before');
  await tab.page.getByRole('button', { name: 'Into KISS' }).waitFor();
  t.true(radio.reports.includes('TNC left KISS'), radio.reports.join('\n'));
  t.deepEqual(tab.complaints, []);
});

withPorts(needs('messages: one is acknowledged by another station, one from it is received and acknowledged'), async (t) => {
  const channel = 'messages';
  const station = new Station('N1AW', channel);
  t.teardown(() => station.close());
  const { tab } = await at(t, 'radio', 'ftdi', tmD700, { channel });
  await tab.intoKiss();
  await tab.fill('Your own call sign', 'w1aw-9');
  await tab.page.getByText('Messages', { exact: true }).click();
  await tab.press('Receive and acknowledge as W1AW-9');
  await tab.fill('To (call sign)', 'n1aw');
  await tab.fill(/^Text/, 'at the gate');
  await tab.press('Send');
  const [, id] = await station.hears(/^W1AW-9>APZONA\S*::N1AW {5}:at the gate\{(\w+)$/);
  await station.says(`:W1AW-9   :ack${id}`);
  const inbox = tab.page.getByRole('region', { name: 'Inbox' }).getByRole('listitem');
  await inbox.getByText(/, acknowledged$/).waitFor();
  await station.says(':W1AW-9   :coming{7');
  await station.hears(/^W1AW-9>APZONA\S*::N1AW {5}:ack7$/);
  await inbox.filter({ hasText: /^N1AW to W1AW-9 coming .*, received$/ }).waitFor();
  t.is(await inbox.count(), 2);
  t.deepEqual(tab.complaints, []);
});

withPorts(
  needs('unplugged while searched, found, written: told, and found again after it is back'),
  async (t) => {
    const stages: Readonly<Record<string, (tab: Tab, module: Plugged) => Promise<void>>> = {
      ch340: async (tab, module) => {
        await tab.press('Find the module');
        await tab.sees(/^Asking at/);
        await module.unplug();
      },
      ftdi: async (tab, module) => {
        await tab.findModule();
        await module.unplug();
        await tab.fill('Name', 'Jeep');
        await tab.press('Show what will be written');
        await tab.press('Write it');
      },
      cp2102: async (tab, module) => {
        await tab.findModule();
        await tab.fill('Name', 'Jeep');
        await tab.page.getByLabel(/Rate/).selectOption('9600');
        await tab.press('Show what will be written');
        await tab.press('Write it');
        const { device } = module;
        await until('the name is written', () => device instanceof SimHc06 && device.name === 'Jeep');
        await module.unplug();
      },
    };
    await Promise.all(
      Object.entries(stages).map(async ([name, lose]) => {
        const adapter = name as Adapter;
        const { tab, module } = await atModule(t, adapter);
        await lose(tab, module);
        await tab.page.getByRole('alert').getByText(/lost/).waitFor();
        await tab.press('Find the module');
        await tab.sees(/is unplugged/);
        const back = await t.context.browser.plug(adapter, hc06Kind, QUICK_RATE);
        t.teardown(() => back.unplug());
        await tab.page.getByRole('button', { name: /^Use/ }).first().waitFor();
        await tab.findModule(); // the page was not asked to choose it again
        t.deepEqual(tab.complaints, []);
      }),
    );
  },
);

withPorts(
  needs('a radio unplugged in KISS is in KISS again by itself, one in its start is told'),
  async (t) => {
    const inKiss = async (): Promise<void> => {
      const { tab, radio } = await atRadio(t, 'ftdi');
      await tab.intoKiss();
      await radio.unplug();
      await tab.sees(/^Lost: /);
      const back = await t.context.browser.plug('ftdi', tmD700, TRAFFIC);
      t.teardown(() => back.unplug());
      await tab.sees(/The TNC is in KISS/);
      t.true(back.reports.includes('TNC is in KISS'));
    };
    const inStart = async (): Promise<void> => {
      const { tab, radio } = await atRadio(t, 'cp2102');
      await tab.press('Into KISS');
      await until('it has begun', () => radio.reports.length > 0);
      await radio.unplug();
      await tab.page.getByRole('alert').getByText(/lost/).waitFor();
    };
    await Promise.all([inKiss(), inStart()]);
  },
);

withPorts(
  needs('two tabs on one port: the second is told; a reloaded and a killed page let go'),
  async (t) => {
    const { tab: first } = await atModule(t, 'ch340', QUICK_RATE);
    const second = await Tab.open(t.context.browser, t.context.origin, 'module');
    t.teardown(() => second.page.close());
    await second.use('ch340');
    await first.findModule();
    await second.press('Find the module');
    await second.sees(/the browser can't open the port/);
    await second.sees(/close other tabs/);
    await first.page.reload();
    await second.findModule();
    const killed = second.page.waitForEvent('crash');
    void (await second.devtools()).send('Page.crash').catch(() => {}); // nothing is left to answer
    await killed;
    await first.use('ch340');
    await first.findModule();
    t.deepEqual([...first.complaints, ...second.complaints], []);
  },
);

withPorts(needs('a page that a phone froze shows what came meanwhile and later'), async (t) => {
  const { tab } = await atRadio(t, 'pl2303');
  await tab.intoKiss();
  const newest = tab.page.getByText(/simulated packet \d/).first();
  const seen = Number(/packet (\d+)/.exec((await newest.textContent()) ?? '')?.[1]);
  const devtools = await tab.devtools();
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await delay(3 * TRAFFIC_MS);
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await tab.sees(`simulated packet ${seen + 5}`);
  await tab.sees(/The TNC is in KISS/);
  t.deepEqual(tab.complaints, []);
});
