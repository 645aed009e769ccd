import { type Job, toPsi } from '../cycle/index.js';
import type { SimulatedStep } from './simulate.js';

/** A value over time; linear between two points. */
export type Series = readonly (readonly [seconds: number, value: number])[];

/** An interval in which something was on. */
export interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** The record of one outlet. */
export interface OutletRecord {
  /** Its tire, or its number if a hose serves several. */
  readonly label: string;
  readonly fill: readonly Span[];
  readonly vent: readonly Span[];
  /** Readings of its sensor, psi. */
  readonly reading: Series;
}

/** The record of a simulated job, for plots and plans. */
export interface Recording {
  readonly seconds: number;
  readonly tires: readonly { readonly name: string; readonly targetPsi: number; readonly psi: Series }[];
  readonly outlets: readonly OutletRecord[];
  readonly line: Series;
  readonly pump: readonly Span[];
  /** Charge that the pump took, ampere hours. */
  readonly ampHours: number;
  readonly lowestVolts: number;
}

/** Minimum time between two points, s: a pulse of half a second still shows in the pressure. */
const KEPT_EVERY_S = 0.2;

type Points = [number, number][];

/** Makes a recording of the steps of a simulation. */
export class Recorder {
  readonly #job: Job;
  readonly #tires: Points[];
  readonly #outlets: { fill: Spans; vent: Spans; reading: Points }[];
  readonly #line: Points = [];
  readonly #pump = new Spans();
  #ampSeconds = 0;
  #lowestVolts = Number.POSITIVE_INFINITY;
  #nowS = 0;
  #keptS = Number.NEGATIVE_INFINITY;

  /** @param bits of the converter of each outlet's sensor */
  constructor(
    job: Job,
    private readonly bits: readonly number[],
  ) {
    this.#job = job;
    this.#tires = job.tires.map(() => []);
    this.#outlets = job.outlets.map(() => ({ fill: new Spans(), vent: new Spans(), reading: [] }));
  }

  /** Records one step. */
  add({ nowMs, plant, readings }: SimulatedStep): void {
    const nowS = nowMs / 1000;
    const { pumpRuns, pumpAmps, outlets } = plant.glance();
    this.#ampSeconds += pumpAmps * (nowS - this.#nowS);
    this.#lowestVolts = Math.min(this.#lowestVolts, readings.batteryVolts);
    this.#pump.mark(pumpRuns, nowS);
    for (const [index, { fill, vent }] of this.#outlets.entries()) {
      fill.mark(outlets[index]?.fillOpen ?? false, nowS);
      vent.mark(outlets[index]?.ventOpen ?? false, nowS);
    }
    this.#nowS = nowS;
    if (nowS - this.#keptS < KEPT_EVERY_S) return;
    this.#keptS = nowS;
    const truth = plant.truth();
    this.#line.push([nowS, truth.line.psi]);
    for (const [index, points] of this.#tires.entries()) points.push([nowS, truth.tires[index]?.psi ?? 0]);
    for (const [index, { reading }] of this.#outlets.entries()) {
      const sensor = this.#job.outlets[index]?.sensor;
      const ratio = ((readings.outletCounts[index] ?? 0) + 0.5) / 2 ** (this.bits[index] ?? 10);
      if (sensor) reading.push([nowS, toPsi(ratio, sensor)]);
    }
  }

  #labelOf(outlet: number): string {
    const tires = this.#job.outlets[outlet]?.tires ?? [];
    const [only = -1] = tires;
    return (tires.length === 1 ? this.#job.tires[only]?.name : undefined) ?? `${outlet + 1}`;
  }

  /** What was recorded. */
  recording(): Recording {
    return {
      seconds: this.#nowS,
      tires: this.#job.tires.map(({ name, targetPsi }, index) => ({
        name,
        targetPsi,
        psi: this.#tires[index] ?? [],
      })),
      outlets: this.#outlets.map(({ fill, vent, reading }, index) => ({
        label: this.#labelOf(index),
        fill: fill.upTo(this.#nowS),
        vent: vent.upTo(this.#nowS),
        reading,
      })),
      line: this.#line,
      pump: this.#pump.upTo(this.#nowS),
      ampHours: this.#ampSeconds / 3600,
      lowestVolts: this.#lowestVolts,
    };
  }
}

/** Collects the intervals in which something was on. */
class Spans {
  readonly #done: Span[] = [];
  #sinceS: number | undefined;

  mark(on: boolean, nowS: number): void {
    if (on) this.#sinceS ??= nowS;
    else if (this.#sinceS !== undefined) {
      this.#done.push({ fromS: this.#sinceS, toS: nowS });
      this.#sinceS = undefined;
    }
  }

  upTo(nowS: number): Span[] {
    return this.#sinceS === undefined ? this.#done : [...this.#done, { fromS: this.#sinceS, toS: nowS }];
  }
}
