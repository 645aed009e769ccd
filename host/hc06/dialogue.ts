import { InterByteTimeoutParser } from '@serialport/parser-inter-byte-timeout';
import { type Clock, pending, stopReason } from '../base/index.js';
import { type LineSettings, type Link, wireTimeMs } from '../link/index.js';
import { type Framing, LATEST_ANSWER_MS, LOOSE_LINES, QUIET_MS, SILENCE } from './framing.js';

/** What came back on a command. */
export interface Answer {
  /** Everything heard, without the echo of the command; one character a byte. */
  readonly text: string;
  /** Whether it is what was asked for. False with a text: something else answered; with none: silence. */
  readonly accepted: boolean;
  /** The command came back first: a local echo or a shorted wire. */
  readonly echoed: boolean;
  /** Lines that some modules say unasked: that a phone connects, or that it is gone. Not in `text`. */
  readonly unasked: readonly string[];
  /** What came before the command, after the answer to the last one. */
  readonly before: string;
  /** From the first byte sent to the end of the wait. */
  readonly elapsedMs: number;
  /** It came so soon after a command at other line settings that it may be the late answer to that one. */
  readonly mayBeLate: boolean;
}

type Heard = Pick<Answer, 'text' | 'accepted' | 'echoed' | 'unasked'>;

export interface AskOptions {
  readonly framing?: Framing;
  /** Longest wait, wire time not counted; left out, it is what this module is known to need. */
  readonly answerMs?: number;
  /** What ends the wait although it is not what was asked for. */
  readonly refusal?: RegExp | undefined;
  /** What an accepted answer looks like when nothing is missing at its end; any other is waited for a little longer. */
  readonly whole?: RegExp | undefined;
}

interface Asked {
  readonly command: string;
  readonly accepts: RegExp;
  readonly framing: Framing;
  readonly refusal: RegExp | undefined;
  readonly whole: RegExp | undefined;
}

/** A module that took its time once may take a little more the next time. */
const SLOW_MODULE_SLACK = 1.3;

/** How much longer an answer is waited for that may have a pause in it: adapters and pass-through boards make 120 ms. */
const LINGER_MS = 150;

/** What an adapter needs after a change of rate or parity before its first byte is right. */
const ADAPTER_MS = 15;

/** Maximum of what is kept of the bytes between two commands. */
const BETWEEN_BYTES = 80;

/** Bytes whose wire time shows whether anything answers at all; only then is the whole answer waited for. */
const FIRST_BYTES = 2;

/** What BT04-A and some HC-05 relatives say without being asked. */
const UNASKED = /^\+(?:CONNECTING<<.*|CONNECTED.*|DISC(?::|ONNECT).*|READY|PAIRABLE)\r?\n/gm;

/**
 * Talks to a module by the framing of its family. Each command goes out in one burst; the answer is cut from the
 * stream by the inter-byte timeout, or by the end of a line where that ends an answer, and compared at once. One
 * dialogue serves a link from probing to verifying: it knows when the module last spoke and needs its rest.
 */
