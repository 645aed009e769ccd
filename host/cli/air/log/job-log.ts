import type { CycleState } from '../../../../firmware/air-up/cycle/index.js';
import type { Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { fileProblem, OnairError } from '../../../base/index.js';
import type { History } from '../../../panel/index.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';
import { historyFile, remainsOf } from '../panel/history-file.js';
import { JobBook } from '../panel/job-book.js';

/** Flags for the log of a job. */
export interface LogFlags {
  readonly port?: string;
  readonly history?: string;
  /** Celsius. */
  readonly outside?: number;
  readonly preset?: string;
}

/** Logs the start and the end of a job. A write error is reported once, and never fails a job. */
export class JobLog {
  readonly #history: History | undefined;
  readonly #book: JobBook;
  readonly #preset: string | null;
  #hasWarned = false;

  constructor(
    io: Io,
    private readonly out: Output,
    flags: LogFlags,
    vehicle: Vehicle,
  ) {
    this.#preset = flags.preset ?? null;
    this.#book = new JobBook(vehicle, () => new Date(), flags.outside);
    this.#history = this.#opened(io, flags);
    for (const text of this.#history ? remainsOf(this.#history) : []) out.warn(text);
  }

  /** For `onStep`. */
  step(state: CycleState): void {
    const record = this.#book.step(state, this.#preset);
    if (record) this.#history?.add(record).catch((error: unknown) => this.#warn(fileProblem(error)));
  }

  /** Resolves when all records are on the disk. */
  async close(): Promise<void> {
    await this.#history?.close().catch((error: unknown) => this.#warn(fileProblem(error)));
  }

  /** A simulated tire has no log, unless a file is named for it. */
  #opened(io: Io, { port = io.env.ONAIR_PORT, history }: LogFlags): History | undefined {
    if (history === undefined && port?.startsWith('sim:')) return undefined;
    try {
      return historyFile(io, history);
    } catch (error) {
      this.#warn(error instanceof OnairError ? error.message : fileProblem(error));
      return undefined;
    }
  }

  #warn(why: string): void {
    if (!this.#hasWarned) this.out.warn(`this job is not in the log: ${why}`);
    this.#hasWarned = true;
  }
}
