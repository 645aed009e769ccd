import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { chromium } from '../../peers.js';
import { browser, PATIENCE_MS, type PageSize, Phone } from '../../real-time/phone.js';
import { Serving } from '../../real-time/serving.js';
import { OwnWorld } from '../../real-time/world.js';

/**
 * Every screen that people hold into the sun, at every stage: what must be seen is seen, what is pressed is big enough.
 */
const test = anyTest as TestFn<{ browser: Browser }>;
const SHOTS = join(import.meta.dirname, 'shots');
const withBrowser = chromium ? test.serial : test.serial.skip;

const SCREENS: Readonly<Record<string, PageSize>> = {
  'landscape dark': { width: 844, height: 390, colorScheme: 'dark' },
  'landscape light': { width: 844, height: 390, colorScheme: 'light' },
  'laptop dark': { width: 1280, height: 800, colorScheme: 'dark' },
  'laptop light': { width: 1280, height: 800, colorScheme: 'light' },
  'small phone dark': { width: 360, height: 640, colorScheme: 'dark' },
  'small phone light': { width: 360, height: 640, colorScheme: 'light' },
};
/** Material's 48 dp; a glove wants it. */
const LEAST_TARGET_PX = 48;

test.before(async (t) => {
  mkdirSync(SHOTS, { recursive: true });
  if (chromium) t.context.browser = await browser();
});
test.after.always((t) => t.context.browser?.close());

/** A Jeep with a trailer on the simulated board: the longest lists that there are. */
const JEEP = ['--vehicle', 'example:jeep'];
/** What leads to a stage, and the words that show it. */
const STAGES: Readonly<
  Record<string, { readonly flags: readonly string[]; readonly reach: (phone: Phone) => Promise<unknown> }>
> = {
  idle: { flags: ['--port', 'sim:air-up?psi=15'], reach: (phone) => phone.says(/Put the hose/) },
  filling: {
    flags: ['--port', 'sim:air-up?psi=15'],
    reach: async (phone) => {
      await phone.tap('Start');
      await phone.says(/filling/);
    },
  },
  fault: {
    flags: ['--port', 'sim:air-up?psi=15&fault=sensor-open'],
    reach: async (phone) => {
      await phone.tap('Start');
      await phone.shows('#fault');
    },
  },
  'hold to fill': {
    flags: ['--port', 'sim:air-up?psi=15', '--hold-to-fill'],
    reach: async (phone) => {
      await phone.tap('Start');
      await phone.hold(phone);
    },
  },
};

for (const [stage, { flags, reach }] of Object.entries(STAGES)) {
  withBrowser(`every screen, ${stage}: stop in sight, big enough, no barrier (needs chromium)`, async (t) => {
    t.timeout(2 * PATIENCE_MS);
    const serving = await Serving.ready(t, await OwnWorld.of(t), [...JEEP, ...flags]);
    const phone = await Phone.open(t.context.browser, serving);
    t.teardown(() => phone.close());
    await phone.says(/Put the hose/);
    await reach(phone);
    for (const [name, screen] of Object.entries(SCREENS)) {
      await phone.turn(screen);
      await look(t, phone, `${stage} ${name}`);
    }
    // The page goes on to say that it is held, ten times a second, while the panel's time stands still: in the end too
    // often (429).
    t.deepEqual(
      phone.complaints.filter((text) => !/429/.test(text)),
      [],
    );
  });
}

interface Box {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Everything that can be pressed, where it is on the screen. */
const TARGETS = `[...document.querySelectorAll('button, input')].flatMap((element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return right > left ? [{ name: element.id || element.textContent, left, top, right, bottom }] : [];
})`;

async function look(t: ExecutionContext, phone: Phone, where: string): Promise<void> {
  const { page } = phone;
  await page.screenshot({ path: join(SHOTS, `${where.replaceAll(' ', '-')}.png`) });
  const size = page.viewportSize();
  const targets: readonly Box[] = await page.evaluate(TARGETS);
  const stop = targets.find(({ name }) => name === 'stop');
  t.true(
    stop &&
      stop.left >= 0 &&
      stop.top >= 0 &&
      stop.right <= (size?.width ?? 0) &&
      stop.bottom <= (size?.height ?? 0),
    `${where}: stop is out of sight: ${JSON.stringify(stop)}`,
  );
  t.is(
    await page.evaluate(`(() => {
      const { left, top, width, height } = document.getElementById('stop').getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2).id;
    })()`),
    'stop',
    `${where}: something lies over stop`,
  );
  t.true(
    await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
    `${where}: it scrolls sideways`,
  );
  t.deepEqual(
    targets.filter(
      ({ left, right, top, bottom }) => right - left < LEAST_TARGET_PX || bottom - top < LEAST_TARGET_PX,
    ),
    [],
    `${where}: too small`,
  );
  t.deepEqual(await phone.barriers(), [], where);
}
