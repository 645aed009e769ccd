import { EventEmitter } from 'node:events';
import type { Clock } from '../../../../host/base/index.js';
import type { Link } from '../../../../host/link/index.js';
import { FirmataReader, TO_HOST } from './firmata-messages.js';

/** Maximum time for the last bytes to leave, ms. */
const DRAIN_MS = 1000;

/**
 * The serial port that firmata-io expects, over any Link. firmata-io never removes the listeners that it adds to its
 * transport: here they end with the transport, and the link stays clean. Only whole messages pass, and {@link onBroken}
 * gets what their listeners throw: firmata-io throws on answers that contradict each other (a mapping with more pins
 * than the capabilities had), inside an event of the link, where it would end the process with a valve open.
 */
export class FirmataTransport extends EventEmitter {
  /** Start times of the writes that are still under way. */
  readonly #underWay: number[] = [];
  #waiting: (() => void)[] = [];
  readonly #reader = new FirmataReader(TO_HOST, (message) => this.#pass(message));
  /** Called when a listener has thrown on a message. */
  onBroken: (error: unknown) => void = () => {};
  readonly #take = (bytes: Buffer): void => this.#reader.take(bytes);

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
  ) {
    super();
    link.on('data', this.#take);
  }

  /** Like a serial port, always calls `done`, also when the link is gone. The link itself reports the loss. */
  write(bytes: Uint8Array, done: () => void = () => {}): void {
    this.#underWay.push(this.clock.now());
    const sent = (): void => {
      this.#underWay.shift();
      if (this.#underWay.length === 0) for (const resolve of this.#waiting.splice(0)) resolve();
      done();
    };
    this.link.send(bytes).then(sent, sent);
  }

  /** How long the oldest byte has waited to leave, ms. */
  get lateMs(): number {
    const [oldest] = this.#underWay;
    return oldest === undefined ? 0 : this.clock.now() - oldest;
  }

  /** Resolves when every byte has left, the link is gone, or DRAIN_MS is over. */
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

  /** Detaches from the link. */
  release(): void {
    this.link.off('data', this.#take);
    this.removeAllListeners();
  }
}
