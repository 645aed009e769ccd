import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';

const exec = promisify(execFile);

/** Longest time for a screen to come, ms: a slow machine, and a simulated radio that boots. */
const LIMIT_MS = 90_000;
const LOOK_EVERY_MS = 50;

let opened = 0;

/** A real terminal of 80 columns (tmux) in which a command runs; keys are typed into it, screens are looked at. */
export class Terminal {
  private constructor(private readonly socket: string) {}

  static async open(
    t: ExecutionContext,
    argv: readonly string[],
    { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
  ): Promise<Terminal> {
    const terminal = new Terminal(`onair-${process.pid}-${++opened}`);
    t.teardown(() => terminal.#tmux('kill-server').catch(() => {}));
    const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    const size = ['-x', '80', '-y', '60'];
    await terminal.#tmux('new-session', '-d', ...size, '-c', folder, ...variables, 'sh');
    // The screen stays when the command has ended.
    const line = [process.execPath, ...argv].map((word) => `'${word}'`).join(' ');
    await terminal.type(`PS1=; clear; ${line}; echo "exit code $?"`);
    await terminal.press('Enter');
    return terminal;
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', text);
  }

  /** Keys by tmux's names: Enter, Down, C-c. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys);
  }

  /** What stands on the screen, blanks at the ends of lines away. */
  async screen(): Promise<string> {
    const { stdout } = await this.#tmux('capture-pane', '-p', '-S', '-1000');
    return stdout.replace(/ +$/gm, '').trimEnd();
  }

  /** Waits until the end of the screen looks so. @throws Error with the screen, when it never does */
  async until(pattern: RegExp): Promise<string> {
    const deadline = Date.now() + LIMIT_MS;
    for (;;) {
      const screen = await this.screen();
      if (pattern.test(screen)) return screen;
      if (Date.now() > deadline) throw new Error(`no ${pattern} came on the screen:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #tmux(...args: readonly string[]): Promise<{ stdout: string }> {
    return exec('tmux', ['-L', this.socket, '-f', '/dev/null', ...args]);
  }
}
