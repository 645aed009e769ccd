import { createInterface } from 'node:readline';
import { type Clock, EXIT_CODES, fileProblem, systemClock, visible, visibleLines } from '../../base/index.js';

/** A stream for text. */
export interface TextSink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * Asks for a line of text. `initial` is a suggestion to accept or change; `refuse` says what is wrong with an answer,
 * and the person types again. Gives undefined if the question was withdrawn.
 */
export type Ask = (
  question: string,
  options?: { readonly initial?: string; readonly refuse?: (text: string) => string | undefined },
) => Promise<string | undefined>;

/** One of several things to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Lets a person choose; the first is the suggestion. Gives undefined if the question was withdrawn. */
export type Choose = (question: string, choices: readonly Choice[]) => Promise<string | undefined>;

/** Runs another command line of onair in this process, and returns its exit code. */
export type RunLine = (argv: readonly string[]) => Promise<number>;

/** The environment of a command: everything that a test must be able to replace. */
export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborts when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks yes or no, where Enter alone means no; undefined if there is no terminal. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for a line of text; undefined if there is no terminal. */
  readonly ask?: Ask | undefined;
  /** Lets a person choose one of several; undefined if there is no terminal. */
  readonly choose?: Choose | undefined;
  /** Reports single keys until the returned function is called; undefined if there is no keyboard. */
  readonly keys?: ((onKey: (key: string) => void) => () => void) | undefined;
  /** Like `keys`, but Ctrl-C is an ordinary key: for a terminal to a device that handles it. */
  readonly rawKeys?: ((onKeys: (text: string) => void) => () => void) | undefined;
  /** Lines of a pipe or a file on stdin, until the signal aborts; undefined where a keyboard is. */
  readonly lines?: ((until: AbortSignal) => AsyncIterable<string>) | undefined;
}

/**
 * Runs a prompt. It hangs listeners on its signal and leaves them there: each prompt gets a signal of its own that does
 * not abort any more when it is over, or the prompt would write its end into what is on the screen by then.
 */
async function prompted<T>(
  signal: AbortSignal,
  prompt: (world: { readonly output: NodeJS.WriteStream; readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  process.stderr.write('\r\u001b[2K'); // where a line of progress may be
  try {
    return await prompt({ output: process.stderr, signal: own.signal });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The real terminal of this process. A second Ctrl-C ends the process immediately. */
export function terminalIo(): Io {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(); // an abort without a reason means Ctrl-C: see stopReason
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader has closed: onair ... | head
    reportLostOutput(error);
  });
  process.stderr.on('error', () => {}); // no output is left for an error
  const someoneIsThere = process.stdin.isTTY && process.stderr.isTTY;
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    clock: systemClock,
    signal: controller.signal,
    confirm: someoneIsThere ? (question) => confirmOnTerminal(question, controller.signal) : undefined,
    ask: someoneIsThere
      ? (question, options) => askOnTerminal(question, options, controller.signal)
      : undefined,
    choose: someoneIsThere
      ? (question, choices) => chooseOnTerminal(question, choices, controller.signal)
      : undefined,
    keys: someoneIsThere ? (onKey) => hearKeys(onKey, stop) : undefined,
    rawKeys: someoneIsThere ? hearRaw : undefined,
    lines: process.stdin.isTTY
      ? undefined
      : (until) => createInterface({ input: process.stdin, terminal: false, signal: until }),
  };
}

let isOutputLost = false;

/** A full disk under `onair ... > file`: reported once; the job continues, because half a job is worse than no list. */
function reportLostOutput(error: Error): void {
  if (isOutputLost) return;
  isOutputLost = true;
  process.stderr.write(`error: the rest of the output can't be written: ${fileProblem(error)}\n`);
  process.stderr.write('hint:  the command keeps running; write to a file on another disk\n');
  process.on('exit', (code) => {
    if (code === 0) process.exitCode = EXIT_CODES['bad-value'];
  });
}

async function askOnTerminal(
  question: string,
  { initial = '', refuse }: Parameters<Ask>[1] = {},
  signal: AbortSignal,
): Promise<string | undefined> {
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await prompted(signal, (world) =>
    text({
      message: visibleLines(question),
      initialValue: initial,
      validate: (typed) => {
        const wrong = refuse?.(typed ?? '');
        return wrong === undefined ? undefined : visibleLines(wrong);
      },
      ...world,
    }),
  );
  return isCancel(answer) ? undefined : answer;
}

async function chooseOnTerminal(
  question: string,
  choices: readonly Choice[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const { select, isCancel } = await import('@clack/prompts');
  const options = choices.map(({ value, label }) => ({ value, label: visible(label) }));
  const answer = await prompted(signal, (world) =>
    select({ message: visibleLines(question), options, ...world }),
  );
  return isCancel(answer) ? undefined : answer;
}

const CTRL_C = '\u0003';

/** Keys as they are pressed. A raw terminal does not turn Ctrl-C into a signal, so that is done here. */
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
  const onData = (bytes: Buffer): void => onKeys(bytes.toString('latin1'));
  stdin.setRawMode(true).resume().on('data', onData);
  return () => {
    stdin.off('data', onData).setRawMode(false).pause();
  };
}

/**
 * A typed word and Enter. Prompts that toggle (space, h, j, k, l) would take "skip", or the space that is the
 * emergency stop one screen later, for a yes.
 */
async function confirmOnTerminal(question: string, signal: AbortSignal): Promise<boolean> {
  const { text, isCancel } = await import('@clack/prompts');
  const answer = await prompted(signal, (world) =>
    text({
      message: `${visibleLines(question)} (y/N)`,
      validate: (typed) =>
        agreement(typed ?? '') === undefined ? 'y for yes, n or Enter for no' : undefined,
      ...world,
    }),
  );
  return !isCancel(answer) && agreement(answer ?? '') === true;
}

const AGREEMENT = new Map([
  ['y', true],
  ['yes', true],
  ['n', false],
  ['no', false],
  ['', false],
]);

/** Meaning of a typed answer; undefined if it is neither yes nor no. */
export function agreement(typed: string): boolean | undefined {
  return AGREEMENT.get(typed.trim().toLowerCase());
}
