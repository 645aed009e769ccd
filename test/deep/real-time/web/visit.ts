import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ExecutionContext } from 'ava';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ServedApp } from '../../../../host/panel/index.js';
import { PATIENCE_MS } from '../../../real-time/phone.js';

/** What the tests of a file share: one browser, one served app. */
export interface Shared {
  browser: Browser;
  app: ServedApp;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Material's 48 dp; a glove wants it. */
const LEAST_TARGET_PX = 48;
const MOST_TRIES = 3;
/** More than any screen has. */
const MOST_TABS = 60;

/** A phone is 360 x 640 unless another size is given. */
interface VisitOptions extends BrowserContextOptions {
  readonly url?: string;
}

/** A page of its own, what its browser complains of, and which other hosts it asks. */
export class Visit {
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => this.complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) this.complaints.push(`asks ${request.url()}`);
    });
  }

  static async open(
    t: ExecutionContext<Shared>,
    colorScheme: 'dark' | 'light' = 'light',
    { url = `http://localhost:${t.context.app.port}/`, ...options }: VisitOptions = {},
  ): Promise<Visit> {
    t.timeout(3 * PATIENCE_MS);
    const context = await t.context.browser.newContext({
      viewport: { width: 360, height: 640 },
      colorScheme,
      hasTouch: true,
      ...options,
    });
    t.teardown(() => context.close());
    const visit = new Visit(context, await context.newPage(), url);
    await visit.page.goto(url);
    return visit;
  }

  async door(name: string): Promise<void> {
    await this.page.goto(`${this.url}#/${name}`);
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).tap();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /**
   * On a busy machine even a module in the page may answer when it is asked at the next rate already; then it is
   * looked for again, as its user would. @param button what starts it @param found what is shown at the end
   */
  async until(button: string | RegExp, found: RegExp): Promise<void> {
    const end = this.page.getByText(found).first();
    const failure = this.page.getByRole('alert').locator('strong');
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      await this.tap(button);
      await end.or(failure).first().waitFor();
      if (await end.isVisible()) return;
    }
    throw new Error(`${button}: ${await failure.textContent()}`);
  }

  /** Moves the focus by Tab to what is called so: a button, a heading of what opens, or a field by its label. */
  async tabTo(name: string): Promise<void> {
    const named = '[document.activeElement.labels?.[0]?.textContent, document.activeElement.textContent]';
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      await this.page.keyboard.press('Tab');
      if ((await this.page.evaluate<string[]>(named)).includes(name)) return;
    }
    throw new Error(`${name} is not reached by keys`);
  }

  /** Findings of axe-core, what is too small to press, and whether anything is wider than the screen. */
  async barriers(): Promise<readonly string[]> {
    await this.page.evaluate(AXE);
    const found: string[] = await this.page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
    );
    const small: string[] = await this.page.evaluate(
      `[...document.querySelectorAll('a, button, input, select, summary')]
        .filter((each) => each.offsetParent && each.getBoundingClientRect().height < ${LEAST_TARGET_PX})
        .map((each) => 'too small: ' + each.outerHTML)`,
    );
    const isWide: boolean = await this.page.evaluate('document.documentElement.scrollWidth > innerWidth');
    return [...found, ...small, ...(isWide ? ['wider than the screen'] : [])];
  }
}
