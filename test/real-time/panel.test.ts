import anyTest, { type TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { chromium } from '../peers.js';
import { browser, PATIENCE_MS, Phone } from './phone.js';
import { ServedBoard } from './served-board.js';
import { Serving } from './serving.js';

const test = anyTest as TestFn<{ browser: Browser }>;
const withBrowser = chromium ? test.serial : test.serial.skip;

test.before(async (t) => {
  if (chromium) t.context.browser = await browser();
});
test.after.always((t) => t.context.browser?.close());

withBrowser(
  'the panel’s page airs up by taps, and stops, over the compiled sketch: emulated chip, valves and tire (needs chromium)',
  async (t) => {
    t.timeout(2 * PATIENCE_MS);
    const board = await ServedBoard.of(t, 30);
    const flags = [
      '--port',
      `tcp://127.0.0.1:${board.port}`,
      '--tire',
      'FL=38',
      '--max',
      '50',
      '--aim',
      'settled',
    ];
    const phone = await Phone.open(t.context.browser, await Serving.ready(t, board, flags));
    t.teardown(() => phone.close());
    await phone.says(/Put the hose on FL/);
    await phone.tap('Start');
    await phone.says(/Done/);
    await phone.sees('#jobs li', /done\. FL 3[78]\.\d of 38 psi/);
    t.true(Math.abs(board.highestPsi - 38) < 1.5, `${board.highestPsi} psi in the tire itself, still warm`);
    t.true(board.highs('fill') >= 2);
    t.false(board.isOn('fill'));
    await phone.tap('plus 5 psi');
    const from = board.events.length;
    await phone.tap('Start');
    await board.until('it fills again', () => board.highs('fill', from) > 0);
    await phone.tap('Stop');
    await phone.says(/Stopped/);
    await board.passes(1000);
    t.false(board.isOn('fill'), 'the pin itself');
    t.false(board.isOn('relay'));
  },
);
