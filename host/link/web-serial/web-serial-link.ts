import { messageOf, OnairError } from '../../base/index.js';
import { formatLine, type LineSettings } from '../line.js';
import { Link } from '../link.js';
import { isBluetooth, optionsFor, type WebSerialPort } from './web-serial-port.js';

type Reader = ReturnType<NonNullable<WebSerialPort['readable']>['getReader']>;
type Writer = ReturnType<NonNullable<WebSerialPort['writable']>['getWriter']>;

/**
 * Read errors in a row, without a byte between them, after which the device counts as gone. A break or framing error is
 * none of these by itself: the port has a new stream after it (Web Serial, "readable attribute").
 */
const ERRORS_IN_A_ROW = 20;

/**
 * Chromium tells that a port is closed before it is, and on a busy machine one that is opened again at once is still
 * busy (seen with Chromium 156 on Linux). Pauses between the tries, ms.
 */
const TRY_AGAIN_AFTER_MS = [10, 40, 100, 200] as const;

/** A port that the browser's user has granted to this page. */
export class WebSerialLink extends Link {
  readonly #port: WebSerialPort;
  #reader: Reader | undefined;
  #writer: Writer | undefined;
  /** Settles when no reader holds the port any more. */
  #reading: Promise<void> = Promise.resolve();
  /** Set while the port is closed on purpose: the end of its stream is not a loss. */
  #isClosing = false;
  #wanted: (() => void) | undefined;

  private constructor(portName: string, line: LineSettings, port: WebSerialPort) {
    super(portName, line, !isBluetooth(port.getInfo()));
    this.#port = port;
    this.#reading = this.#read();
  }

  /** @throws OnairError port-busy (this page has it open), port-failed */
  static async open(port: WebSerialPort, portName: string, line: LineSettings): Promise<WebSerialLink> {
    try {
      await openPort(port, line);
    } catch (error) {
      throw openError(portName, error);
    }
    return new WebSerialLink(portName, line, port);
  }

  protected override async transmit(bytes: Buffer): Promise<void> {
    const writer = this.#port.writable?.getWriter();
    if (!writer) throw new Error('the port has no output any more');
    this.#writer = writer;
    try {
      // A copy: the browser may keep the array, and a slice of Node's pool is not its own buffer.
      await writer.write(Uint8Array.from(bytes));
    } finally {
      this.#writer = undefined;
      writer.releaseLock();
    }
  }

  /**
   * Web Serial has no change of a line: the port is closed and opened again. Bytes written before are sent out first.
   */
  protected override async applyLine(line: LineSettings): Promise<void> {
    try {
      await this.#drain();
      await this.#release();
      await openPort(this.#port, line);
    } catch (error) {
      const why = `it does not open again with ${formatLine(line)}: ${messageOf(error)}`;
      if (!(await this.#reopened())) this.lost(why);
      throw new OnairError('port-failed', {
        message: `${this.portName}: can't switch to ${formatLine(line)}: ${messageOf(error)}`,
        hint: 'this adapter or its driver may not support that rate; try another adapter',
        details: { port: this.portName, baudRate: line.baudRate, parity: line.parity },
        cause: error,
      });
    }
    this.#resume();
  }

  protected override resumeReceiving(): void {
    this.#wanted?.();
  }

  protected override async shut(): Promise<void> {
    await this.#release();
  }

  /** After a failed change the port is opened with the settings that worked. @returns whether that succeeded */
  async #reopened(): Promise<boolean> {
    try {
      if (this.#port.readable === null) await openPort(this.#port, this.line);
    } catch {
      return false;
    }
    this.#resume();
    return true;
  }

  #resume(): void {
    this.#isClosing = false;
    this.#reading = this.#read();
  }

  /** Closing a writer waits until the bytes have left the computer (Web Serial, "writable attribute"). */
  async #drain(): Promise<void> {
    const writer = this.#port.writable?.getWriter();
    try {
      await writer?.close();
    } finally {
      writer?.releaseLock();
    }
  }

  async #release(): Promise<void> {
    this.#isClosing = true;
    this.#wanted?.();
    await this.#reader?.cancel().catch(() => {}); // a lost device has errored the stream already
    await this.#reading;
    this.#writer?.releaseLock(); // a write may wait for ever; close() aborts it
    await this.#port.close().catch(() => {}); // closed already, when the device is gone
  }

  /** Reads until the port is closed or gone. */
  async #read(): Promise<void> {
    let errors = 0;
    let why = 'unplugged, switched off, or out of range';
    while (this.#port.readable && !this.#isClosing && errors < ERRORS_IN_A_ROW) {
      const reader = this.#port.readable.getReader();
      this.#reader = reader;
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          errors = 0;
          if (!this.received(Buffer.from(value))) await this.#untilWanted();
        }
        if (!this.#isClosing) break; // the browser took the port back
      } catch (error) {
        errors++;
        why = messageOf(error);
      } finally {
        this.#reader = undefined;
        reader.releaseLock();
      }
    }
    if (!this.#isClosing) this.lost(why);
  }

  #untilWanted(): Promise<void> {
    if (this.#isClosing) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wanted = () => {
        this.#wanted = undefined;
        resolve();
      };
    });
  }
}

/** @throws what `open` throws at the last try, or at one that waiting does not help */
async function openPort(port: WebSerialPort, line: LineSettings): Promise<void> {
  for (const pauseMs of TRY_AGAIN_AFTER_MS) {
    try {
      return await port.open(optionsFor(line));
    } catch (error) {
      const mayBeBusy = error instanceof Error && error.name === 'NetworkError' && port.connected !== false;
      if (!mayBeBusy) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return port.open(optionsFor(line));
}

/** Browsers have one text for all reasons, so the hint names them in the order of how often they are the cause. */
function openError(portName: string, error: unknown): OnairError {
  const isOpen = error instanceof Error && error.name === 'InvalidStateError';
  return new OnairError(isOpen ? 'port-busy' : 'port-failed', {
    message: isOpen
      ? `${portName}: this page has the port open already`
      : `${portName}: the browser can't open the port: ${messageOf(error)}`,
    hint: isOpen
      ? 'disconnect it first'
      : 'close other tabs and programs that use it, check power and cable; on Linux your user must be in the group dialout',
    details: { port: portName },
    cause: error,
  });
}
