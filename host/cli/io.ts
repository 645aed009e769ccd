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
  };
}

async function confirmOnTerminal(question: string, signal: AbortSignal): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr, signal });
  return !isCancel(answer) && answer;
}
