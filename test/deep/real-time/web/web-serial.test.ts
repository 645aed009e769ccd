import { setTimeout as delay } from 'node:timers/promises';
import anyTest, { type TestFn } from 'ava';
import { hc06Kind } from '../../../../host/hc06/sim/index.js';
import { serveApp } from '../../../../host/panel/index.js';
import { until } from '../../../link/waits.js';
import { serialChromium } from '../../../peers.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';
import type { Plugged } from '../../../web/ports/far-end.js';
import { asUsersDo } from '../../../web/ports/launch.js';
import { type Adapter, SerialBrowser } from '../../../web/ports/serial-browser.js';
import { Station } from '../../../web/ports/station.js';
import { Tab } from '../../../web/ports/tab.js';
import {
  atModule,
  atRadio,
  backToAprs,
  fillPosition,
  isOnAir,
  kill,
  moduleIn,
  newestPacket,
  ODD_RATE,
  plugBack,
  QUICK_RATE,
  radioIn,
  receiveMessages,
  SILENT,
  TRAFFIC,
  TRAFFIC_MS,
  tmD700,
  type World,
  write,
} from './on-ports.js';

/**
 * The web app in Chromium, through its own Web Serial, with simulated devices on pseudo-terminals. Each test has
 * adapters of its own, so that all go on at the same time: they mostly wait.
 */
const test = anyTest as TestFn<World>;
const withPorts = serialChromium ? test : test.skip;
/** Alone, before the others: what it does to the browser would reach them. */
const alone = serialChromium ? test.serial : test.serial.skip;
const needs = (title: string): string => `${title} (needs chromium, gcc)`;

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

alone(needs('a module at an unknown rate is found, set and verified; then without a network'), async (t) => {
  const { browser } = t.context;
  const { tab, module } = await atModule(t, 'ch340');
  await tab.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await tab.findModule();
  await tab.sees(/at 38400 8N1/);
  await tab.fill(/PIN/, '4321');
  await write(tab);
  await tab.ends(/Done: the module answers at 9600 8N1/);
  const device = moduleIn(module);
  t.deepEqual([device.name, device.pin, device.dataLine.baudRate], ['Jeep', '4321', 9600]);

  await browser.context.setOffline(true);
  await tab.page.reload();
  await tab.use('ch340');
  await tab.findModule();
  await tab.sees(/at 9600 8N1/);
  await browser.context.setOffline(false);
  t.deepEqual(tab.complaints, []);
});

withPorts(needs('a radio: into KISS, a packet heard, a position on the air, back to APRS'), async (t) => {
  const { tab, radio } = await atRadio(t, 'ft2232');
  await tab.intoKiss();
  await tab.sees('Heard');
  await fillPosition(tab);
  t.false(isOnAir(radio), 'nothing is transmitted before');
  await tab.press(/Transmit once as W1AW-9/);
  await until('it is on the air', () => isOnAir(radio));
  await backToAprs(t, tab, radio);
  t.deepEqual(tab.complaints, []);
});

withPorts(
  needs('messages: one is acknowledged by another station, one from it is received and acknowledged'),
  async (t) => {
    const channel = 'messages';
    const station = new Station('N1AW', channel);
    t.teardown(() => station.close());
    const { tab } = await atRadio(t, 'ft4232', { channel });
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
  },
);

for (const [stage, adapter, lose] of [
  [
    'searched',
    'ch340',
    async (tab, module) => {
      await tab.press('Find the module');
      await tab.sees(/^Asking at/);
      await module.unplug();
    },
  ],
  [
    'found',
    'ch341',
    async (tab, module) => {
      await tab.findModule();
      await module.unplug();
      await write(tab);
    },
  ],
  [
    'written',
    'cp2102',
    async (tab, module) => {
      await tab.findModule();
      await write(tab);
      await until('the name is written', () => moduleIn(module).name === 'Jeep');
      await module.unplug();
    },
  ],
  [
    'verified',
    'cp2105',
    async (tab, module) => {
      await tab.findModule();
      await write(tab);
      await until('it has its rate', () => moduleIn(module).dataLine.baudRate === 9600);
      await module.unplug();
    },
  ],
] as const satisfies readonly (readonly [string, Adapter, (tab: Tab, module: Plugged) => Promise<void>])[]) {
  withPorts(
    needs(`a module unplugged while it is ${stage}: told, and found again after it is back`),
    async (t) => {
      const { tab, module } = await atModule(t, adapter, stage === 'searched' ? SILENT : ODD_RATE);
      await lose(tab, module);
      await tab.page.getByRole('alert').getByText(/lost/).waitFor();
      await tab.press('Find the module');
      await tab.sees(/is unplugged/);
      await tab.offers(adapter, false);
      const back = await t.context.browser.plug(adapter, hc06Kind, QUICK_RATE);
      t.teardown(() => back.unplug());
      await tab.offers(adapter, true);
      await tab.findModule(); // the page was not asked to choose it again
      t.deepEqual(tab.complaints, []);
    },
  );
}

withPorts(
  needs('a radio unplugged while it is brought into KISS: told, and brought there when it is back'),
  async (t) => {
    const { tab, radio } = await atRadio(t, 'ft232h');
    await tab.press('Into KISS');
    await until('it has begun', () => radio.reports.length > 0);
    await radio.unplug();
    await tab.page.getByRole('alert').getByText(/lost/).waitFor();
    await plugBack(t, 'ft232h');
    await tab.offers('ft232h', true);
    await tab.intoKiss();
    t.deepEqual(tab.complaints, []);
  },
);

