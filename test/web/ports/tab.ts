import type { CDPSession, Page } from 'playwright-core';
import { ADAPTERS, type Adapter, type SerialBrowser } from './serial-browser.js';

const MOST_TRIES = 3;

/** A tab with the web app, at one of its doors. */
export class Tab {
  private constructor(
    readonly page: Page,
    readonly complaints: readonly string[],
  ) {}

  static async open({ context }: SerialBrowser, origin: string, door: string): Promise<Tab> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`${origin}/#/${door}`);
    return new Tab(page, complaints);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).click();
  }

  /** Takes a port that the page may open. */
  use(adapter: Adapter): Promise<void> {
    return this.press(ADAPTERS[adapter].name);
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).fill(text);
  }

  /** On a busy machine an answer may come when the page asks at the next rate already; then it is looked for again. */
  async findModule(): Promise<void> {
    const found = this.page.getByText(/Found linvor/).first();
    const failure = this.page.getByRole('alert').locator('strong');
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      await this.press('Find the module');
      await found.or(failure).first().waitFor();
      if (await found.isVisible()) return;
    }
    throw new Error(`no module is found: ${await failure.textContent()}`);
  }

  async intoKiss(): Promise<void> {
    await this.press('Into KISS');
    await this.sees(/The TNC is in KISS/);
  }

  /** What pages can't do to themselves: `frozen` stops page and workers, as a phone does with a hidden browser. */
  devtools(): Promise<CDPSession> {
    return this.page.context().newCDPSession(this.page);
  }
}
