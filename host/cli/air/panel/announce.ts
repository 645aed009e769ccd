import type { Output } from '../../terminal/output.js';

/** What the terminal shows: where phones connect, and the code that they need. */
export class Announcer {
  #code: string | null = null;
  #isReady = false;

  constructor(private readonly out: Output) {}

  /** The code has changed: the last one was used, or guessed at too often. */
  readonly code = (code: string): void => {
    this.#code = code;
    if (!this.#isReady) return;
    this.out.event({
      schema: 'air.served@1',
      data: { event: 'code', code },
      text: [`code for the next phone: ${spoken(code)}`],
    });
  };

  ready(facts: {
    readonly urls: readonly string[];
    readonly vehicle: string;
    readonly history: string | null;
  }): void {
    this.#isReady = true;
    const text = facts.urls.map((url, at) => (at === 0 ? `the panel: ${url}` : `       or: ${url}`));
    if (this.#code !== null) text.push(`code for the next phone: ${spoken(this.#code)}`);
    this.out.event({ schema: 'air.served@1', data: { event: 'ready', ...facts, code: this.#code }, text });
  }

  board(event: 'connected' | 'lost', message: string, hint: string | null): void {
    const text = hint === null ? [message] : [message, hint];
    this.out.event({ schema: 'air.served@1', data: { event, message, hint }, text });
  }

  ended(): void {
    const text = ['the panel is closed: all valves are shut'];
    this.out.event({ schema: 'air.served@1', data: { event: 'ended', warnings: this.out.warnings }, text });
  }
}

/** Two groups are read and typed with fewer errors than six digits. */
function spoken(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
