import { InterByteTimeoutParser } from '@serialport/parser-inter-byte-timeout';
import { type Clock, pending, stopReason } from '../../base/index.js';
import { type LineSettings, type Link, wireTimeMs } from '../../link/index.js';
import { type Answer, type AskOptions, type Received, type Request, readAnswer } from './answer.js';
import { type Framing, LATEST_ANSWER_MS, LOOSE_LINES, QUIET_MS, SILENCE } from './framing.js';

/** Factor on the longest answer time seen: the next answer may take a little longer. */
const SLOW_MODULE_SLACK = 1.3;

/** Extra wait for an answer with a pause in it, ms: adapters and pass-through boards cause 120 ms. */
const LINGER_MS = 150;

/** Time an adapter needs after a change of rate or parity before it sends correctly, ms. */
const ADAPTER_MS = 15;

/** Maximum number of bytes kept from between two commands. */
const BETWEEN_BYTES = 80;

/** Number of bytes to wait for first: without any, there is no wait for a whole answer. */
const FIRST_BYTES = 2;

/**
 * Sends commands to a module in the framing of its family, each in one burst. An answer ends by the inter-byte
 * timeout, or by the end of a line if the framing says so, and is matched immediately. One dialogue serves a link from
 * probe to verification, because it knows when the module last answered and how long it must rest.
 */