export class Dialogue {
  /** The framing of its commands and answers; the probe finds it out. */
  framing: Framing = SILENCE;
  readonly #parser = new InterByteTimeoutParser({ interval: QUIET_MS });
  /** Longest wait for an answer of a module that turned out to be slow. */
  #slowMs = 0;
  /** When the module takes the next command. */
  #restUntil = 0;
  /** The least rest, once a command was lost that came soon after an answer. */
  #leastRestMs = 0;
  #answeredAt = Number.NEGATIVE_INFINITY;
  /** When a command with a line end was given up. */
  #unansweredAt = Number.NEGATIVE_INFINITY;
  #sentAt = Number.NEGATIVE_INFINITY;
  #sentLine: LineSettings | undefined;
  /** What ended the last command. */
  #sentAs: Framing['commandEnd'] | undefined;
  /** When something was last said at other line settings than the last ones. */
  #elsewhereAt = Number.NEGATIVE_INFINITY;
  #between = '';
  readonly #keep = (packet: Buffer): void => {
    this.#between = (this.#between + packet.toString('latin1')).slice(-BETWEEN_BYTES);
  };
  #onPacket: (packet: Buffer) => void = this.#keep;
  #onBytes: (bytes: Buffer) => void = () => {};
  /** When something was heard last. */
  #heardAt = Number.NEGATIVE_INFINITY;
  readonly #onData = (bytes: Buffer): void => {
    this.#heardAt = this.clock.now();
    this.#onBytes(bytes);
  };

  /** Holds the link's data until {@link end}. */
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
   * Waits until the module takes the next command.
   * @throws OnairError interrupted
   */
  async ready(framing = this.framing): Promise<void> {
    const isOther = this.#sentAs !== framing.commandEnd;
    const waitedFrom = this.clock.now();
    // What needs less rest than it was asked with, now that it is known, gets less.
    const restUntil = isOther
      ? this.#restUntil
      : Math.min(this.#restUntil, this.#answeredAt + this.#restOf(framing));
    const settled = isOther ? this.#sentAt + framing.settleMs : 0;
    const adapted = this.#isElsewhere() ? waitedFrom + ADAPTER_MS : 0;
    const until = Math.max(restUntil, settled, adapted);
    await this.#restUntilAt(until);
    // A module that spoke meanwhile, to garbage or late, needs its rest again; once only, as some never stop talking.
    if (this.#heardAt > waitedFrom) await this.#restUntilAt(this.#heardAt + framing.restMs);
    this.throwIfInterrupted();
  }

  #restOf({ restMs, commandEnd }: Framing): number {
    return Math.max(restMs, commandEnd === '' ? this.#leastRestMs : 0);
  }

  /** Whether the line was changed since something was sent. */
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
    // What has never answered needs no rest.
    if (this.link.isOpen && Number.isFinite(this.#answeredAt)) await this.ready().catch(() => {}); // Ctrl-C ends the rest, nothing else can
    this.link.unpipe(this.#parser);
    this.link.off('data', this.#onData);
    this.#parser.destroy();
  }

  /** Says nothing for a while. @throws OnairError port-lost, interrupted */
  pause(ms: number): Promise<void> {
    return pending(this.clock, this.signal, (wait) => {
      wait.after(ms, () => wait.resolve());
      void this.link.whenClosed.then(() => wait.reject(this.link.lossError));
      return () => {};
    });
  }

  /**
   * Waits for the answers to lines that were given up: one that comes later would be taken for the answer to the next
   * command. @throws OnairError port-lost, interrupted
   */
  async drain(): Promise<void> {
    const leftMs = this.#unansweredAt + LOOSE_LINES.answerMs - this.clock.now();
    if (leftMs > 0) await this.listen(leftMs);
  }

  /** What comes without a command. @throws OnairError port-lost, interrupted */
  async listen(ms: number): Promise<string> {
    this.#parser.emitPacket(); // the rest of what came before
    let heard = '';
    this.#onPacket = (packet) => {
      heard += packet.toString('latin1');
    };
    try {
      await this.pause(ms);
      this.#parser.emitPacket();
    } finally {
      this.#onPacket = this.#keep;
    }
    return heard;
  }

  /** Runs `act` without listening to the abort signal: for a sequence that must not stop half-way. */
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
   * Sends a command and waits for an answer that `accepts` matches: `answerMs` for its beginning, then its wire time.
   * @throws OnairError port-lost, interrupted
   */
  async ask(command: string, accepts: RegExp, options: AskOptions = {}): Promise<Answer> {
    const { framing = this.framing, refusal, whole } = options;
    const answerMs = options.answerMs ?? Math.max(framing.answerMs, this.#slowMs);
    await this.ready(framing);
    const startedAt = this.clock.now();
    this.#parser.emitPacket(); // what came unasked before the command is no answer to it
    const before = this.#between;
    this.#between = '';
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
    // A byte that begins in time is waited for to its end, and then the whole answer.
    const limitMs = answerMs + sendingMs + wireTimeMs(FIRST_BYTES, line);
    const restMs = wireTimeMs(framing.longestAnswer - FIRST_BYTES, line);
    const heard = this.#collect({ command, accepts, framing, refusal, whole }, limitMs, () => {
      if (came === '') return 0;
      return /[A-Za-z]{2}/.test(came) ? Math.max(restMs, LINGER_MS) : restMs; // words may have a pause in them
    });
    // A failed write ends the wait at once; a write that hangs does not outlive the limit.
    const answer = await Promise.race([heard, this.link.send(bytes).then(() => heard)]);
    const now = this.clock.now();
    // After an answer of any kind the module needs a rest; after silence, also behind an echo, the wait was the rest.
    if (answer.text !== '') {
      this.#restUntil = now + this.#restOf(framing);
      this.#answeredAt = now;
    } else if (framing.commandEnd !== '') this.#unansweredAt = now;
    else if (startedAt - this.#answeredAt < SILENCE.restMs) this.#leastRestMs = SILENCE.restMs;
    const elapsedMs = now - startedAt;
    if (answer.accepted) this.#slowMs = Math.max(this.#slowMs, elapsedMs * SLOW_MODULE_SLACK);
    const mayBeLate =
      startedAt - this.#elsewhereAt < LATEST_ANSWER_MS && firstAt - startedAt - sendingMs < framing.soonestMs;
    return { ...answer, before, elapsedMs, mayBeLate };
  }

  /** Remembers when something was said, and where else before. */
  #note(line: LineSettings, at: number): void {
    if (this.#isElsewhere()) this.#elsewhereAt = this.#sentAt;
    this.#sentLine = line;
    this.#sentAt = at;
  }

  /** @param moreMs how much longer to wait after `limitMs` */
  #collect(
    { command, accepts, framing, refusal, whole }: Asked,
    limitMs: number,
    moreMs: () => number,
  ): Promise<Heard> {
    return pending(this.clock, this.signal, (wait) => {
      let raw = '';
      const judge = (): Heard => {
        const { text, echoed } = withoutEcho(raw, command, framing.commandEnd);
        const answer = text.replace(UNASKED, '');
        const unasked = text.match(UNASKED)?.map((line) => line.trim()) ?? [];
        return { text: answer, echoed, unasked, accepted: accepts.test(answer) };
      };
      const end = (): void => {
        this.#parser.emitPacket(); // also what came on a line that is never quiet
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

/** What was heard without the echo of the command; the beginning of an echo is no answer either. */
function withoutEcho(raw: string, command: string, end: string): Pick<Answer, 'text' | 'echoed'> {
  const whole = command + end;
  const echo = [whole, command].find((text) => command !== '' && raw.includes(text));
  if (echo !== undefined) return { text: raw.replace(echo, ''), echoed: true };
  if (raw !== '' && whole.startsWith(raw)) return { text: '', echoed: true };
  return { text: raw, echoed: false };
}
