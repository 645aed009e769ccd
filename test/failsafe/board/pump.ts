import { setImmediate as loopTurn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';
import type { EmulatedBoard } from './emulated-board.js';
import type { EmulatedLink } from './emulated-link.js';

/** Time for which the board runs before promises and streams of the host run, ms. */
const SLICE_MS = 1;

/** Runs a board and the program at the other end of the link in turns, a time slice each. */
export class Pump {
  /**
   * @param link delivers the bytes of the board
   * @param hostTime advances the host's clock; without it the host runs in real time and the board does not
   */
  constructor(
    readonly uno: EmulatedBoard,
    readonly link: EmulatedLink,
    private readonly hostTime: (ms: number) => void = () => {},
  ) {}

  async run(ms: number): Promise<void> {
    const end = this.uno.nowMs + ms;
    while (this.uno.nowMs < end) await this.#slice();
  }

  /** @throws Error when the condition is not met within `limitMs` of the board's time */
  async until(what: string, isSo: () => boolean, limitMs = 5000): Promise<void> {
    const end = this.uno.nowMs + limitMs;
    while (!isSo()) {
      if (this.uno.nowMs >= end) throw new Error(`not within ${limitMs} ms of the board: ${what}`);
      await this.#slice();
    }
  }

  /** Runs until `work` is done. */
  async through<T>(work: Promise<T>, limitMs = 5000): Promise<T> {
    let settled = false;
    const outcome = work.finally(() => {
      settled = true;
    });
    outcome.catch(() => {}); // awaited below
    await this.until('the work is done', () => settled, limitMs);
    return outcome;
  }

  async #slice(): Promise<void> {
    this.uno.run(SLICE_MS);
    this.link.deliver();
    await loopTurn();
    this.hostTime(SLICE_MS);
    await loopTurn();
  }
}

/**
 * Runs `act` with the timers of this process synchronized to a board: a timer of 20 ms on the host fires
 * after 20 ms of the board's time. Only for `test.serial`, and with no real I/O inside.
 */
export async function inLockStep<T>(act: (hostTime: (ms: number) => void) => Promise<T>): Promise<T> {
  const clock = FakeTimers.install({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance', 'hrtime'],
  });
  try {
    return await act((ms) => clock.tick(ms));
  } finally {
    clock.uninstall();
  }
}
