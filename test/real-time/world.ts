import { setImmediate as breathe } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Child } from './child.js';
import { LockStep } from './lock-step.js';

/** What lies between two looks: as long as bytes may wait in a USB adapter, ms. */
export const TURN_MS = 5;
/** More of the world's time than any wait takes: ten minutes of air. */
const LIMIT_MS = 600_000;

/**
 * A world that a program under test lives in, and whose time passes only while a test lets it. What a test sees, it sees at a
 * moment that lasts until it lets go on.
 */
export abstract class World {
  #nowMs = 0;
  #program: Child | undefined;

  protected constructor(protected readonly clock: LockStep) {}

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Starts a program that lives in this world; while it should run, its end is the end of every wait. */
  start(begin: (env: Readonly<Record<string, string>>) => Child): Child {
    this.#program = begin(this.clock.env(this.#nowMs));
    return this.#program;
  }

  async passes(ms: number): Promise<void> {
    for (const end = this.#nowMs + ms; this.#nowMs < end; ) {
      this.#nowMs += TURN_MS;
      await this.turn(this.#nowMs);
    }
  }

  /** Lets time pass until it is so. */
  async until(what: string, isSo: () => boolean | Promise<boolean>, stepMs = TURN_MS): Promise<void> {
    for (const end = this.#nowMs + LIMIT_MS; !(await isSo()); await this.passes(stepMs)) {
      if (this.#program?.isOver) throw new Error(`never ${what}: ${this.#program.story}`);
      if (this.#nowMs >= end) throw new Error(`not within ${LIMIT_MS} ms: ${what}; ${this.#program?.story}`);
    }
  }

  /** Lets time pass until something is done that happens in real time. */
  async through<T>(what: string, work: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = (): void => {
      isSettled = true;
    };
    work.then(settled, settled);
    await this.until(what, async () => {
      await breathe();
      return isSettled;
    });
    return work;
  }

  /** Waits, while no time passes, for something that happens in real time. */
  async still<T>(what: string, work: Promise<T>): Promise<T> {
    const program = this.#program;
    if (!program) return work;
    const ended = program.exited.then(async () => {
      await breathe(); // what waits for the end, too, comes first
      throw new Error(`never ${what}: ${program.story}`);
    });
    return Promise.race([work, ended]);
  }

  /** Time passes without the program, which is about to be frozen. */
  release(): void {
    this.clock.release();
  }

  /** The program goes on: its clock jumps. */
  hold(): void {
    this.clock.hold();
  }

  /** One turn more of all that lives here; it is so late at its end. */
  protected abstract turn(nowMs: number): Promise<void>;
}

/** The world of a program that brings its own board and plant: `sim:air-up`. */
export class OwnWorld extends World {
  static async of(t: ExecutionContext): Promise<OwnWorld> {
    const clock = await LockStep.open();
    t.teardown(() => clock.close());
    return new OwnWorld(clock);
  }

  protected override async turn(nowMs: number): Promise<void> {
    await this.clock.tick(nowMs);
  }
}
