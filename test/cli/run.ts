import { Readable } from 'node:stream';
import { type Clock, systemClock } from '../../host/base/clock.js';
// Loaded before the clock is faked: loading a module is real I/O, which virtual time would overtake.
import '../../host/cli/air/index.js';
import '../../host/cli/aprs/index.js';
import '../../host/cli/sim/demo.js';
import '../../host/cli/port/devices.js';
import '../../host/cli/bluetooth/index.js';
import '../../host/cli/doctor/index.js';
import '../../host/cli/firmware/index.js';
import '../../host/cli/hc06/index.js';
import '../../host/cli/kiss/index.js';
import '../../host/cli/ports/index.js';
import '../../host/cli/setup/index.js';
import '../../host/cli/sim/index.js';
import '../../host/cli/tnc/index.js';
import '../../host/cli/wiring/index.js';
import '../../host/cli/waypoints/index.js';
import '../../host/link/node/serial.js';
import '../../host/link/sim/sim-link.js';
import '../../host/link/node/tcp.js';
import { main } from '../../host/cli/main.js';
import type { Ask, Choose } from '../../host/cli/terminal/io.js';

/** What a command line did. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly screen: string;
  /** Every line of stdout as JSON; throws when one is not. */
  readonly documents: readonly Readonly<Record<string, unknown>>[];
  /** The questions that were asked. */
  readonly asked: readonly string[];
}

export interface RunSetup {
  readonly env?: Readonly<Record<string, string>>;
  /** Somebody is there and answers so, or to each question as it comes; left out: nobody is there. */
  readonly answer?: boolean | ((question: string) => boolean | Promise<boolean>);
  /** Somebody types lines. */
  readonly ask?: Ask;
  /** Somebody chooses from lists. */
  readonly choose?: Choose;
  readonly signal?: AbortSignal;
  /** Sees stdout grow; may abort, for commands that run until they are stopped. */
  readonly onOutput?: (soFar: string) => void;
  /** Sees both outputs grow. */
  readonly onScreen?: (soFar: string) => void;
  readonly columns?: number;
  /** Both outputs are a terminal; left out: a pipe and a file. */
  readonly isTerminal?: boolean;
  /** Left out: that of the process. */
  readonly clock?: Clock;
  /** Stderr is a terminal, and somebody presses keys as soon as they are heard. */
  readonly keys?: (press: (key: string) => void) => void;
  /** Somebody types at a raw terminal; the promise of {@link run} ends only when the keyboard was given back. */
  readonly rawKeys?: (type: (text: string) => void) => void;
  /** Lines of a script on stdin. */
  readonly lines?: readonly string[];
}

/** Runs one command line in this process, with everything outside replaced. */
export async function run(argv: readonly string[], setup: RunSetup = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  let screen = '';
  const asked: string[] = [];
  const { answer, keys, rawKeys, lines, isTerminal = false } = setup;
  let keyboardsTaken = 0;
  const code = await main(argv, {
    stdout: {
      write: (text) => {
        stdout += text;
        screen += text;
        setup.onOutput?.(stdout);
        setup.onScreen?.(screen);
      },
      isTTY: isTerminal,
      columns: setup.columns ?? 80,
    },
    stderr: {
      write: (text) => {
        stderr += text;
        screen += text;
        setup.onScreen?.(screen);
      },
      isTTY: isTerminal || setup.keys !== undefined,
    },
    env: setup.env ?? {},
    clock: setup.clock ?? systemClock,
    signal: setup.signal ?? new AbortController().signal,
    keys:
      keys &&
      ((onKey) => {
        keys(onKey);
        return () => {};
      }),
    rawKeys:
      rawKeys &&
      ((onKeys) => {
        keyboardsTaken++;
        rawKeys(onKeys);
        return () => {
          keyboardsTaken--;
        };
      }),
    lines: lines && (() => Readable.from(lines)),
    ask: setup.ask,
    choose: setup.choose,
    confirm:
      answer === undefined
        ? undefined
        : (question) => {
            asked.push(question);
            return Promise.resolve(typeof answer === 'function' ? answer(question) : answer);
          },
  });
  if (keyboardsTaken > 0) throw new Error('the keyboard was not given back');
  return {
    code,
    stdout,
    stderr,
    screen,
    asked,
    get documents() {
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

/** Splits a command line as a shell does, as far as our documents need it. */
export function words(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));
}
