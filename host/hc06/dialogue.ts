import { InterByteTimeoutParser } from '@serialport/parser-inter-byte-timeout';
import { type Clock, stopReason } from '../clock.js';
import { wireTimeMs } from '../link/line.js';
import type { Link } from '../link/link.js';
import { SILENT_TIMING } from './dialect.js';

/** What came back on a command. */
export interface Answer {
  /** Everything heard, without the echo of the command; one character a byte. */
  readonly text: string;
  /** Whether it is what was asked for. False with a text: something else answered; with none: silence. */
  readonly accepted: boolean;
  /** The command came back first: a local echo or a shorted wire. */
  readonly echoed: boolean;
  /** From the first byte sent to the end of the wait. */
  readonly elapsedMs: number;
}

/** The longest answer of the silent dialects, with room for noise, in bytes: for the wire time at low rates. */
const LONGEST_ANSWER = 24;

/** A module that took its time once may take a little more the next time. */
const SLOW_MODULE_SLACK = 1.3;

/**
 * Talks to a module whose commands and answers are ended by silence. Each command goes out in one burst; the
 * answer is cut from the stream by the inter-byte timeout and compared as soon as the line is quiet. One
 * dialogue serves a link from probing to verifying: it knows when the module last spoke and needs its rest.
 */
export class SilentDialogue {
  readonly #parser = new InterByteTimeoutParser({ interval: SILENT_TIMING.quietMs });
  /** Longest wait for an answer; grows with a module that turns out to be slow. */
  #answerMs: number = SILENT_TIMING.answerMs;
  /** When the module may be spoken to again. */
  #restUntil = 0;
  #onPacket: (packet: Buffer) => void = () => {};

  /** Holds the link's data until {@link end}. */
  constructor(
    readonly link: Link,
    readonly clock: Clock,
    private signal?: AbortSignal | undefined,
  ) {
    this.#parser.on('data', (packet: Buffer) => this.#onPacket(packet));
    link.pipe(this.#parser);
  }

  /** @throws OnairError interrupted, when the user pressed Ctrl-C */
  throwIfInterrupted(): void {
    if (this.signal?.aborted) throw stopReason(this.signal);
  }

  /**
   * Waits until the module may be spoken to again.
   * @throws OnairError interrupted
   */
  async ready(): Promise<void> {
    const restMs = this.#restUntil - this.clock.now();
    if (restMs > 0) await this.clock.sleep(restMs, this.signal);
    this.throwIfInterrupted();
  }

  /** Lets the link go, after the rest that the module needs: whoever speaks to it next is heard. */
  async end(): Promise<void> {
    if (this.link.isOpen) await this.ready().catch(() => {}); // Ctrl-C ends the rest, nothing else can
    this.link.unpipe(this.#parser);
    this.#parser.destroy();
  }

  /** Says nothing for a while. @throws OnairError interrupted */
  pause(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.signal);
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
   * Sends a command and waits for an answer that `accepts` matches, at most `answerMs` plus the wire time;
   * left out, it is what this module is known to need.
   * @throws OnairError port-lost, interrupted
   */
  async ask(command: string, accepts: RegExp, answerMs = this.#answerMs): Promise<Answer> {
    await this.ready();
    const startedAt = this.clock.now();
    this.#parser.emitPacket(); // what came unasked before the command is no answer to it
    const bytes = Buffer.from(command, 'latin1');
    const limitMs = answerMs + wireTimeMs(bytes.length + LONGEST_ANSWER, this.link.line);
    const heard = this.#collect(command, accepts, limitMs);
    // A failed write ends the wait at once; a write that hangs does not outlive the limit.
    const answer = await Promise.race([heard, this.link.send(bytes).then(() => heard)]);
    const now = this.clock.now();
    // After an answer of any kind the module wants a rest; after silence the wait was the rest.
    if (answer.text !== '' || answer.echoed) this.#restUntil = now + SILENT_TIMING.restMs;
    const elapsedMs = now - startedAt;
    if (answer.accepted) this.#answerMs = Math.max(this.#answerMs, elapsedMs * SLOW_MODULE_SLACK);
    return { ...answer, elapsedMs };
  }

  #collect(command: string, accepts: RegExp, limitMs: number): Promise<Omit<Answer, 'elapsedMs'>> {
    return new Promise((resolve, reject) => {
      let raw = '';
      let over = false;
      const judge = (): Omit<Answer, 'elapsedMs'> => {
        const heard = withoutEcho(raw, command);
        return { ...heard, accepted: accepts.test(heard.text) };
      };
      const finish = (act: () => void): void => {
        if (over) return;
        over = true;
        timer.cancel();
        this.#onPacket = () => {};
        this.signal?.removeEventListener('abort', stop);
        act();
      };
      const stop = (): void => finish(() => reject(stopReason(this.signal)));
      const timer = this.clock.after(limitMs, () => {
        this.#parser.emitPacket(); // a line that is never quiet was heard all the same
        finish(() => resolve(judge()));
      });
      this.#onPacket = (packet) => {
        raw += packet.toString('latin1');
        const answer = judge();
        if (answer.accepted) finish(() => resolve(answer));
      };
      this.signal?.addEventListener('abort', stop, { once: true });
      void this.link.whenClosed.then(() => finish(() => reject(this.link.lossError)));
    });
  }
}

/** What was heard without the echo of the command; the beginning of an echo is no answer either. */
function withoutEcho(raw: string, command: string): Pick<Answer, 'text' | 'echoed'> {
  if (raw.includes(command)) return { text: raw.replace(command, ''), echoed: true };
  if (raw !== '' && command.startsWith(raw)) return { text: '', echoed: true };
  return { text: raw, echoed: false };
}
