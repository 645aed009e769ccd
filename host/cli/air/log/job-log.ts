import { positionsOf } from '../../../../firmware/air-up/board/index.js';
import { type CycleState, MOVES_AIR } from '../../../../firmware/air-up/cycle/index.js';
import type { Vehicle } from '../../../../firmware/air-up/vehicle/index.js';
import { fileProblem, OnairError } from '../../../base/index.js';
import type { History } from '../../../panel/index.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';
import { historyFile, remainsOf } from '../panel/history-file.js';
import { JobBook } from '../panel/job-book.js';
import { forgetValves, unprovenOf, unprovenText, valveNames } from './unproven.js';

/** Flags for the log of a job. */
export interface LogFlags {
  readonly port?: string;
  readonly history?: string;
  /** Celsius. */
  readonly outside?: number;
}

/** Logs the start and the end of a job. A write error is reported once, and never fails a job. */
export class JobLog {
  readonly #history: History | undefined;
  readonly #book: JobBook;
  /** A simulated tire has no log, unless a file is named for it. */
  readonly #isMeant: boolean;
  #isKept: boolean;
  #hasMoved = false;
  #closed: Promise<void> | undefined;

  /** Opens the log, and says what the jobs before this one have left. */
  constructor(
    io: Io,
    private readonly out: Output,
    flags: LogFlags,
    private readonly vehicle: Vehicle,
  ) {
    const { port = io.env.ONAIR_PORT, history, outside } = flags;
    this.#isMeant = history !== undefined || !port?.startsWith('sim:');
    this.#isKept = true;
    this.#history = this.#isMeant ? this.#opened(io, history) : undefined;
    this.#isKept &&= this.#history !== undefined;
    for (const text of this.#history ? remainsOf(this.#history) : []) out.warn(text);
    const left = unprovenOf(this.#history?.all() ?? []).find((one) => one.vehicle === vehicle.title);
    if (left)
      out.warn(`${unprovenText(valveNames(vehicle, left.outlets), left)}. Mended? ${forgetValves(history)}`);
    this.#book = new JobBook(vehicle, () => new Date(), {
      celsius: outside,
      unproven: left?.outlets ?? [],
    });
  }

  /** Places of the outlets whose fill valve the jobs before have left unproven. */
  get unproven(): readonly number[] {
    return this.#book.unproven;
  }

  /** The same as positions in a job whose outlets are at some places. */
  unprovenAmong(places: readonly number[]): readonly number[] {
    return positionsOf(places, this.unproven);
  }

  /** For `onStep`: the state of a job whose outlets are at some places of the vehicle. */
  step(state: CycleState, places: readonly number[], preset: string | null): void {
    const record = this.#book.step(state, preset, places);
    if (record) this.#hasMoved ||= MOVES_AIR[state.job.kind];
    if (record) this.#history?.add(record).catch((error: unknown) => this.#lost(fileProblem(error)));
  }

  /** Resolves when all records are on the disk. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#history?.close().catch((error: unknown) => this.#lost(fileProblem(error)));
    if (!this.#isMeant || this.#isKept || !this.#hasMoved || this.unproven.length === 0) return;
    const valves = valveNames(this.vehicle, this.unproven);
    this.out.warn(
      `nothing has shown that ${valves} shuts, and without a log the next start does not know that: check it first`,
    );
  }

  #opened(io: Io, history: string | undefined): History | undefined {
    try {
      return historyFile(io, history);
    } catch (error) {
      this.#lost(error instanceof OnairError ? error.message : fileProblem(error));
      return undefined;
    }
  }

  #lost(why: string): void {
    if (this.#isKept) this.out.warn(`this job is not in the log: ${why}`);
    this.#isKept = false;
  }
}
