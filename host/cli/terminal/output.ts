import { EXIT_BUG, messageOf, OnairError, visible, visibleJson, visibleLines } from '../../base/index.js';
import type { Io, TextSink } from './io.js';
import { widthOf, wrapped } from './layout.js';
import { rendered, type Style, styled } from './style.js';

/** Flags that control a command's output. */
export interface OutputFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** One result: facts for programs, lines for people. */
export interface Result {
  /** Name and version of the JSON document: `hc06.probe@1`. */
  readonly schema: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: readonly string[];
}

/**
 * The output of a command. With `--json` stdout holds exactly one document (or one per line for streams);
 * results for people go to stdout, everything else to stderr. Text from outside (names, comments, answers)
 * is made safe to show here, so everything that a command prints must pass an Output.
 */
export class Output {
  readonly warnings: string[] = [];
  readonly #io: Io;
  readonly #flags: OutputFlags;
  /** A progress line is on the terminal and must be erased before anything else is written. */
  #lineOpen = false;
  /** Stays below whatever is written. */
  #kept: string | undefined;

  constructor(io: Io, flags: OutputFlags) {
    this.#io = io;
    this.#flags = flags;
  }

  /** The one result of a command. */
  result({ schema, data, text }: Result): void {
    if (this.#flags.json) {
      this.#document({ schema: `onair/${schema}`, ok: true, ...data, warnings: this.warnings });
      return;
    }
    this.#wipe();
    this.lines(text);
  }

  /** Lines for people on stdout, long ones wrapped to the terminal. */
  lines(text: readonly string[]): void {
    for (const line of text) this.#write(this.#io.stdout, line);
  }

  /** One element of a stream: a line of NDJSON, or a line for people. */
  event({ schema, data, text }: Result): void {
    if (this.#flags.json) this.#document({ schema: `onair/${schema}`, ...data });
    else {
      this.#wipe();
      this.lines(text);
    }
  }

  /** An element of a stream in the background: a line of NDJSON, or notes on stderr. */
  aside({ schema, data, text }: Result): void {
    if (this.#flags.json) this.#document({ schema: `onair/${schema}`, ...data });
    else for (const line of text) this.#say(line);
  }

  /** Something the user must know although the command succeeded. Also part of the JSON document. */
  warn(text: string): void {
    this.warnings.push(text);
    this.#say(`${this.paint('yellow', 'note:')} ${text}`);
  }

  /** Status: a line on stderr. */
  note(text: string): void {
    if (!this.#flags.json) this.#say(text);
  }

  /** Details for `--verbose`. */
  detail(text: string): void {
    if (this.#flags.verbose) this.#say(this.paint('dim', text));
  }

  /** Short-lived progress: rewritten in place on a terminal, not shown elsewhere. */
  progress(text: string): void {
    const { stderr } = this.#io;
    if (this.#flags.quiet || this.#flags.json || !stderr.isTTY) {
      this.detail(text);
      return;
    }
    stderr.write(`\r\u001b[2K${visible(text).slice(0, widthOf(stderr.columns) - 1)}`);
    this.#lineOpen = true;
  }

  /**
   * A line that stays at the bottom while others are written above it: what somebody types. The end of one that is too
   * long is shown. Undefined takes it away.
   */
  keepLine(text: string | undefined): void {
    this.#wipe();
    this.#kept = text;
    this.#showKept();
  }

  /** Colors for people on a terminal; respects NO_COLOR and a pipe. */
  paint(style: Style, text: string): string {
    const { stdout, stderr, env } = this.#io;
    if (env.NO_COLOR || !stdout.isTTY || !stderr.isTTY) return text;
    return styled(style, text);
  }

  /** A line of a result that reports success. */
  done(text: string): string {
    return `${this.paint('green', 'ok')}  ${text}`;
  }

  /** Shows a failure and returns the exit code. */
  failure(thrown: unknown): number {
    const known = thrown instanceof OnairError ? thrown : undefined;
    const code = known?.code ?? 'bug';
    const message = known?.message ?? `this is a bug in onair: ${messageOf(thrown)}`;
    const hint = known?.hint ?? 'please report it with the stack that --verbose shows';
    if (this.#flags.json) {
      const details = known && Object.keys(known.details).length > 0 ? { details: known.details } : {};
      this.#document({
        schema: 'onair/error@1',
        ok: false,
        error: { code, message, hint, ...details },
        warnings: this.warnings,
      });
    } else {
      const { stderr } = this.#io;
      // Another Output of this process may have written a progress line.
      if (stderr.isTTY) stderr.write('\r\u001b[2K');
      const label = code === 'declined' ? this.paint('yellow', 'not done:') : this.paint('red', 'error:');
      this.#write(stderr, `${label} ${message}`);
      this.#write(stderr, `${this.paint('cyan', 'hint:')}  ${hint}`);
    }
    if (this.#flags.verbose && thrown instanceof Error)
      this.#io.stderr.write(`${visibleLines(String(thrown.stack))}\n`);
    return known?.exitCode ?? EXIT_BUG;
  }

  #document(document: Readonly<Record<string, unknown>>): void {
    this.#wipe();
    this.#io.stdout.write(`${visibleJson(document)}\n`);
    this.#showKept();
  }

  #say(text: string): void {
    if (this.#flags.quiet) return;
    this.#wipe();
    this.#write(this.#io.stderr, text);
  }

  #write(sink: TextSink, line: string): void {
    this.#wipe();
    sink.write(`${wrapped(rendered(line), sink)}\n`);
    this.#showKept();
  }

  #showKept(): void {
    const { stderr } = this.#io;
    if (this.#kept === undefined || !stderr.isTTY) return;
    stderr.write(visible(this.#kept).slice(1 - widthOf(stderr.columns)));
    this.#lineOpen = true;
  }

  #wipe(): void {
    if (this.#lineOpen) this.#io.stderr.write('\r\u001b[2K');
    this.#lineOpen = false;
  }
}
