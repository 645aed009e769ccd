import { type Clock, OnairError, pending } from '../../base/index.js';
import type { Link } from '../../link/index.js';

/** Longest line of a script at the slowest speed takes a tenth of this; longer means that the port is blocked. */
const SEND_LIMIT_MS = 2000;

/**
 * Talking over a link: bytes out, bytes heard, and waits that always end: by what is heard, by the clock, by a lost
 * link (its own `lossError`), or by the user (`interrupted`). One wait at a time. After {@link close} the link is as it
 * was, and the next reader finds everything that came later.
 */
export class Conversation {
  #heard: Buffer = Buffer.alloc(0);
  #lost = false;
  #look: () => void = () => {};

  constructor(
    readonly link: Link,
    private readonly clock: Clock,
    private readonly signal?: AbortSignal,
    private readonly onBytes: (bytes: Buffer) => void = () => {},
  ) {
    // `readable` and not `data`: once this listener is gone the stream keeps what comes.
    link.on('readable', this.#read);
    void link.whenClosed.then(() => {
      this.#lost = true;
      this.#look();
    });
  }

  /** Everything heard since {@link mark}. */
  get heard(): Buffer {
    return this.#heard;
  }

  /** The same as text. Bytes above 0x7F are left out: no radio says them on purpose. */
  get text(): string {
    return textOf(this.#heard);
  }

  /** Forgets what was heard. */
  mark(): void {
    this.#heard = Buffer.alloc(0);
  }

  /** @throws OnairError port-lost, interrupted, device-silent (the port takes no bytes) */
  async say(text: string): Promise<void> {
    let over = false;
    const ended = (): void => {
      over = true;
      this.#look();
    };
    // A failed write means a lost link, and that ends every wait by itself.
    this.link.send(Buffer.from(text, 'latin1')).then(ended, ended);
    if (!(await this.until(() => over, SEND_LIMIT_MS))) {
      throw new OnairError('device-silent', {
        message: `${this.link.portName}: the port takes no bytes`,
        hint: 'with hardware handshake the radio must raise CTS: is it on, and does the cable carry RTS and CTS? If not: --handshake none',
        details: { port: this.link.portName },
      });
    }
  }

  /**
   * Resolves true as soon as `satisfied`, false when `withinMs` are over.
   * @throws OnairError port-lost, interrupted
   */
  until(satisfied: () => boolean, withinMs: number): Promise<boolean> {
    return pending(this.clock, this.signal, (wait) => {
      this.#look = () => {
        if (satisfied()) wait.resolve(true);
        else if (this.#lost) wait.reject(this.link.lossError);
      };
      wait.after(withinMs, () => wait.resolve(false));
      this.#look();
      return () => {
        this.#look = () => {};
      };
    });
  }

  /** Waits until nothing came for `quietMs`, but no longer than `atMostMs`; then forgets what was heard. */
  async calm(quietMs: number, atMostMs: number): Promise<void> {
    const end = this.clock.now() + atMostMs;
    let length: number;
    do {
      length = this.#heard.length;
      await this.until(() => this.#heard.length > length, quietMs);
    } while (this.#heard.length > length && this.clock.now() < end);
    this.mark();
  }

  close(): void {
    this.link.off('readable', this.#read);
  }

  readonly #read = (): void => {
    for (;;) {
      const chunk: unknown = this.link.read();
      if (!(chunk instanceof Buffer)) break;
      this.onBytes(chunk);
      this.#heard = Buffer.concat([this.#heard, chunk]);
    }
    this.#look();
  };
}

/** Bytes as text for patterns, without those above 0x7F. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\xff]/g, '');
}
