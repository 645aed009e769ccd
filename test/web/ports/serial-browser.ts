import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import type { DeviceKind } from '../../../host/link/sim/index.js';
import { PATIENCE_MS } from '../../real-time/phone.js';
import { type Plugged, plugIn } from './far-end.js';
import { byPlaywright, type Launch } from './launch.js';

/** From `dist/test/web/ports/`, where the tests run. */
const source = (name: string): string =>
  fileURLToPath(new URL(`../../../../test/web/ports/${name}`, import.meta.url));

/** USB adapters that a test can plug in; the page shows the names. Tests at the same time have their own. */
export const ADAPTERS = {
  ch340: { id: '1a86-7523', name: /^Use CH340/ },
  ch341: { id: '1a86-5523', name: /^Use CH341/ },
  ch9102: { id: '1a86-55d4', name: /^Use CH9102/ },
  cp2102: { id: '10c4-ea60', name: /^Use CP210x/ },
  cp2105: { id: '10c4-ea70', name: /^Use CP2105/ },
  cp2108: { id: '10c4-ea71', name: /^Use CP2108/ },
  ft232r: { id: '0403-6001', name: /^Use FT232R/ },
  ft232h: { id: '0403-6014', name: /^Use FT232H/ },
  ft231x: { id: '0403-6015', name: /^Use FT231X/ },
  ft2232: { id: '0403-6010', name: /^Use FT2232/ },
  ft4232: { id: '0403-6011', name: /^Use FT4232/ },
  pl2303: { id: '067b-2303', name: /^Use PL2303 / },
} as const;
export type Adapter = keyof typeof ADAPTERS;

/** Debian's Chromium whose serial ports are pseudo-terminals, which its pages may open without asking. */
export class SerialBrowser {
  readonly #plugged = new Set<Plugged>();

  private constructor(
    readonly context: BrowserContext,
    private readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  /**
   * @param origin whose pages may open every adapter, as if its user had granted each in the browser's list
   * @param launch left out: as Playwright starts it, where every page counts as visible and is never slowed
   */
  static async start(origin: string, launch: Launch = byPlaywright): Promise<SerialBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'onair-serial-'));
    const [library, ports, profile] = ['library', 'ports', 'profile/Default'].map((name) => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    }) as [string, string, string];
    const substitute = join(library, 'libudev.so.1');
    const gcc = (...args: readonly string[]) => execFileSync('gcc', ['-D_GNU_SOURCE', '-O1', ...args]);
    gcc('-shared', '-fPIC', source('udev.c'), '-o', substitute);
    gcc(source('far-end.c'), '-o', join(folder, 'far-end'));
    writeFileSync(join(profile, 'Preferences'), JSON.stringify(grants(origin)));
    const { context, end } = await launch(join(folder, 'profile'), {
      ...process.env,
      LD_LIBRARY_PATH: library,
      LD_PRELOAD: substitute,
      ONAIR_UDEV: ports,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new SerialBrowser(context, folder, end);
  }

  async plug(
    adapter: Adapter,
    kind: DeviceKind,
    options: Readonly<Record<string, string>> = {},
  ): Promise<Plugged> {
    const { folder } = this;
    const path = join(folder, 'ports', ADAPTERS[adapter].id);
    const plugged = await plugIn(join(folder, 'far-end'), path, kind, options);
    this.#plugged.add(plugged);
    return plugged;
  }

  /** Unplugs everything and closes every tab. */
  async clear(): Promise<void> {
    await Promise.all(
      this.context
        .pages()
        .slice(1)
        .map((page) => page.close()),
    ); // without a page it would end
    await Promise.all([...this.#plugged].map((plugged) => plugged.unplug()));
    this.#plugged.clear();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.end();
    // Helpers of Chromium write to its profile for a moment after it has ended.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** What a profile holds once its user has granted the adapters to a site (Chromium's serial_chooser_context.cc). */
function grants(origin: string): unknown {
  const objects = Object.values(ADAPTERS).map(({ id }) => {
    const [vendor_id, product_id] = id.split('-').map((part) => Number.parseInt(part, 16));
    return { name: 'USB Serial', vendor_id, product_id, serial_number: id };
  });
  const granted = { [`${origin},*`]: { setting: { 'chosen-objects': objects } } };
  return { profile: { content_settings: { exceptions: { serial_chooser_data: granted } } } };
}
