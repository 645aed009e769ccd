import type { CDPSession, Page } from 'playwright-core';
import { ADAPTERS, type Adapter, type SerialBrowser } from '../../../web/ports/serial-browser.js';

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

  async findModule(): Promise<void> {
    await this.press('Find the module');
    await this.sees(/Found linvor/);
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
