import { type Atmosphere, paToGaugePsi } from '../../units.js';
import { massKg, pressurePa } from './air.js';
import { FlowPath } from './flow.js';
import type { Random } from './random.js';
import { type Rising, solveRising } from './root.js';
import { Sensor } from './sensor.js';
import type { OutletSetup } from './setup.js';
import type { Tire } from './tire.js';
import { Valve } from './valve.js';

/** What the end of the hose is on: a tire, the air around, or nothing that air could pass. */
export type HoseEnd = { readonly kind: 'tire'; readonly tire: Tire } | { readonly kind: 'open' | 'shut' };

/** So fine because the line is solved around it: a tenth of a pascal here is a jump of its flows there. */
const TOLERANCE_PA = 1e-6;

/**
 * The air between a fill valve and a chuck, where the sensor sits: so it reads above the tire while air goes in and
 * below it while air goes out (SOURCES.md#reading-while-air-flows). Small (a quarter liter) behind a large conductance,
 * so it is stiff: its pressure at the end of a step is solved for, with all flows taken there (backward Euler), and
 * can't swing.
 *
 *     line --fill valve--> [hose, sensor] --hose and core--> tire
 *                             |    |
 *                     vent valve  leak --> around
 *
 * Air in hose and line is as warm as around: in a hose 4/d = 600 m2 of wall for a m3 take the heat in a second.
 */
export class Outlet implements Rising {
  readonly fill: Valve;
  /** Undefined where none is fitted. */
  readonly vent: Valve | undefined;
  readonly sensor: Sensor;
  readonly path: FlowPath;
  leak: FlowPath | undefined;
  end: HoseEnd = { kind: 'shut' };
  massKg: number;
  pressurePa: number;
  /** How far the pressure went in the last step. */
  changePa = 0;
  /** Slope of the flow through the fill valve by the line's pressure, when the hose has followed. */
  slopeByLine = 0;
  slope = 1;
  readonly #m3: number;
  readonly #kelvin: number;
  readonly #aroundPa: number;
  /** Where the last root was: the next one is near it. */
  #guessPa: number;
  #linePa = 0;
  #seconds = 0;

  constructor(
    setup: Required<Omit<OutletSetup, 'at'>>,
    startPa: number,
    private readonly around: Atmosphere,
    random: Random,
  ) {
    this.fill = new Valve(setup.fillValve);
    this.vent = setup.ventValve === 'none' ? undefined : new Valve(setup.ventValve);
    this.path = new FlowPath(setup.path);
    this.sensor = new Sensor(setup.sensor, paToGaugePsi(startPa, around), random);
    this.#m3 = setup.hoseL / 1000;
    if (!(this.#m3 > 0)) throw new RangeError(`a hose of ${setup.hoseL} liters`);
    this.#kelvin = around.temperatureK;
    this.#aroundPa = around.pressurePa;
    this.pressurePa = startPa;
    this.#guessPa = startPa;
    this.massKg = massKg(startPa, this.#m3, this.#kelvin);
  }

  /** Pressure at the other end, Pa; undefined when nothing is connected. */
  get endPa(): number | undefined {
    if (this.end.kind === 'tire') return this.end.tire.pressurePa;
    return this.end.kind === 'open' ? this.#aroundPa : undefined;
  }

  /** Settles the flows of a step for a pressure of the line at its end. @returns flow through the fill valve, kg/s */
  solve(linePa: number, seconds: number): number {
    this.#linePa = linePa;
    this.#seconds = seconds;
    let low = this.pressurePa;
    let high = low;
    if (this.fill.isOpen) {
      low = Math.min(low, linePa);
      high = Math.max(high, linePa);
    }
    const endPa = this.endPa;
    if (endPa !== undefined) {
      low = Math.min(low, endPa);
      high = Math.max(high, endPa);
    }
    if (this.leak || this.vent?.isOpen) {
      low = Math.min(low, this.#aroundPa);
      high = Math.max(high, this.#aroundPa);
    }
    this.#guessPa = solveRising(this, this.#guessPa, low, high, TOLERANCE_PA);
    return this.fill.path.kgPerS;
  }

  /** Mass that the hose would gain with all flows as at `pa`, less what `pa` needs. */
  residual(pa: number): number {
    const kelvin = this.#kelvin;
    const { end, leak, vent } = this;
    const fill = this.fill.path;
    if (this.fill.isOpen) fill.evaluate(this.#linePa, kelvin, pa, kelvin);
    else fill.stop();
    if (end.kind === 'tire') this.path.evaluate(pa, kelvin, end.tire.pressurePa, end.tire.kelvin);
    else if (end.kind === 'open') this.path.evaluate(pa, kelvin, this.#aroundPa, kelvin);
    else this.path.stop();
    let out = this.path.kgPerS;
    let outSlope = this.path.slopeFrom;
    if (vent) {
      if (vent.isOpen) vent.path.evaluate(pa, kelvin, this.#aroundPa, kelvin);
      else vent.path.stop();
      out += vent.path.kgPerS;
      outSlope += vent.path.slopeFrom;
    }
    if (leak) {
      out += leak.evaluate(pa, kelvin, this.#aroundPa, kelvin);
      outSlope += leak.slopeFrom;
    }
    const kgPerPa = massKg(1, this.#m3, kelvin);
    const seconds = this.#seconds;
    this.slope = kgPerPa + seconds * (outSlope - fill.slopeTo);
    this.slopeByLine = fill.slopeFrom + (fill.slopeTo * seconds * fill.slopeFrom) / this.slope;
    return kgPerPa * (pa - this.pressurePa) + seconds * (out - fill.kgPerS);
  }

  /** The settled flows move their air. @returns what went to the air around, kg */
  commit(): number {
    const seconds = this.#seconds;
    const throughPath = this.path.kgPerS * seconds;
    let lost = ((this.vent?.path.kgPerS ?? 0) + (this.leak?.kgPerS ?? 0)) * seconds;
    this.massKg += this.fill.path.kgPerS * seconds - throughPath - lost;
    if (this.end.kind === 'tire') this.end.tire.exchange(throughPath, this.#kelvin);
    else lost += throughPath;
    const pa = pressurePa(this.massKg, this.#m3, this.#kelvin);
    this.changePa = Math.abs(pa - this.pressurePa);
    this.pressurePa = pa;
    this.sensor.advance(seconds, paToGaugePsi(this.pressurePa, this.around));
    return lost;
  }
}
