import type { ExecutionContext } from 'ava';
import { hc06Kind } from '../../../../host/hc06/sim/index.js';
import { SimHc06 } from '../../../../host/hc06/sim/module.js';
import { radioKinds } from '../../../../host/kenwood/sim/index.js';
import { SimRadio } from '../../../../host/kenwood/sim/radio.js';
import type { DeviceKind } from '../../../../host/link/sim/index.js';
import type { ServedApp } from '../../../../host/panel/index.js';
import type { Plugged } from '../../../web/ports/far-end.js';
import type { Adapter, SerialBrowser } from '../../../web/ports/serial-browser.js';
import { Tab } from '../../../web/ports/tab.js';

/** What the tests of a file share. */
export interface World {
  readonly app: ServedApp;
  readonly browser: SerialBrowser;
  readonly origin: string;
}
type Options = Readonly<Record<string, string>>;

export const [tmD700] = radioKinds.filter(({ name }) => name === 'tm-d700') as unknown as [DeviceKind];
/** Not the rate that is tried first. */
export const ODD_RATE: Options = { baud: '38400' };
export const QUICK_RATE: Options = { baud: '9600' };
/** Searched for 42 s: long enough to be unplugged before it is over, however busy the machine is. */
export const SILENT: Options = { fault: 'silent' };

export const TRAFFIC = { traffic: '1' };
/** That is a packet every second, ms. */
export const TRAFFIC_MS = 1000;

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

export async function atModule(t: ExecutionContext<World>, adapter: Adapter, options = ODD_RATE) {
  const { tab, device: module } = await at(t, 'module', adapter, hc06Kind, options);
  return { tab, module };
}

export async function atRadio(t: ExecutionContext<World>, adapter: Adapter, options: Options = TRAFFIC) {
  const { tab, device: radio } = await at(t, 'radio', adapter, tmD700, options);
  return { tab, radio };
}

export function moduleIn({ device }: Plugged): SimHc06 {
  if (device instanceof SimHc06) return device;
  throw new Error('not a module');
}

export function radioIn({ device }: Plugged): SimRadio {
  if (device instanceof SimRadio) return device;
  throw new Error('not a radio');
}

export async function plugBack(t: ExecutionContext<World>, adapter: Adapter): Promise<Plugged> {
  const back = await t.context.browser.plug(adapter, tmD700, TRAFFIC);
  t.teardown(() => back.unplug());
  return back;
}

/** Another name and rate, so that both are written; the rate is the last. */
export async function write(tab: Tab): Promise<void> {
  await tab.fill('Name', 'Jeep');
  await tab.page.getByLabel(/Rate/).selectOption('9600');
  await tab.press('Show what will be written');
  await tab.press('Write it');
}

export async function fillPosition(tab: Tab): Promise<void> {
  await tab.page
    .getByText(/^Send my position/)
    .first()
    .click();
  await tab.fill('Your own call sign', 'w1aw-9');
  await tab.fill(/Place/, '41.7148, -72.7272');
}

export async function receiveMessages(tab: Tab): Promise<void> {
  await tab.fill('Your own call sign', 'w1aw-9');
  await tab.page.getByText('Messages', { exact: true }).click();
  await tab.press('Receive and acknowledge as W1AW-9');
}

/** @returns number of the packet of the simulated traffic that the page has heard last; waits for the first */
export async function newestPacket(tab: Tab): Promise<number> {
  const newest = tab.page.getByText(/simulated packet \d/).first();
  return Number(/packet (\d+)/.exec((await newest.textContent()) ?? '')?.[1]);
}

export function isOnAir({ reports }: Plugged): boolean {
  return reports.some((text) => text.includes('W1AW-9>APZONA'));
}

export async function backToAprs(t: ExecutionContext<World>, tab: Tab, radio: Plugged): Promise<void> {
  await tab.press('Back to what it did before');
  await tab.page.getByRole('button', { name: 'Into KISS' }).waitFor();
  t.true(radio.reports.includes('TNC left KISS'), radio.reports.join('\n'));
  t.is(radioIn(radio).mode, 'aprs');
}

export async function kill(tab: Tab): Promise<void> {
  const killed = tab.page.waitForEvent('crash');
  void (await tab.devtools()).send('Page.crash').catch(() => {}); // nothing is left to answer
  await killed;
}
