import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';
import { qrCode } from '../../terminal/qr-code.js';

/** Terminal output: the address for phones, and their code. */
export class Announcer {
  #code = '';
  /** Address of the panel once it listens; undefined before. */
  #url: string | undefined;
  #isLoopback = false;

  constructor(
    private readonly io: Pick<Io, 'stdout' | 'env'>,
    private readonly out: Output,
  ) {}

  /** The code has changed: the last one was used, guesses were detected, or a new one was requested. */
  readonly code = (code: string): void => {
    this.#code = code;
    if (this.#url === undefined) return;
    this.out.event({
      schema: 'air.served@1',
      data: { event: 'code', code },
      text: [this.#isLoopback ? `for another browser: ${this.#url}#${code}` : this.#codeLine()],
    });
  };

  /** @param isLoopback only this computer can open it: a person at this terminal need not type the code */
  ready(
    facts: {
      readonly urls: readonly string[];
      readonly vehicle: string;
      readonly history: string | null;
    },
    isLoopback: boolean,
  ): void {
    const [url = '', ...others] = facts.urls;
    this.#url = url;
    this.#isLoopback = isLoopback;
    const text = isLoopback
      ? [`the panel: ${url}#${this.#code}`]
      : [
          `the panel: ${url}`,
          ...others.map((other) => `       or: ${other}`),
          // Without the pairing code: that changes with each phone, and a QR code stays on the screen.
          ...qrCode(this.io, url, ['', 'for the camera of the phone']),
          this.#codeLine(),
        ];
    this.out.event({ schema: 'air.served@1', data: { event: 'ready', ...facts, code: this.#code }, text });
  }

  board(event: 'connected' | 'lost', message: string, hint: string | null): void {
    const text = hint === null ? [message] : [message, hint];
    this.out.event({ schema: 'air.served@1', data: { event, message, hint }, text });
  }

  /** Groups are read and typed with fewer errors than six digits. */
  #codeLine(): string {
    return `code for the next phone: ${(this.#code.match(/.{1,3}/g) ?? []).join(' ')}`;
  }

  ended(): void {
    const text = ['the panel is closed: all valves are shut'];
    this.out.event({ schema: 'air.served@1', data: { event: 'ended', warnings: this.out.warnings }, text });
  }
}
