import { type Clock, OnairError, stopReason, type Timer } from '../../host/base/index.js';
import type { Link } from '../../host/link/index.js';
import { FirmataTransport } from '../air-up/board/firmata/index.js';
import { LeaseDialogue } from '../air-up/board/lease/index.js';

/** Time after which a question is repeated, ms: a bootloader, or a board that is starting, loses it. */
const AGAIN_MS = 500;

/** A question, and what counts as its answer. */
export interface BoardQuestion<T> {
  readonly bytes: Uint8Array;
  /** Receives each message of the board; the first value that it returns is the answer. */
  readonly answer: (message: Buffer) => T | undefined;
  /** Maximum time for it, ms. */
  readonly limitMs: number;
}

/** Questions to a Firmata board over a bare link, one at a time, without Johnny-Five. */
export class BoardDialogue {
  readonly #transport: FirmataTransport;
  /** The lease dialogue; call it through {@link unlessOver}. */
  readonly leases: LeaseDialogue;

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    this.#transport = new FirmataTransport(link, clock);
    this.leases = new LeaseDialogue(this.#transport, link.portName, clock);
  }

  get portName(): string {
    return this.link.portName;
  }

  /**
   * Asks until there is an answer.
   * @throws OnairError device-silent, port-lost, or the reason of the signal
   */
  async ask<T>({ bytes, answer, limitMs }: BoardQuestion<T>): Promise<T> {
    const { link, clock } = this;
    const transport = this.#transport;
    const until = clock.now() + limitMs;
    let timer: Timer | undefined;
    let onData = (_message: Buffer): void => {};
    try {
      return await this.unlessOver(
        new Promise<T>((resolve, reject) => {
          onData = (message) => {
            const found = answer(message);
            if (found !== undefined) resolve(found);
          };
          transport.on('data', onData);
          const send = (): void => {
            if (clock.now() >= until) {
              reject(silent(link, limitMs));
              return;
            }
            transport.write(bytes);
            timer = clock.after(Math.min(AGAIN_MS, until - clock.now()), send);
          };
          send();
        }),
      );
    } finally {
      timer?.cancel();
      transport.off('data', onData);
    }
  }

  /**
   * Waits for `work`, but not beyond the end of the link or the abort of the signal.
   * @throws OnairError port-lost, or the reason of the signal
   */
  async unlessOver<T>(work: Promise<T>): Promise<T> {
    const { link, signal } = this;
    const done = new AbortController();
    try {
      return await new Promise<T>((resolve, reject) => {
        work.then(resolve, reject);
        void link.whenClosed.then(() => reject(link.lossError));
        const stop = (): void => reject(stopReason(signal));
        signal.addEventListener('abort', stop, { signal: done.signal });
        if (signal.aborted) stop();
      });
    } finally {
      done.abort();
    }
  }

  /** Detaches from the link. */
  end(): void {
    this.#transport.release();
  }
}

function silent({ portName }: Link, limitMs: number): OnairError {
  return new OnairError('device-silent', {
    message: `${portName}: nothing that speaks Firmata answered within ${limitMs / 1000} s`,
    hint: 'is it the right port (onair ports)? has the board power, and a firmware (onair firmware flash)?',
    details: { port: portName },
  });
}
