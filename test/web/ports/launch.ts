import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BrowserContext, chromium } from 'playwright-core';
import { within } from '../../link/waits.js';
import { PATIENCE_MS } from '../../real-time/phone.js';

/** A running Chromium, and how it ends. */
interface Launched {
  readonly context: BrowserContext;
  end(): Promise<void>;
}

/** Starts Chromium with a profile of its own. */
export type Launch = (profile: string, env: NodeJS.ProcessEnv) => Promise<Launched>;

const PROGRAM = '/usr/bin/chromium';
/** Chromium has no sandbox for root, which CI often is. */
const ARGS = ['--no-sandbox'];

export const byPlaywright: Launch = async (profile, env) => {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    args: ARGS,
    env,
    timeout: PATIENCE_MS,
    viewport: { width: 390, height: 844 },
  });
  return { context, end: () => context.close() };
};

/** As its user starts it: a tab behind another one is hidden, and its timers are slow. */
export const asUsersDo: Launch = async (profile, env) => {
  const args = [...ARGS, '--headless=new', '--no-first-run', '--remote-debugging-port=0'];
  const program = spawn(PROGRAM, [...args, `--user-data-dir=${profile}`, 'about:blank'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(program, 'exit');
  let said = '';
  const address = new Promise<string>((resolve) => {
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, url] = /listening on (ws:\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const browser = await chromium.connectOverCDP(await within('Chromium listens', address), {
    noDefaults: true,
    timeout: PATIENCE_MS,
  });
  const [context] = browser.contexts();
  if (!context) throw new Error('Chromium has no profile');
  return {
    context,
    end: async () => {
      await browser.close();
      program.kill();
      await exited;
    },
  };
};
