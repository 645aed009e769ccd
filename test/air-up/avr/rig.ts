import { type RunSetup, runAirUp } from '../../../firmware/air-up/board/index.js';
import type { CycleEvent } from '../../../firmware/air-up/cycle/events.js';
import { type Job, ratiometric } from '../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import type { CycleState } from '../../../firmware/air-up/cycle/state.js';
import { DEFAULTS } from '../../../firmware/air-up/plant/setup.js';
import { systemClock } from '../../../host/base/clock.js';
import type { EmulatedBoard } from '../../failsafe/board/emulated-board.js';
import { EmulatedLink } from '../../failsafe/board/emulated-link.js';
import { inLockStep, Pump } from '../../failsafe/board/pump.js';
import { CAVITY, PINS, PlantBoard } from './plant-board.js';

/** What a test starts with. */
export interface LoopSetup {
  readonly startPsi: number;
  readonly targetPsi: number;
}

/**
 * The whole way, with nothing left out but the copper: cycle, Johnny-Five, firmata-io, a Link, the compiled sketch on
 * an emulated ATmega328P, and the plant on its pins.
 */
export class Loop {
  readonly link: EmulatedLink;
  readonly events: CycleEvent[] = [];
  readonly abort = new AbortController();
  readonly #board: PlantBoard;
  readonly #pump: Pump;
  readonly #job: Job;

  constructor({ startPsi, targetPsi }: LoopSetup, hostTime: (ms: number) => void) {
    this.#board = new PlantBoard(startPsi);
    this.link = new EmulatedLink(this.uno);
    this.#pump = new Pump(this.uno, this.link, hostTime);
    this.#job = {
      kind: 'inflate',
      tires: [{ name: 'TL', targetPsi, maxPsi: 65, volumeL: CAVITY.volumeL }],
      outlets: [{ hasVent: true, sensor: ratiometric(DEFAULTS.outlet.sensor.fullScalePsi), tires: [0] }],
      pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
      aim: 'settled',
      ambientPsi: 14.7,
      limits: DEFAULT_LIMITS,
    };
  }

  get uno(): EmulatedBoard {
    return this.#board.uno;
  }

  get tirePsi(): number {
    return this.#board.tirePsi;
  }

  get fill(): string {
    return this.#board.fill;
  }

  get relay(): string {
    return this.#board.relay;
  }

  /** Host, board and plant live, until `isSo`. */
  until(what: string, isSo: () => boolean, limitMs = 60_000): Promise<void> {
    return this.#pump.until(
      what,
      () => {
        this.#board.follow();
        return isSo();
      },
      limitMs,
    );
  }

  /** Board and plant live, and the host does not: as if its process were gone, or hung. */
  withoutHost(ms: number): void {
    this.#board.run(ms);
  }

  /** Runs the job; it goes on while one of the methods above lets time pass. */
  start(more: Partial<RunSetup> = {}): Promise<CycleState> {
    const setup: RunSetup = {
      link: this.link,
      pins: PINS,
      job: this.#job,
      clock: systemClock,
      signal: this.abort.signal,
      onStep: (_state, events) => this.events.push(...events),
      ...more,
    };
    const run = runAirUp(setup);
    run.catch(() => {}); // the test awaits it, or has killed its host
    return run;
  }
}

/** Plays in lock step: one clock for host, board and plant. */
export function inTheLoop(setup: LoopSetup, act: (loop: Loop) => Promise<void>): Promise<void> {
  return inLockStep(async (hostTime) => {
    const loop = new Loop(setup, hostTime);
    try {
      await act(loop);
    } finally {
      loop.abort.abort();
      await loop.link.close();
    }
  });
}
