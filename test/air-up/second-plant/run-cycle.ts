/** The real cycle on the second plant: the one file here that knows the product, by the public types of its cycle. */
import {
  type Command,
  type CycleEvent,
  type CycleState,
  type Job,
  type Measurements,
  newCycle,
  step,
} from '../../../firmware/air-up/library.js';
import { Board, type Orders, type Report } from './board.js';
import { CABLE, type LinkSetup, OneWay } from './link.js';
import type { ChuckPlace } from './outlet.js';
import { Plant } from './plant.js';
import type { PlantSetup } from './setup.js';

/** A person at the hose. */
export interface Person {
  /** From the call until the chuck is off, and from there until it is on, s. */
  readonly offS: number;
  readonly onS: number;
  /** What becomes of the chuck in between. */
  readonly chuck: 'off' | 'closed';
  /** Where it is really put when a tire is asked for. */
  readonly goesTo?: (asked: number) => ChuckPlace;
}

export const BRISK: Person = { offS: 3, onS: 12, chuck: 'off' };

/** Something that happens to the plant, once. */
export interface Strike {
  /** Not before, ms, and not before this is so. */
  readonly atMs: number;
  readonly if?: (plant: Plant) => boolean;
  readonly strike: (plant: Plant, board: Board) => Command | undefined;
}

export interface CycleRunSetup {
  readonly job: Job;
  readonly plant: PlantSetup;
  readonly link?: LinkSetup;
  readonly person?: Person;
  readonly strikes?: readonly Strike[];
  /** What a person does again and again, asked every 20 ms. */
  readonly actions?: (nowMs: number, state: CycleState) => readonly Command[];
  /** Ends at the latest after, s. */
  readonly atMostS?: number;
  /** How long the plant goes on after the end of the job, s. */
  readonly afterS?: number;
}

/** What became of a tire. */
export interface TireRun {
  readonly outcome: string | undefined;
  /** What the cycle said, and what was true, when it was done, psi. */
  readonly reportedPsi: number;
  readonly truePsi: number;
  readonly doneS: number;
  /** At the very end, and the highest ever. */
  readonly lastPsi: number;
  readonly highestPsi: number;
}

export interface CycleRun {
  /** `done`, `stopped`, the code of a fault, or `running`. */
  readonly ending: string;
  /** When the job ended or was given up, s. */
  readonly endS: number;
  readonly tires: readonly TireRun[];
  readonly valveCycles: readonly number[];
  readonly plant: Plant;
  readonly state: CycleState;
}

/** Time between two reports of the board, and the longest without a step of the host, ms: as the product has them. */
const REPORT_MS = 20;
const SLOWEST_MS = 100;

