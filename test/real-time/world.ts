import { setImmediate as loopTurn } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Child } from './child.js';
import { LockStep } from './lock-step.js';

/** Time step, ms: bytes may wait this long in a USB adapter. */
export const TURN_MS = 5;
/** Maximum wait in the world's time: ten minutes of air. */
const LIMIT_MS = 600_000;

/**
 * A world for a program under test, whose time passes only when the test lets it. Between two steps time stands
 * still, so a test can check any state.
 */
export abstract class World {
  #nowMs = 0;
  #program: Child | undefined;

  protected constructor(protected readonly clock: LockStep) {}

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Starts a program in this world; if it ends too early, every wait fails. */
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

  /** Lets time pass until this holds. */
  async until(what: string, isSo: () => boolean | Promise<boolean>, stepMs = TURN_MS): Promise<void> {
    for (const end = this.#nowMs + LIMIT_MS; !(await isSo()); await this.passes(stepMs)) {
      if (this.#program?.isOver) throw new Error(`never ${what}: ${this.#program.log}`);
      if (this.#nowMs >= end) throw new Error(`not within ${LIMIT_MS} ms: ${what}; ${this.#program?.log}`);
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
      await loopTurn();
      return isSettled;
    });
    return work;
  }

  /** Waits with time stopped for something that happens in real time. */
  async still<T>(what: string, work: Promise<T>): Promise<T> {
    const program = this.#program;
    if (!program) return work;
    const ended = program.exited.then(async () => {
      await loopTurn(); // others that wait for the end come first
      throw new Error(`never ${what}: ${program.log}`);
    });
    return Promise.race([work, ended]);
  }

  /** Time continues without the program, which is about to be frozen. */
  release(): void {
    this.clock.release();
  }

  /** The program resumes: its clock jumps. */
  hold(): void {
    this.clock.hold();
  }

  /** One step of everything in this world, to this time. */
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
