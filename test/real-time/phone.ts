import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page, type Response } from 'playwright-core';
import type { Serving } from './serving.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Deadline of a wait, ms: an idle machine needs a second for the slowest browser operation. */
export const PATIENCE_MS = 120_000;
/** Panel time between two checks of the page, ms. */
const LOOK_MS = 50;
/** The panel sends its state at least every second; a page with an older one has not read it all yet. */
const MOST_BEHIND_MS = 1500;

/** Records the newest state that the page has received. */
const NOTE_STATES = `globalThis.EventSource = class extends EventSource {
  constructor(...how) {
    super(...how);
    this.addEventListener('state', ({ data }) => { globalThis.seenMs = JSON.parse(data).atMs; });
  }
}`;
/** The page runs in real time, the panel does not: minutes of silence may be a busy machine, or a stopped clock. */
const BE_PATIENT = `{
  const [wait, limit] = [setTimeout, AbortSignal.timeout];
  const slow = (ms) => ms >= 1000 ? ms + ${10 * PATIENCE_MS} : ms;
  globalThis.setTimeout = (act, ms, ...rest) => wait(act, slow(ms), ...rest);
  AbortSignal.timeout = (ms) => limit.call(AbortSignal, slow(ms));
}`;

export function browser(): Promise<Browser> {
  // Chromium has no sandbox for root, which CI often is.
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
    timeout: PATIENCE_MS,
  });
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'dark' | 'light';
}

export const PHONE: PageSize = { width: 390, height: 844, colorScheme: 'dark' };
export const LAPTOP: PageSize = { width: 1280, height: 800, colorScheme: 'light' };

export interface PhoneSetup {
  readonly screen?: PageSize;
  /** Unmodified: its own timers in real time. */
  readonly isImpatient?: boolean;
}

/**
 * A phone with the panel open, and the messages of its browser. The panel's time passes only during a wait, and never
 * runs ahead of the page: something shown for two seconds is seen, and a button is pressed at that moment.
 */
export class Phone {
  readonly complaints: string[] = [];
  readonly requested: string[] = [];
  loadedBytes = 0;

  private constructor(
    readonly page: Page,
    private readonly serving: Serving,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('request', (request) => this.requested.push(request.url()));
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('/api/events')) return;
      request.sizes().then(
        ({ responseBodySize, responseHeadersSize }) => {
          this.loadedBytes += responseBodySize + responseHeadersSize;
        },
        () => {}, // the page was closed in between
      );
    });
  }

  static async open(browser: Browser, serving: Serving, setup: PhoneSetup = {}): Promise<Phone> {
    const { width, height, colorScheme } = setup.screen ?? PHONE;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: true });
    await context.addInitScript(NOTE_STATES);
    if (!setup.isImpatient) await context.addInitScript(BE_PATIENT);
    const phone = new Phone(await context.newPage(), serving);
    const port = await serving.port();
    // On this computer the code stands in the address that the terminal shows.
    await phone.page.goto(`http://localhost:${port}/${serving.isLoopback ? `#${serving.code}` : ''}`);
    return phone;
  }

  /** The same page on another screen. */
  async turn({ width, height, colorScheme }: PageSize): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.setViewportSize({ width, height });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.until(`a button ${name}`, () => isReady(this.button(name)));
    await this.still(`tap ${name}`, this.button(name).tap());
  }

  /** Waits for a text in the top line. */
  says(what: RegExp): Promise<void> {
    return this.sees('#headline', what);
  }

  async sees(selector: string, what: RegExp | string): Promise<void> {
    const place = this.page.locator(selector, { hasText: what }).first();
    await this.until(`${selector} shows ${what}`, () => place.isVisible());
  }

  shows(selector: string): Promise<void> {
    return this.until(`${selector} is shown`, () => this.page.locator(selector).isVisible());
  }

  hides(selector: string): Promise<void> {
    return this.until(`${selector} is hidden`, () => this.page.locator(selector).isHidden());
  }

  /**
   * Holds the hold-to-run fill button until another phone shows that air moves. The panel's time advances only with
   * the messages of this page, so a busy machine can't look like a released button.
   */
  async hold(watcher: Phone): Promise<void> {
    await this.sees('#main', 'Hold for air');
    await this.page.locator('#main').hover();
    let words = 0;
    const count = (response: Response): void => {
      if (response.url().endsWith('/api/hold')) words++;
    };
    this.page.on('response', count);
    await this.page.mouse.down();
    await watcher.until('it fills', async () => {
      const heard = words;
      while (words === heard) await delay(1);
      return watcher.page.locator('#headline', { hasText: /filling/ }).isVisible();
    });
    this.page.off('response', count);
  }

  /** Lets the panel's time pass until this holds in the page. */
  until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const { world } = this.serving;
    const reported = async (): Promise<boolean> => {
      await this.still(what, this.#keepsUp());
      return this.still(what, isSo());
    };
    return world.until(what, reported, LOOK_MS).catch(async (cause: unknown) => {
      const shown = await this.page
        .locator('#now')
        .textContent({ timeout: 1000 })
        .catch(() => undefined);
      throw new Error(`never: ${what}; it shows: ${shown}`, { cause });
    });
  }

  /** Waits for the page while none of the panel's time passes. */
  still<T>(what: string, work: Promise<T>): Promise<T> {
    return this.serving.world.still(what, work);
  }

  /** Findings of axe-core: names, roles, contrast, order. */
  async barriers(): Promise<readonly string[]> {
    // Through the debugger, which the page's content security policy does not restrict.
    await this.page.evaluate(AXE);
    return this.page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async #keepsUp(): Promise<void> {
    const nowMs = this.serving.world.nowMs - this.serving.sinceMs;
    // A page without a stream can't be behind.
    const seenMs = (): Promise<number> => this.page.evaluate('globalThis.seenMs ?? Infinity');
    while (nowMs - (await seenMs()) > MOST_BEHIND_MS) await delay(1);
  }
}

async function isReady(button: Locator): Promise<boolean> {
  return (await button.isVisible()) && (await button.isEnabled());
}
