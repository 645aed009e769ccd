import type { AirState, JobRecord } from '../../../host/panel/schema/air.js';
import type { PanelState } from '../../../host/panel/schema/api.js';
import type { Order } from '../../../host/panel/schema/orders.js';
import type { Serving } from '../../real-time/serving.js';

const KEY = 'a-key-that-nobody-guesses';
/** Lets a {@link Program} in. */
export const KEY_ENV = { ONAIR_PANEL_KEY: KEY };

/** Time between two looks at the state: the panel refuses whoever asks more than 40 times a second, ms. */
const ASK_MS = 25;

/** A program that shows the key: it looks at the state and gives orders, both of which takes no time. */
export class Program {
  private constructor(
    private readonly serving: Serving,
    private readonly url: string,
  ) {}

  static async of(serving: Serving): Promise<Program> {
    return new Program(serving, `http://127.0.0.1:${await serving.port()}`);
  }

  async order(order: Order): Promise<void> {
    const { atMs } = await this.#state();
    await this.#ask('/api/order', { method: 'POST', body: JSON.stringify({ order, seenMs: atMs }) });
  }

  /** The jobs of the last day, as the panel shows them. */
  async jobs(): Promise<readonly JobRecord[]> {
    return ((await this.#ask('/api/history')) as { jobs: JobRecord[] }).jobs;
  }

  /**
   * Lets time pass until the state is so; a state that is short wants short steps, of which the panel allows a hundred.
   */
  until(what: string, holds: (air: AirState) => boolean, stepMs = ASK_MS): Promise<void> {
    return this.serving.world.until(what, async () => holds((await this.#state()).air), stepMs);
  }

  async #state(): Promise<PanelState> {
    return (await this.#ask('/api/state')) as PanelState;
  }

  async #ask(path: string, how: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const answer = await this.serving.world.still(path, fetch(`${this.url}${path}`, { ...how, headers }));
    if (!answer.ok) throw new Error(`${path} ${how.body}: ${await answer.text()}`);
    return answer.json();
  }
}
