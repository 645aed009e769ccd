import { setTimeout as delay } from 'node:timers/promises';
import type { SerialPort } from 'serialport';
import { messageOf, OnairError } from '../../base/index.js';
import { explainOpenError } from '../doctor/open-error.js';
import { formatLine, type LineSettings } from '../line.js';
import { Link } from '../link.js';
import { mendPoller } from './serial-poller.js';

/** Waits between tries, ms: a port may stay locked for a moment after closing (node-serialport #2735, #2685). */
const REOPEN_PAUSES_MS = [0, 20, 100, 400];

/** A serial port of this computer: USB adapter, on-board UART, rfcomm node or pseudo-terminal. */
export class SerialLink extends Link {
  readonly #path: string;
  #port: SerialPort;
  /** Set while the port is reopened for a parity change: that close is not a loss. */
  #reopening: Promise<void> | undefined;

  private constructor(path: string, line: LineSettings, port: SerialPort) {
    super(path, line, true);
    this.#path = path;
    this.#port = port;
    this.#listen(port);
  }

  /** @throws OnairError port-missing, port-denied, port-busy, port-failed */
  static async open(path: string, line: LineSettings): Promise<SerialLink> {
    try {
      return new SerialLink(path, line, await openPort(path, line));
    } catch (error) {
      throw await explainOpenError(path, messageOf(error));
    }
  }

  #listen(port: SerialPort): void {
    port.on('data', (bytes: Buffer) => {
      if (!this.received(bytes)) port.pause();
    });
    port.on('error', (error) => this.lost(error.message));
    port.on('close', () => {
      if (this.#reopening !== undefined) return;
      port.read(); // bytes held since the pause arrive as the last 'data'
      this.lost('unplugged, switched off, or the program at its other end stopped');
    });
    mendPoller(port, () => port.close(() => {}));
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      // On a closing port this never calls back; Link does not wait beyond its loss.
      this.#port.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  /**
   * Changes the rate in place; everything else closes and reopens the port, because update() of serialport 13
   * takes only a rate. Both discard unread bytes.
   */
  protected override async applyLine(line: LineSettings): Promise<void> {
    await this.#drain();
    const rateOnly = line.parity === this.line.parity && line.rtscts === this.line.rtscts;
    try {
      if (rateOnly) await this.#update(line.baudRate);
      else await this.#reopen(line);
    } catch (error) {
      throw new OnairError('port-failed', {
        message: `${this.#path}: can't switch to ${line.baudRate} baud, parity ${line.parity}: ${messageOf(error)}`,
        hint: 'this adapter or its driver may not do that rate; try another adapter',
        details: { port: this.#path, baudRate: line.baudRate, parity: line.parity },
        cause: error,
      });
    }
  }

  #drain(): Promise<void> {
    return new Promise((resolve, reject) => this.#port.drain((error) => (error ? reject(error) : resolve())));
  }

  #update(baudRate: number): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#port.update({ baudRate }, (error) => (error ? reject(error) : resolve())),
    );
  }

  async #reopen(line: LineSettings): Promise<void> {
    if (!this.isOpen) throw this.lossError; // closed meanwhile; a new port would stay open
    this.#reopening = closePort(this.#port).then(async () => {
      this.#port = await openPort(this.#path, line);
      this.#listen(this.#port);
    });
    try {
      await this.#reopening;
    } catch (error) {
      this.lost(`it does not open again with ${formatLine(line)}: ${messageOf(error)}`);
      throw error;
    } finally {
      this.#reopening = undefined;
    }
  }

  protected override resumeReceiving(): void {
    this.#port.resume();
  }

  protected override async shut(): Promise<void> {
    await this.#reopening?.catch(() => {}); // otherwise its new port would stay open
    await closePort(this.#port);
  }
}

/** Loads the native binding on first use: importing this module needs none. */
async function openPort(path: string, line: LineSettings): Promise<SerialPort> {
  const { SerialPort } = await import('serialport');
  let failure: unknown;
  for (const pauseMs of REOPEN_PAUSES_MS) {
    await delay(pauseMs);
    const port = new SerialPort({ path, ...line, dataBits: 8, stopBits: 1, autoOpen: false });
    try {
      await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
      return port;
    } catch (error) {
      failure = error;
      if (!/cannot lock/i.test(messageOf(error))) break;
    }
  }
  throw failure;
}

function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}
