import { Duplex } from 'node:stream';
import { messageOf, OnairError } from '../base/index.js';
import type { LineSettings } from './line.js';

/** Why a link ended: we closed it, or it was lost (unplugged, connection closed). */
export type CloseReason = { readonly kind: 'asked' } | { readonly kind: 'lost'; readonly message: string };

/** Seen from this computer: to the device, or from it. */
export type TrafficDirection = 'out' | 'in';

/** Sees all traffic in both directions; used by `--trace`. */
export type Tap = (direction: TrafficDirection, bytes: Buffer) => void;

/**
 * One wire of any kind: a serial port, a TCP connection or a simulated device.
 *
 *     our code ──send()/write()──▶ Link ──▶ _transmit() ──▶ port | socket | simulated device
 *     parsers  ◀──pipe()/'data'── Link ◀── received() ◀──── port | socket | simulated device
 *
 * It is a Node Duplex, so parsers are piped as node-serialport users expect. It never emits an
 * unhandled `error`: a loss is reported by {@link whenClosed} and by the rejection of {@link send}.
 */
export abstract class Link extends Duplex {
  /** Settles exactly once, also when `close` is called twice or the port is unplugged while closing. */
  readonly whenClosed: Promise<CloseReason>;
  /** Observes the traffic, if set. */
  tap: Tap | undefined;
  #settle: (reason: CloseReason) => void = () => {};
  #reason: CloseReason | undefined;
  #line: LineSettings;
  /** Pending changes of the line, by the marks that hold their places in the write queue. */
  readonly #changes = new WeakMap<Buffer, () => Promise<void>>();
  readonly #waiting = new Set<(error: OnairError) => void>();

  /**
   * @param portName the port string that the user gave, for messages
   * @param line current line settings
   * @param carriesLine whether line settings reach the far end: not through a raw TCP connection
   */
  protected constructor(
    readonly portName: string,
    line: LineSettings,
    readonly carriesLine: boolean,
  ) {
    super({ allowHalfOpen: true, emitClose: true });
    this.#line = line;
    this.whenClosed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // A destroyed stream may still report a failed write here; send() has already reported it.
    this.on('error', () => {});
  }

  /** Sends bytes to the far end; resolves when the next chunk may follow. */
  protected abstract transmit(bytes: Buffer): Promise<void>;
  /** Applies new line settings. */
  protected abstract applyLine(line: LineSettings): Promise<void>;
  /** Closes the far end; called once. */
  protected abstract shut(): Promise<void>;
  /** The reader wants more after `received` returned false. */
  protected abstract resumeReceiving(): void;

  get line(): LineSettings {
    return this.#line;
  }

  get isOpen(): boolean {
    return this.#reason === undefined;
  }

  /**
   * Changes rate, parity or handshake in order: after the bytes written before, and before those written
   * later. Unread bytes may be lost (a serial port flushes its buffers), so read an answer completely first.
   * @throws OnairError port-lost, port-failed (not supported by the adapter)
   */
  async reconfigure(change: Partial<LineSettings>): Promise<void> {
    this.#throwIfClosed();
    const apply = async (): Promise<void> => {
      const line = { ...this.#line, ...change };
      await this.applyLine(line);
      this.#line = line;
    };
    const mark = Buffer.alloc(0);
    await this.#unlessLost(
      new Promise((resolve, reject) => {
        this.#changes.set(mark, () => apply().then(resolve, reject));
        this.write(mark);
      }),
    );
  }

  /**
   * Writes all bytes in one burst; resolves when the far end has taken them.
   * @throws OnairError port-lost, also while waiting
   */
  async send(bytes: Uint8Array): Promise<void> {
    this.#throwIfClosed();
    await this.#unlessLost(
      new Promise((resolve, reject) => {
        this.write(bytes, (error) => (error ? reject(this.#lostError(error.message)) : resolve()));
      }),
    );
  }

  /** Closes the port; calling it again, or on a lost link, does nothing. */
  async close(): Promise<void> {
    this.#finish({ kind: 'asked' });
    this.destroy();
    if (!this.closed) await new Promise<void>((resolve) => this.once('close', () => resolve()));
  }

  /** Called with bytes from the far end. @returns false to pause until {@link resumeReceiving} */
  protected received(bytes: Buffer): boolean {
    if (this.#reason) return true;
    this.tap?.('in', bytes);
    return this.push(bytes);
  }

  /** Called when the far end is gone. Bytes that arrived before can still be read, then the stream ends. */
  protected lost(message: string): void {
    if (this.#reason) return;
    this.#finish({ kind: 'lost', message });
    this.once('end', () => this.destroy());
    this.push(null);
    if (this.readableLength === 0) this.read(0); // ends the stream also without a reader
  }

  override _read(): void {
    if (this.isOpen) this.resumeReceiving();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#next(chunk).then(
      () => done(),
      (error: unknown) => {
        this.lost(messageOf(error));
        // A failed write destroys a stream with its unread bytes, so it fails only when they are read.
        if (this.closed) done(this.#lostError());
        else this.once('close', () => done(this.#lostError()));
      },
    );
  }

  async #next(chunk: Buffer): Promise<void> {
    this.#throwIfClosed();
    const change = this.#changes.get(chunk);
    if (!change) this.tap?.('out', chunk);
    await this.#unlessLost(change ? change() : this.transmit(chunk));
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#finish(error ? { kind: 'lost', message: error.message } : { kind: 'asked' });
    this.shut().then(
      () => done(),
      () => done(), // nothing more can be done about a port that fails to close
    );
  }

  #finish(reason: CloseReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#settle(reason);
    for (const reject of this.#waiting) reject(this.#lostError());
    this.#waiting.clear();
  }

  /** Waits for `work`, at most until the link ends. */
  #unlessLost(work: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      void work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
    });
  }

  #throwIfClosed(): void {
    if (this.#reason) throw this.#lostError();
  }

  #lostError(because?: string): OnairError {
    const why = this.#reason?.kind === 'lost' ? this.#reason.message : (because ?? 'the port was closed');
    return new OnairError('port-lost', {
      message: `${this.portName}: the link is gone: ${why}`,
      hint: 'check cable, power and Bluetooth connection, then run the command again',
      details: { port: this.portName },
    });
  }

  /** The error for callers that wait on this link after it was lost or closed. */
  get lossError(): OnairError {
    return this.#lostError();
  }
}
