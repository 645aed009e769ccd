import type { AirState, JobRecord } from '../../host/panel/schema/air.js';
import type { PanelState } from '../../host/panel/schema/api.js';
import type { Order } from '../../host/panel/schema/orders.js';
import type { Serving } from './serving.js';

const KEY = 'a-key-that-nobody-guesses';
/** Lets a {@link Program} in. */
export const KEY_ENV = { ONAIR_PANEL_KEY: KEY };
const PATIENCE_MS = 60_000;

/** A program that shows the key: it follows the stream and gives orders. */
export class Program {
  #state: PanelState | undefined;
  readonly #waiting = new Set<() => void>();
  #isOver = false;

  private constructor(private readonly url: string) {}

  static async of(serving: Serving): Promise<Program> {
    const program = new Program(`http://127.0.0.1:${await serving.port()}`);
    const { body } = await fetch(`${program.url}/api/events`, { headers: headers() });
    if (!body) throw new Error('no stream');
    program.#follow(body).catch(() => program.#end()); // it breaks off when the panel is killed
    await program.until('a state', () => true);
    return program;
  }

  async order(order: Order): Promise<void> {
    const body = JSON.stringify({ order, seenMs: this.#state?.atMs });
    const answer = await fetch(`${this.url}/api/order`, { method: 'POST', headers: headers(), body });
    if (!answer.ok) throw new Error(`${order.order}: ${await answer.text()}`);
  }

  /** The jobs of the last day, as the panel shows them. */
  async jobs(): Promise<readonly JobRecord[]> {
    const answer = await fetch(`${this.url}/api/history`, { headers: headers() });
    return ((await answer.json()) as { jobs: JobRecord[] }).jobs;
  }

  /** Waits until the newest state is so. */
  until(what: string, holds: (air: AirState) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const holdsNow = this.#state !== undefined && holds(this.#state.air);
        if (!holdsNow && !this.#isOver) return;
        clearTimeout(over);
        this.#waiting.delete(look);
        if (holdsNow) resolve();
        else reject(new Error(`never ${what}: ${JSON.stringify(this.#state?.air)}`));
      };
      const over = setTimeout(() => this.#end(), PATIENCE_MS);
      this.#waiting.add(look);
      look();
    });
  }

  #end(): void {
    this.#isOver = true;
    for (const look of this.#waiting) look();
  }

  async #follow(body: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const bytes of body) {
      const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const [, data] = /^event: state\ndata: (.*)$/m.exec(frame) ?? [];
        if (data === undefined) continue;
        this.#state = JSON.parse(data) as PanelState;
        for (const look of this.#waiting) look();
      }
    }
    this.#end();
  }
}

function headers(): Record<string, string> {
  return { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
}
