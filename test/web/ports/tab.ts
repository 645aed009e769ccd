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
  async use(adapter: Adapter): Promise<void> {
    const { id, name } = ADAPTERS[adapter];
    await this.press(name);
    await this.sees(new RegExp(`^Connected through: .*${id.replace('-', ':')}`));
  }

  /** Waits until a port that the page has known is in its list: to be taken, or gone and not to be. */
  async offers(adapter: Adapter, isPresent: boolean): Promise<void> {
    await this.page.getByRole('button', { name: ADAPTERS[adapter].name, disabled: !isPresent }).waitFor();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).fill(text);
  }

  findModule(): Promise<void> {
    return this.until('Find the module', /Found linvor/);
  }

  intoKiss(): Promise<void> {
    return this.until('Into KISS', /The TNC is in KISS/);
  }

  /** Waits for how something ends well. @throws Error with what the page says if it fails */
  async ends(well: RegExp): Promise<void> {
    const end = this.page.getByText(well).first();
    const failure = this.page.getByRole('alert').locator('strong');
    await end.or(failure).first().waitFor();
    if (!(await end.isVisible())) throw new Error(`not ${well}: ${await failure.textContent()}`);
  }

  /**
   * On a busy machine an answer may come when the page no longer waits for it; then it is asked again, as its user
   * would. @param button what starts it @param well what is shown at the end
   */
  private async until(button: string, well: RegExp): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.press(button);
      try {
        return await this.ends(well);
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
      }
    }
  }

  /** What pages can't do to themselves: `frozen` stops page and workers, as a phone does with a hidden browser. */
  devtools(): Promise<CDPSession> {
    return this.page.context().newCDPSession(this.page);
  }
}
