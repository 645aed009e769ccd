import { type Clock, stopReason, type Timer } from '../../host/clock.js';
import { OnairError } from '../../host/error.js';
import type { Link } from '../../host/link/link.js';
import { FirmataReader, TO_HOST } from '../air-up/board/firmata-messages.js';

/** A question that met a bootloader, or a board that was just starting, is lost: asked again after this. */
const AGAIN_MS = 500;

/** What is asked, and what counts as the answer. */
export interface Question<T> {
  readonly bytes: Uint8Array;
  /** Sees each message of the board; the first value that it returns is the answer. */
  readonly answer: (message: Buffer) => T | undefined;
  /** So long it may take. */
  readonly limitMs: number;
}

/** Questions to a Firmata board over a bare link, one at a time. */
export class BoardDialogue {
  readonly #reader = new FirmataReader(TO_HOST, (message) => this.#onMessage(message));
  #onMessage: (message: Buffer) => void = () => {};
  readonly #take = (bytes: Buffer): void => this.#reader.take(bytes);

  constructor(
    readonly link: Link,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    link.on('data', this.#take);
  }

  /**
   * Asks until there is an answer.
   * @throws OnairError device-silent, port-lost, or the reason of the signal
   */
  async ask<T>({ bytes, answer, limitMs }: Question<T>): Promise<T> {
    const { link, clock, signal } = this;
    if (signal.aborted) throw stopReason(signal);
    const over = new AbortController();
    const until = clock.now() + limitMs;
    let timer: Timer | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#onMessage = (message) => {
          const found = answer(message);
          if (found !== undefined) resolve(found);
        };
        void link.whenClosed.then(() => reject(link.lossError));
        signal.addEventListener('abort', () => reject(stopReason(signal)), { signal: over.signal });
        const send = (): void => {
          if (clock.now() >= until) {
            reject(silent(link, limitMs));
            return;
          }
          link.send(bytes).catch(reject);
          timer = clock.after(Math.min(AGAIN_MS, until - clock.now()), send);
        };
        send();
      });
    } finally {
      timer?.cancel();
      over.abort();
      this.#onMessage = () => {};
    }
  }

  /** Lets the link go. */
  end(): void {
    this.link.off('data', this.#take);
  }
}

function silent({ portName }: Link, limitMs: number): OnairError {
  return new OnairError('device-silent', {
    message: `${portName}: nothing that speaks Firmata answered within ${limitMs / 1000} s`,
    hint: 'is it the right port (onair ports)? has the board power, and a firmware (onair firmware flash)?',
    details: { port: portName },
  });
}
