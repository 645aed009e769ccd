import type { Clock, Timer } from '../../base/index.js';
import type { Firmware } from './firmware.js';

/** Buffer size. The longest command has about 30 bytes. */
const BUFFER_BYTES = 64;

/** Splits the bytes that a module receives into commands: at silence, at CR LF, or at CR. */
export class CommandInput {
  #pending = '';
  #receivedAt = Number.NEGATIVE_INFINITY;
  #silence: Timer | undefined;

  /** @param endMs the silence that ends a command, if the firmware uses silence */
  constructor(
    private readonly clock: Clock,
    private readonly firmware: Firmware,
    private readonly endMs: number,
    private readonly onCommand: (command: string) => void,
  ) {}

  receive(bytes: Buffer): void {
    const now = this.clock.now();
    const { commandEnd, gapMs } = this.firmware;
    if (gapMs !== undefined && now - this.#receivedAt > gapMs) this.#pending = '';
    this.#receivedAt = now;
    this.#pending += bytes.toString('latin1');
    if (commandEnd !== 'silence') this.#takeLines(commandEnd === 'cr' ? '\r' : '\r\n');
    else {
      this.#pending = this.#pending.slice(0, BUFFER_BYTES);
      this.#silence?.cancel();
      this.#silence = this.clock.after(this.endMs, () => this.#takeAll());
    }
  }

  /** Discards an unfinished command. */
  clear(): void {
    this.#silence?.cancel();
    this.#pending = '';
  }

  #takeLines(lineEnd: string): void {
    for (;;) {
      const end = this.#pending.indexOf(lineEnd);
      if (end < 0) break;
      const command = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end + lineEnd.length);
      if (command !== '') this.onCommand(command);
    }
    this.#pending = this.#pending.slice(-BUFFER_BYTES);
  }

  #takeAll(): void {
    const command = this.#pending;
    this.#pending = '';
    this.onCommand(command);
  }
}
