import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A running `bluetoothctl`, as somebody sits before it. */
export interface Bluetoothctl {
  type(line: string): void;
  /** Waits until it has printed this since the last wait. */
  until(what: RegExp): Promise<string>;
  quit(): Promise<void>;
}

/** Longest time for one answer, ms: many times what it takes. */
const LIMIT_MS = 60_000;

/** Starts bluetoothctl with an agent of its own. */
export function bluetoothctlSession(env: Readonly<Record<string, string>>): Bluetoothctl {
  const child: ChildProcess = spawn('bluetoothctl', ['--agent', 'KeyboardDisplay'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let heard = '';
  const listeners = new Set<() => void>();
  const hear = (text: string): void => {
    heard += stripVTControlCharacters(text);
    for (const listen of listeners) listen();
  };
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  return {
    type: (line) => child.stdin?.write(`${line}\n`),
    until: (what) =>
      new Promise((resolve, reject) => {
        const end = (act: () => void): void => {
          clearTimeout(limit);
          listeners.delete(look);
          child.off('exit', left);
          act();
        };
        const look = (): void => {
          const found = what.exec(heard);
          if (!found) return;
          const text = heard.slice(0, found.index + found[0].length);
          heard = heard.slice(text.length);
          end(() => resolve(text));
        };
        const left = (): void => end(() => reject(new Error(`bluetoothctl has ended; it said: ${heard}`)));
        const limit = setTimeout(
          () => end(() => reject(new Error(`bluetoothctl did not say ${what}, but: ${heard}`))),
          LIMIT_MS,
        );
        listeners.add(look);
        child.once('exit', left);
        look();
      }),
    async quit() {
      if (child.exitCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.write('quit\n');
      await exited;
    },
  };
}
