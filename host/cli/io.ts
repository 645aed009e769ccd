import { createInterface } from 'node:readline';
import { type Clock, systemClock } from '../clock.js';

/** A stream that text goes to. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The world outside of a command: everything that a test must be able to replace. */
export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborts when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks yes or no; undefined where nobody is there to answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for a line of text; undefined where nobody is there to answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  /** Hears single keys until the function that comes back is called; undefined where no keyboard is. */
  readonly keys?: ((onKey: (key: string) => void) => () => void) | undefined;
  /** As `keys`, but Ctrl-C is a key like any other: for a terminal to a device that knows what to do with it. */
  readonly rawKeys?: ((onKeys: (text: string) => void) => () => void) | undefined;
  /** Lines of a pipe or a file on stdin; undefined where a keyboard is. */
  readonly lines?: (() => AsyncIterable<string>) | undefined;
}

/** The real terminal of this process. A second Ctrl-C ends the process at once. */
export function terminalIo(): Io {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(); // without a reason of its own it means Ctrl-C: see stopReason
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader has seen enough: onair ... | head
    throw error;
  });
  const someoneIsThere = process.stdin.isTTY && process.stderr.isTTY;
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    clock: systemClock,
    signal: controller.signal,
    confirm: someoneIsThere ? (question) => confirmOnTerminal(question, controller.signal) : undefined,
    ask: someoneIsThere ? (question) => askOnTerminal(question, controller.signal) : undefined,
    keys: someoneIsThere ? (onKey) => hearKeys(onKey, stop) : undefined,
    rawKeys: someoneIsThere ? hearRaw : undefined,
    lines: process.stdin.isTTY ? undefined : () => createInterface({ input: process.stdin, terminal: false }),
  };
}

/** @returns an empty text when the question was taken back */
async function askOnTerminal(question: string, signal: AbortSignal): Promise<string> {
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await text({ message: question, output: process.stderr, signal });
  return isCancel(answer) ? '' : answer;
}

const CTRL_C = '\u0003';

/** Keys as they are pressed. A terminal that gives them raw does not turn Ctrl-C into a signal, so that is done here. */
function hearKeys(onKey: (key: string) => void, stop: () => void): () => void {
  return hearRaw((text) => {
    for (const key of text) {
      if (key === CTRL_C) stop();
      else onKey(key);
    }
  });
}

function hearRaw(onKeys: (text: string) => void): () => void {
  const { stdin } = process;
  const hear = (bytes: Buffer): void => onKeys(bytes.toString('latin1'));
  stdin.setRawMode(true).resume().on('data', hear);
  return () => {
    stdin.off('data', hear).setRawMode(false).pause();
  };
}

async function confirmOnTerminal(question: string, signal: AbortSignal): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr, signal });
  return !isCancel(answer) && answer;
}
