import type { WebSerialOptions, WebSerialPort } from '../../../host/link/web-serial/web-serial-port.js';
import type { FarEnd } from './contract.js';
import { ReceivedBytes } from './received-bytes.js';

/** Size of the pieces in which the browser gives bytes, at most. */
const PIECE = 4096;

/**
 * A port as Chromium gives it, as far as we know it: streams that are new at each opening, a close that fails while a
 * stream is locked, read errors that end a stream and not the port.
 */
export class FakeWebSerialPort implements WebSerialPort, FarEnd {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly heard = new ReceivedBytes();
  /** Settings of each opening, in order. */
  readonly opened: WebSerialOptions[] = [];
  /** Rates that the adapter refuses. */
  readonly refused = new Set<number>();
  /** How many openings fail because the browser has not closed it yet. */
  busyFor = 0;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #queue: Buffer[] = [];
  #isGone = false;
  #taking: Promise<void> = Promise.resolve();
  #take: () => void = () => {};

  constructor(private readonly info: ReturnType<WebSerialPort['getInfo']> = {}) {}

  getInfo(): ReturnType<WebSerialPort['getInfo']> {
    return this.info;
  }

  async open(options: WebSerialOptions): Promise<void> {
    if (this.readable) throw new DOMException('The port is already open.', 'InvalidStateError');
    if (this.busyFor-- > 0) throw new DOMException('Failed to open serial port.', 'NetworkError');
    if (this.#isGone || this.refused.has(options.baudRate))
      throw new DOMException('Failed to open serial port.', 'NetworkError');
    this.opened.push(options);
    this.#queue = []; // the driver discards what came before
    this.#openReadable();
    this.writable = new WritableStream({ write: (bytes) => this.#taken(bytes) });
  }

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('Cannot close a locked stream');
    this.#shut();
  }

  send(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; from += PIECE)
      this.#queue.push(bytes.subarray(from, from + PIECE));
    this.#feed();
  }

  pause(): void {
    this.#taking = new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  resume(): void {
    this.#take();
  }

  unplug(): void {
    this.#isGone = true;
    const controller = this.#controller;
    this.#shut();
    controller?.error(new DOMException('The device has been lost.', 'NetworkError'));
  }

  retune(): void {} // bytes arrive at any rate

  /** A break or a framing error: the stream ends with it, and the port has a new one. */
  disturb(name = 'BreakError'): void {
    const controller = this.#controller;
    this.#openReadable();
    controller?.error(new DOMException('Break received', name));
  }

  #openReadable(): void {
    this.readable = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#feed(),
      },
      { highWaterMark: 2 },
    );
  }

  #feed(): void {
    while ((this.#controller?.desiredSize ?? 0) > 0) {
      const bytes = this.#queue.shift();
      if (!bytes) return;
      this.#controller?.enqueue(Uint8Array.from(bytes));
    }
  }

  async #taken(bytes: Uint8Array): Promise<void> {
    await this.#taking;
    if (this.#isGone) throw new DOMException('The device has been lost.', 'NetworkError');
    this.heard.take(Buffer.from(bytes));
  }

  #shut(): void {
    this.readable = null;
    this.writable = null;
    this.#controller = undefined;
    this.resume();
  }
}
