import { DEFAULT_LINE } from '../../../host/link/line.js';
import { Link } from '../../../host/link/link.js';
import type { EmulatedBoard } from './emulated-board.js';

/** The USB cable to an emulated board. {@link deliver} delivers the bytes of the board, because its time is pumped. */
export class EmulatedLink extends Link {
  #heard: number[] = [];

  /** Opens the port, which resets the board as DTR does on an Uno. */
  constructor(private readonly uno: EmulatedBoard) {
    super('emulated uno', { ...DEFAULT_LINE, baudRate: uno.hostBaudRate }, true);
    uno.onHostByte = (byte) => this.#heard.push(byte);
    uno.reset();
  }

  /** Delivers the bytes that the board has sent since the last call. */
  deliver(): void {
    if (this.#heard.length === 0) return;
    const bytes = Buffer.from(this.#heard);
    this.#heard = [];
    this.received(bytes);
  }

  /** The USB plug is pulled; the board has another power supply and keeps running. */
  unplug(): void {
    this.uno.onHostByte = () => {};
    this.lost('unplugged');
  }

  protected override transmit(bytes: Buffer): Promise<void> {
    this.uno.hostSend(bytes);
    return Promise.resolve();
  }

  protected override applyLine(line: { readonly baudRate: number }): Promise<void> {
    this.uno.hostBaudRate = line.baudRate;
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {
    // The board's UART does not wait for a slow reader; bytes stay in the stream's buffer.
  }

  protected override shut(): Promise<void> {
    this.uno.onHostByte = () => {};
    return Promise.resolve();
  }
}
