import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Long enough for a machine that is four times slower. */
export const PATIENCE_MS = 45_000;

const CHROMIUM = join(import.meta.dirname, '../../../test/panel/chromium.sh');

export function browser(): Promise<Browser> {
  // Root, as CI often is, has no sandbox to give.
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'dark' | 'light';
}

export const PHONE: Screen = { width: 390, height: 844, colorScheme: 'dark' };
export const LAPTOP: Screen = { width: 1280, height: 800, colorScheme: 'light' };

/** A phone with the panel open, and what its browser said. */
export class Phone {
  readonly complaints: string[] = [];
  readonly requested: string[] = [];
  loadedBytes = 0;

  private constructor(readonly page: Page) {
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
        () => {}, // the page was closed meanwhile
      );
    });
  }

  static async open(
    browser: Browser,
    port: number,
    { width, height, colorScheme }: Screen = PHONE,
  ): Promise<Phone> {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: true });
    const phone = new Phone(await context.newPage());
    await phone.page.goto(`http://localhost:${port}/`);
    return phone;
  }

  /** The same page on another screen. */
  async turn({ width, height, colorScheme }: Screen): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.setViewportSize({ width, height });
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).tap();
  }

  /** Waits until the line on top says so. */
  async says(what: RegExp): Promise<void> {
    await this.page
      .locator('#headline', { hasText: what })
      .waitFor()
      .catch(async (cause: unknown) => {
        const shown = await this.page.locator('#now').textContent();
        throw new Error(`it never says ${what}; it shows: ${shown}`, { cause });
      });
  }

  async sees(selector: string, what: RegExp | string): Promise<void> {
    await this.page.locator(selector, { hasText: what }).first().waitFor();
  }

  /** What axe-core finds: names, roles, contrast, order. */
  async barriers(): Promise<readonly string[]> {
    // By the debugger's way in, which the page's content security policy does not concern.
    await this.page.evaluate(AXE);
    return this.page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    );
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