withPorts(
  needs(
    'a radio unplugged while it listens, and after it has sent: in KISS again as soon as it is back, nothing is sent again',
  ),
  async (t) => {
    const { tab, radio } = await atRadio(t, 'ft231x');
    await tab.intoKiss();
    await radio.unplug();
    await tab.sees(/^Lost: /);
    const back = await plugBack(t, 'ft231x');
    await tab.sees(/The TNC is in KISS/);
    t.true(back.reports.includes('TNC is in KISS'));
    await fillPosition(tab);
    await tab.press(/Transmit once as W1AW-9/);
    await until('it is on the air', () => isOnAir(back));
    await back.unplug();
    await tab.sees(/^Lost: /);
    t.true(await tab.page.getByRole('button', { name: /Transmit once as W1AW-9/ }).isDisabled());
    const again = await plugBack(t, 'ft231x');
    await tab.sees(/The TNC is in KISS/);
    t.is(await tab.page.getByLabel(/Place/).inputValue(), '41.7148, -72.7272', 'what was typed is kept');
    t.true(await tab.page.getByRole('button', { name: /Transmit once as W1AW-9/ }).isEnabled());
    await backToAprs(t, tab, again);
    t.false(isOnAir(again), 'an old place is not sent again');
    t.deepEqual(tab.complaints, []);
  },
);

withPorts(
  needs('a radio unplugged while it leaves KISS: told, and the page is ready to begin again'),
  async (t) => {
    const { tab, radio } = await atRadio(t, 'ch9102');
    await tab.intoKiss();
    await tab.press('Back to what it did before');
    await until('it leaves', () => radio.reports.at(-1) === 'TNC left KISS');
    await radio.unplug();
    await tab.page.getByRole('alert').getByText(/lost/).waitFor();
    await tab.page.getByRole('button', { name: 'Into KISS' }).waitFor();
    t.deepEqual(tab.complaints, []);
  },
);

withPorts(
  needs('two tabs on one port: the second is told; a reloaded and a killed page let go'),
  async (t) => {
    const { tab: first } = await atModule(t, 'cp2108', QUICK_RATE);
    const second = await Tab.open(t.context.browser, t.context.origin, 'module');
    t.teardown(() => second.page.close());
    await second.use('cp2108');
    await first.findModule();
    await second.press('Find the module');
    await second.sees(/the browser can't open the port/);
    await second.sees(/close other tabs/);
    await first.page.reload();
    await second.findModule();
    await kill(second);
    await first.use('cp2108');
    await first.findModule();
    t.deepEqual([...first.complaints, ...second.complaints], []);
  },
);

withPorts(needs('a killed page leaves the radio in KISS; the next brings it back to APRS'), async (t) => {
  const { tab: first, radio } = await atRadio(t, 'ft232r');
  await first.intoKiss();
  const second = await Tab.open(t.context.browser, t.context.origin, 'radio');
  t.teardown(() => second.page.close());
  await second.use('ft232r');
  await second.press('Into KISS');
  await second.sees(/the browser can't open the port/);
  await kill(first);
  t.is(radioIn(radio).tncState, 'kiss');
  await second.intoKiss();
  await backToAprs(t, second, radio);
  t.deepEqual([...first.complaints, ...second.complaints], []);
});

withPorts(needs('a page that a phone froze shows what came meanwhile and later'), async (t) => {
  const { tab } = await atRadio(t, 'pl2303');
  await tab.intoKiss();
  const seen = await newestPacket(tab);
  const devtools = await tab.devtools();
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await delay(3 * TRAFFIC_MS);
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await tab.sees(`simulated packet ${seen + 5}`);
  await tab.sees(/The TNC is in KISS/);
  t.deepEqual(tab.complaints, []);
});

withPorts(
  needs('a hidden page hears packets, acknowledges a message, and shows them when it is back'),
  async (t) => {
    const browser = await SerialBrowser.start(t.context.origin, asUsersDo);
    t.teardown(() => browser.close());
    const channel = 'hidden';
    const station = new Station('N1AW', channel);
    t.teardown(() => station.close());
    await browser.plug('ch340', tmD700, { ...TRAFFIC, channel });
    const tab = await Tab.open(browser, t.context.origin, 'radio');
    await tab.use('ch340');
    await tab.intoKiss();
    await receiveMessages(tab);
    const newest = await newestPacket(tab);
    const other = await browser.context.newPage();
    await other.bringToFront();
    const isHidden = () => tab.page.evaluate<boolean>(`document.visibilityState === 'hidden'`);
    await until('it is hidden', isHidden);
    await station.says(':W1AW-9   :coming{7');
    await station.hears(/^W1AW-9>APZONA\S*::N1AW {5}:ack7$/);
    await until('packets are received', async () => (await newestPacket(tab)) > newest + 3);
    t.true(await isHidden());
    await tab.page.bringToFront();
    for (const later of [1, 2, 3]) await tab.sees(new RegExp(`simulated packet ${newest + later}\\b`));
    await tab.sees(/^N1AW to W1AW-9/);
    t.deepEqual(tab.complaints, []);
  },
);