/** Plays a job. The same setup always ends the same. */
export function runCycle(given: CycleRunSetup): CycleRun {
  return new CycleRunner(given).toTheEnd();
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

class CycleRunner {
  readonly #plant: Plant;
  readonly #board: Board;
  readonly #up: OneWay<Report>;
  readonly #down: OneWay<Orders>;
  readonly #tires: Writable<TireRun>[];
  readonly #errands: { readonly atMs: number; readonly outlet: number; readonly to: ChuckPlace }[] = [];
  #strikes: readonly Strike[];
  #state: CycleState;
  #reading: Measurements;
  #commands: Command[] = [{ kind: 'start' }];
  #steppedMs = 0;

  constructor(private readonly given: CycleRunSetup) {
    const { job, plant, link = CABLE, strikes = [] } = given;
    this.#plant = new Plant(plant);
    this.#board = new Board(this.#plant);
    this.#up = new OneWay(link.upMs, link.stalls ?? [], link.cutMs);
    this.#down = new OneWay(link.downMs, link.stalls ?? [], link.cutMs);
    this.#state = newCycle(job, 0);
    this.#reading = { outlets: job.outlets.map(() => undefined) };
    this.#strikes = strikes;
    this.#tires = plant.tires.map(({ startPsi }) => ({
      outcome: undefined,
      reportedPsi: Number.NaN,
      truePsi: Number.NaN,
      doneS: Number.POSITIVE_INFINITY,
      lastPsi: startPsi,
      highestPsi: startPsi,
    }));
  }

  toTheEnd(): CycleRun {
    const { atMostS = 7200, afterS = 10 } = this.given;
    const endMs = this.#until(atMostS * 1000, ({ kind }) => kind === 'waiting' || kind === 'running');
    this.#until(endMs + afterS * 1000, () => true);
    const { stage, tires } = this.#state;
    const ending =
      stage.kind === 'fault' ? stage.fault.code : stage.kind === 'ended' ? stage.reason : 'running';
    for (const [index, tire] of this.#tires.entries()) tire.lastPsi = this.#plant.tirePsi(index);
    return {
      ending,
      endS: endMs / 1000,
      tires: this.#tires,
      valveCycles: tires.map(({ valveCycles }) => valveCycles),
      plant: this.#plant,
      state: this.#state,
    };
  }

  #until(lastMs: number, goesOn: (stage: CycleState['stage']) => boolean): number {
    const plant = this.#plant;
    while (plant.nowMs < lastMs && goesOn(this.#state.stage)) {
      const reportMs = plant.nowMs - (plant.nowMs % REPORT_MS) + REPORT_MS;
      const dueMs = Math.min(reportMs, this.#up.nextMs, this.#down.nextMs);
      plant.run(Math.max(1, dueMs - plant.nowMs));
      for (const orders of this.#down.take(plant.nowMs)) this.#board.obey(orders);
      if (plant.nowMs % REPORT_MS === 0) {
        this.#happen();
        const report = this.#board.report();
        if (!this.#board.isMute) this.#up.send(plant.nowMs, report);
        this.#look();
      }
      this.#host();
    }
    return plant.nowMs;
  }

  #look(): void {
    for (const [index, tire] of this.#tires.entries()) {
      tire.highestPsi = Math.max(tire.highestPsi, this.#plant.tirePsi(index));
    }
  }

  #happen(): void {
    const { nowMs } = this.#plant;
    const due = this.#strikes.filter((one) => one.atMs <= nowMs && (one.if?.(this.#plant) ?? true));
    if (due.length > 0) this.#strikes = this.#strikes.filter((one) => !due.includes(one));
    for (const { strike } of due) this.#commands.push(...[strike(this.#plant, this.#board) ?? []].flat());
    this.#commands.push(...(this.given.actions?.(nowMs, this.#state) ?? []));
    while ((this.#errands[0]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const errand = this.#errands.shift();
      const outlet = errand && this.#plant.outlets[errand.outlet];
      if (outlet) outlet.place = errand.to;
    }
  }

  #host(): void {
    const { nowMs } = this.#plant;
    if (this.given.link?.hiccups?.some(({ fromMs, toMs }) => nowMs >= fromMs && nowMs < toMs)) return;
    if (nowMs - this.#steppedMs >= SLOWEST_MS) this.#cycle();
    for (const { counts, lineCounts, volts, tripped } of this.#up.take(nowMs)) {
      this.#reading = {
        outlets: counts.map((count, index) => ({ ratio: (count + 0.5) / this.#stepsOf(index), atMs: nowMs })),
        supply: lineCounts === undefined ? undefined : { ratio: (lineCounts + 0.5) / 1024, atMs: nowMs },
        battery: { volts, atMs: nowMs },
      };
      if (tripped) this.#commands.push({ kind: 'lease-tripped', reason: 'no order in time' });
      this.#cycle();
    }
  }

  #stepsOf(outlet: number): number {
    return 2 ** (this.#plant.outlets[outlet]?.sensor.setup.bits ?? 10);
  }

  #cycle(): void {
    const { nowMs } = this.#plant;
    this.#steppedMs = nowMs;
    const { state, outputs, events } = step(
      this.#state,
      { reading: this.#reading, commands: this.#commands },
      nowMs,
    );
    this.#commands = [];
    this.#state = state;
    this.#down.send(nowMs, { relay: outputs.pump, outlets: outputs.outlets });
    for (const event of events) this.#onEvent(event);
  }

  #onEvent(event: CycleEvent): void {
    const { nowMs } = this.#plant;
    if (event.kind === 'tire-done') {
      const tire = this.#tires[event.tire];
      if (!tire) return;
      tire.outcome = event.outcome;
      tire.reportedPsi = event.psi;
      tire.truePsi = this.#plant.tirePsi(event.tire);
      tire.doneS = nowMs / 1000;
    }
    if (event.kind !== 'move-hose') return;
    const { offS, onS, chuck, goesTo } = this.given.person ?? BRISK;
    const offMs = Math.max(nowMs, this.#errands.at(-1)?.atMs ?? 0) + offS * 1000;
    this.#errands.push({ atMs: offMs, outlet: event.outlet, to: chuck });
    this.#errands.push({
      atMs: offMs + onS * 1000,
      outlet: event.outlet,
      to: goesTo?.(event.tire) ?? event.tire,
    });
  }
}
