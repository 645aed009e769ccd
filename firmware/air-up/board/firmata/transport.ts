import { EventEmitter } from 'node:events';
import type { Clock } from '../../../../host/base/index.js';
import type { Link } from '../../../../host/link/index.js';
import { FirmataReader, TO_HOST } from './firmata-messages.js';

/** Maximum time for the last bytes to leave, ms. */
const DRAIN_MS = 1000;

/**
 * What firmata-io takes for a serial port, over any Link. firmata-io hangs listeners on its transport that it never
 * removes again: here they end with the transport, and the link stays clean. Only whole messages pass, and what their
 * hearers throw comes to {@link onBroken}: firmata-io throws on answers that do not fit each other (a mapping with more
 * pins than the capabilities had), out of an event of the link, where it would end the process with a valve open.
 */
export class FirmataTransport extends EventEmitter {
  /** When each write began that is still on its way. */
  readonly #underWay: number[] = [];
  #waiting: (() => void)[] = [];
  readonly #reader = new FirmataReader(TO_HOST, (message) => this.#pass(message));
  /** A listener threw on a message. */
  onBroken: (error: unknown) => void = () => {};
  readonly #take = (bytes: Buffer): void => this.#reader.take(bytes);

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
  ) {
    super();
    link.on('data', this.#take);
  }

  /** As a serial port does it: `done` always comes, also when the link is gone. The loss itself is reported by the link. */
  write(bytes: Uint8Array, done: () => void = () => {}): void {
    this.#underWay.push(this.clock.now());
    const sent = (): void => {
      this.#underWay.shift();
      if (this.#underWay.length === 0) for (const resolve of this.#waiting.splice(0)) resolve();
      done();
    };
    this.link.send(bytes).then(sent, sent);
  }

  /** How long the oldest byte waits for its way out, ms. */
  get lateMs(): number {
    const [oldest] = this.#underWay;
    return oldest === undefined ? 0 : this.clock.now() - oldest;
  }

  /** Resolves when every byte has left, the link is gone, or that takes too long. */
  drained(): Promise<void> {
    if (this.#underWay.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.clock.after(DRAIN_MS, resolve);
      this.#waiting.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  #pass(message: Buffer): void {
    try {
      this.emit('data', message);
    } catch (error) {
      this.onBroken(error);
    }
  }

  /** Lets the link go. */
  release(): void {
    this.link.off('data', this.#take);
    this.removeAllListeners();
  }
}
