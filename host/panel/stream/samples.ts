import type { z } from 'zod';
import type { Clock, Timer } from '../../base/index.js';
import type { samples } from '../schema/api.js';
import type { Machine, PanelSample } from '../service/machine.js';
import { Ring } from './ring.js';

/** Time between two points of the plot, ms: while a job runs, and otherwise. */
const EVERY_MS = { running: 500, idle: 5000 };
/** Ten minutes of a running job. */
const KEPT = 1200;

/** One point in time, by outlet. */
export interface TimedSample {
  readonly atMs: number;
  readonly outlets: readonly PanelSample[];
}

/** Data of the plot. */
export class Samples {
  readonly #kept = new Ring<TimedSample>(KEPT);
  #timer: Timer;

  constructor(
    private readonly clock: Clock,
    private readonly machine: Machine,
    private readonly publish: (moment: TimedSample) => void,
  ) {
    this.#timer = this.clock.after(0, this.#take);
  }

  /** By column, as uPlot requires. */
  columns(): z.infer<typeof samples> {
    const moments = this.#kept.all();
    const outlets = Math.max(0, ...moments.map((moment) => moment.outlets.length));
    const column = (outlet: number, of: keyof PanelSample): (number | null)[] =>
      moments.map((moment) => moment.outlets[outlet]?.[of] ?? null);
    return {
      atMs: moments.map(({ atMs }) => atMs),
      outlets: Array.from({ length: outlets }, (_, outlet) => ({
        psi: column(outlet, 'psi'),
        tirePsi: column(outlet, 'tirePsi'),
        targetPsi: column(outlet, 'targetPsi'),
      })),
    };
  }

  close(): void {
    this.#timer.cancel();
  }

  readonly #take = (): void => {
    const moment = { atMs: Math.round(this.clock.now()), outlets: this.machine.samples() };
    this.#kept.add(moment);
    this.publish(moment);
    const { stage } = this.machine.state();
    this.#timer = this.clock.after(stage === 'running' ? EVERY_MS.running : EVERY_MS.idle, this.#take);
  };
}