export class Dialogue {
  /** Framing of commands and answers, determined by the probe. */
  framing: Framing = SILENCE;
  readonly #parser = new InterByteTimeoutParser({ interval: QUIET_MS });
  /** Maximum wait for an answer of a module that has proved slow, ms. */
  #slowMs = 0;
  /** What the last command waited for in vain: received before the next one, it shows that the module is slow. */
  #missed: RegExp | undefined;
  /** Time from which the module accepts the next command. */
  #restUntil = 0;
  /** Minimum rest, ms, raised after a command that followed an answer too soon was lost. */
  #leastRestMs = 0;
  #answeredAt = Number.NEGATIVE_INFINITY;
  /** Time at which the wait for a command with a line end was given up. */
  #unansweredAt = Number.NEGATIVE_INFINITY;
  #sentAt = Number.NEGATIVE_INFINITY;
  #sentLine: LineSettings | undefined;
  /** Terminator of the last command. */
  #sentAs: Framing['commandEnd'] | undefined;
  /** Time of the last command at the previous line settings. */
  #elsewhereAt = Number.NEGATIVE_INFINITY;
  #between = '';
  readonly #keep = (packet: Buffer): void => {
    this.#between = (this.#between + packet.toString('latin1')).slice(-BETWEEN_BYTES);
  };
  #onPacket: (packet: Buffer) => void = this.#keep;
  #onBytes: (bytes: Buffer) => void = () => {};
  /** Time of the last byte received. */
  #receivedAt = Number.NEGATIVE_INFINITY;
  readonly #onData = (bytes: Buffer): void => {
    this.#receivedAt = this.clock.now();
    this.#onBytes(bytes);
  };

  /** Takes the link's data until {@link end}. */
  constructor(
    readonly link: Link,
    readonly clock: Clock,
    private signal?: AbortSignal | undefined,
  ) {
    this.#parser.on('data', (packet: Buffer) => this.#onPacket(packet));
    link.pipe(this.#parser);
    link.on('data', this.#onData); // after the pipe: the parser has the bytes already
  }

  /** @throws OnairError interrupted, when the user pressed Ctrl-C */
  throwIfInterrupted(): void {
    if (this.signal?.aborted) throw stopReason(this.signal);
  }

  /**
   * Waits until the module accepts the next command.
   * @throws OnairError interrupted
   */
  async ready(framing = this.framing): Promise<void> {
    const isOther = this.#sentAs !== framing.commandEnd;
    const waitedFrom = this.clock.now();
    // The family, once known, may need less rest than the probe assumed.
    const restUntil = isOther
      ? this.#restUntil
      : Math.min(this.#restUntil, this.#answeredAt + this.#restOf(framing));
    const settled = isOther ? this.#sentAt + framing.settleMs : 0;
    const adapted = this.#isElsewhere() ? waitedFrom + ADAPTER_MS : 0;
    const until = Math.max(restUntil, settled, adapted);
    await this.#restUntilAt(until);
    // After a late answer, or one to garbage, the module needs its rest again. Once only: some never stop sending.
    if (this.#receivedAt > waitedFrom) await this.#restUntilAt(this.#receivedAt + framing.restMs);
    this.throwIfInterrupted();
  }

  #restOf({ restMs, commandEnd }: Framing): number {
    return Math.max(restMs, commandEnd === '' ? this.#leastRestMs : 0);
  }

  /** Whether the line was changed since the last command. */
  #isElsewhere(): boolean {
    const { baudRate, parity } = this.link.line;
    const last = this.#sentLine;
    return last !== undefined && (last.baudRate !== baudRate || last.parity !== parity);
  }

  async #restUntilAt(until: number): Promise<void> {
    const restMs = until - this.clock.now();
    if (restMs > 0) await this.pause(restMs);
  }

  /** Releases the link after the rest that the module needs, so that the next command is not lost. */
  async end(): Promise<void> {
    // A module that has never answered needs no rest. Only Ctrl-C can end the rest.
    if (this.link.isOpen && Number.isFinite(this.#answeredAt)) await this.ready().catch(() => {});
    this.link.unpipe(this.#parser);
    this.link.off('data', this.#onData);
    this.#parser.destroy();
  }

  /** Sends nothing for a time. @throws OnairError port-lost, interrupted */
  pause(ms: number): Promise<void> {
    return pending(this.clock, this.signal, (wait) => {
      wait.after(ms, () => wait.resolve());
      void this.link.whenClosed.then(() => wait.reject(this.link.lossError));
      return () => {};
    });
  }

  /**
   * Waits for the answers to lines that were given up: a late one would be taken for the answer to the next
   * command. @throws OnairError port-lost, interrupted
   */
  async drain(): Promise<void> {
    const leftMs = this.#unansweredAt + LOOSE_LINES.answerMs - this.clock.now();
    if (leftMs > 0) await this.listen(leftMs);
  }

  /** Time since the last byte was received, ms. */
  get quietMs(): number {
    return this.clock.now() - this.#receivedAt;
  }

  /** Receives without sending a command. @throws OnairError port-lost, interrupted */
  async listen(ms: number): Promise<string> {
    this.#parser.emitPacket(); // the rest of what was received before
    let received = '';
    this.#onPacket = (packet) => {
      received += packet.toString('latin1');
    };
    try {
      await this.pause(ms);
      this.#parser.emitPacket();
    } finally {
      this.#onPacket = this.#keep;
    }
    return received;
  }

  /** Runs `act` with the abort signal ignored: for a sequence that must not stop halfway. */
  async uninterrupted<T>(act: () => Promise<T>): Promise<T> {
    const { signal } = this;
    this.signal = undefined;
    try {
      return await act();
    } finally {
      this.signal = signal;
    }
  }

  /**
   * Sends a command and waits for an answer that `accepts` matches: `answerMs` until it begins, then its wire time.
   * @throws OnairError port-lost, interrupted
   */
  async ask(command: string, accepts: RegExp, options: AskOptions = {}): Promise<Answer> {
    const { framing = this.framing, refusal, whole } = options;
    await this.ready(framing);
    const startedAt = this.clock.now();
    this.#parser.emitPacket(); // bytes received before the command are not its answer
    const before = this.#between;
    this.#between = '';
    if (this.#missed?.test(before)) this.#slowMs = LATEST_ANSWER_MS;
    const answerMs = options.answerMs ?? Math.max(framing.answerMs, this.#slowMs);
    const bytes = Buffer.from(command + framing.commandEnd, 'latin1');
    const { line } = this.link;
    const sendingMs = wireTimeMs(bytes.length, line);
    this.#note(line, startedAt + sendingMs);
    this.#sentAs = framing.commandEnd;
    let firstAt = Number.POSITIVE_INFINITY;
    let came = '';
    this.#onBytes = (chunk) => {
      firstAt = Math.min(firstAt, this.clock.now());
      came += chunk.toString('latin1');
      if (framing.answerEnd === 'line' && chunk.at(-1) === 0x0a) this.#parser.emitPacket();
    };
    // If a byte begins in time, the wait extends to its end, and then to the whole answer.
    const limitMs = answerMs + sendingMs + wireTimeMs(FIRST_BYTES, line);
    const restMs = wireTimeMs(framing.longestAnswer - FIRST_BYTES, line);
    const received = this.#collect({ command, accepts, framing, refusal, whole }, limitMs, () => {
      if (came === '') return 0;
      return /[A-Za-z]{2}/.test(came) ? Math.max(restMs, LINGER_MS) : restMs; // text may have a pause in it
    });
    // A failed write ends the wait immediately; a write that hangs ends at the limit.
    const answer = await Promise.race([received, this.link.send(bytes).then(() => received)]);
    const now = this.clock.now();
    // After any answer the module needs a rest; after silence (or only an echo) the wait was its rest.
    if (answer.text !== '') {
      this.#restUntil = now + this.#restOf(framing);
      this.#answeredAt = now;
    } else if (framing.commandEnd !== '') this.#unansweredAt = now;
    else if (startedAt - this.#answeredAt < SILENCE.restMs) this.#leastRestMs = SILENCE.restMs;
    const elapsedMs = now - startedAt;
    this.#missed = answer.accepted ? undefined : accepts;
    if (answer.accepted) this.#slowMs = Math.max(this.#slowMs, elapsedMs * SLOW_MODULE_SLACK);
    const mayBeLate =
      startedAt - this.#elsewhereAt < LATEST_ANSWER_MS && firstAt - startedAt - sendingMs < framing.soonestMs;
    return { ...answer, before, elapsedMs, mayBeLate };
  }

  /** Records when and at which line settings the last command was sent. */
  #note(line: LineSettings, at: number): void {
    if (this.#isElsewhere()) this.#elsewhereAt = this.#sentAt;
    this.#sentLine = line;
    this.#sentAt = at;
  }

  /** @param moreMs extra wait after `limitMs`, ms */
  #collect(request: Request, limitMs: number, moreMs: () => number): Promise<Received> {
    const { refusal, whole } = request;
    return pending(this.clock, this.signal, (wait) => {
      let raw = '';
      const judge = (): Received => readAnswer(raw, request);
      const end = (): void => {
        this.#parser.emitPacket(); // also the bytes of a line that is never quiet
        wait.resolve(judge());
      };
      wait.after(limitMs, () => {
        const longerMs = moreMs();
        if (longerMs > 0) wait.after(longerMs, end);
        else end();
      });
      this.#onPacket = (packet) => {
        raw += packet.toString('latin1');
        const answer = judge();
        if (refusal?.test(answer.text)) wait.resolve(answer);
        else if (answer.accepted && (!whole || whole.test(answer.text))) wait.resolve(answer);
        else if (answer.accepted) wait.after(LINGER_MS, end);
      };
      void this.link.whenClosed.then(() => wait.reject(this.link.lossError));
      return () => {
        this.#onPacket = this.#keep;
        this.#onBytes = () => {};
      };
    });
  }
}
