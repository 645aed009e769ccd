import anyTest, { type TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { chromium } from '../../peers.js';
import { browser, LAPTOP, PATIENCE_MS, Phone } from '../../real-time/phone.js';
import { Serving } from '../../real-time/serving.js';
import { OwnWorld } from '../../real-time/world.js';

/** Nothing but keys, and nothing but what a screen reader says. */
const test = anyTest as TestFn<{ browser: Browser }>;
const withBrowser = chromium ? test.serial : test.serial.skip;

test.before(async (t) => {
  if (chromium) t.context.browser = await browser();
});
test.after.always((t) => t.context.browser?.close());

/** More presses of Tab than the page has places. */
const MOST_TABS = 40;

/** Goes on by Tab to what has this text or id; each place on the way must show that it has the focus. */
async function tabTo(phone: Phone, wanted: string): Promise<readonly string[]> {
  const unseen: string[] = [];
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await phone.page.keyboard.press('Tab');
    const at: { name: string; width: number } = await phone.page.evaluate(`(() => {
      const { id, textContent, ariaLabel } = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { name: document.activeElement === document.body ? '' : id || ariaLabel || textContent, width: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth) };
    })()`);
    if (at.name !== '' && at.width < 3) unseen.push(at.name);
    if (at.name === wanted) return unseen;
  }
  throw new Error(`Tab never comes to ${wanted}`);
}

/** Notes what every live region says from now on. */
const LISTEN = `(() => {
  globalThis.said = [];
  for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
    new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
})()`;

withBrowser(
  'a whole air-up and a stop by keys alone; stages are said, samples are not (needs chromium)',
  async (t) => {
    t.timeout(2 * PATIENCE_MS);
    const flags = ['--port', 'sim:air-up?psi=30', '--tire', 'FL=38', '--max', '50'];
    const serving = await Serving.ready(t, await OwnWorld.of(t), flags);
    const phone = await Phone.open(t.context.browser, serving, { screen: LAPTOP });
    t.teardown(() => phone.close());
    const { keyboard } = phone.page;
    await phone.says(/Put the hose on FL/);
    await phone.page.evaluate(LISTEN);
    t.deepEqual(await tabTo(phone, 'minus 5 psi'), []);
    await keyboard.press('Enter');
    await phone.sees('#target', '33');
    t.deepEqual(await tabTo(phone, 'main'), []);
    await keyboard.press('Space');
    await phone.says(/filling/);
    await phone.sees('#main', 'Running');
    // It does nothing now, and keeps the focus: no start over from the top of the page.
    await keyboard.press('Space');
    t.is(await phone.page.evaluate('document.activeElement.id'), 'main');
    await phone.says(/Done/);
    t.deepEqual(await tabTo(phone, 'plus 5 psi'), []);
    await keyboard.press('Space');
    await phone.sees('#target', '38');
    t.deepEqual(await tabTo(phone, 'main'), []);
    await keyboard.press('Enter');
    await phone.says(/filling/);
    t.deepEqual(await tabTo(phone, 'stop'), []);
    await keyboard.press('Enter');
    await phone.says(/Stopped/);
    const said: readonly string[] = await phone.page.evaluate('said');
    for (const stage of [/filling to 33/, /Done/, /filling to 38/, /Stopped/])
      t.true(
        said.some((text) => stage.test(text)),
        String(stage),
      );
    // A sample comes twice a second, for half a minute and more.
    t.true(said.length < 30, `${said.length} times: ${said.join(' | ')}`);
    t.deepEqual(phone.complaints, []);
  },
);
