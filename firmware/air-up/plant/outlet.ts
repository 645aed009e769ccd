import { type Atmosphere, paToGaugePsi } from '../../units.js';
import { massKg, pressurePa } from './flow/air.js';
import { FlowPath } from './flow/flow.js';
import { Valve } from './flow/valve.js';
import type { Random } from './random.js';
import { type Rising, solveRising } from './root.js';
import { Sensor } from './sensor.js';
import type { OutletSetup } from './setup.js';
import type { Tire } from './tire/tire.js';

/** What the end of the hose is on: a tire, the air around, or nothing, and shut. */
export type HoseEnd = { readonly kind: 'tire'; readonly tire: Tire } | { readonly kind: 'open' | 'shut' };

/** Tolerance of the root, Pa. The line is solved around it: a tenth of a pascal here is a jump in its flows there. */
const TOLERANCE_PA = 1e-6;

/**
 * The air between a fill valve and a chuck, where the sensor is: it reads above the tire while air flows in and below
 * it while air flows out (SOURCES.md#reading-while-air-flows). A quarter of a liter behind a large conductance is a
 * stiff equation: it is solved for the pressure at the end of a step, with all flows taken there (backward Euler),
 * and can't oscillate.
 *
 *     line --fill valve--> [hose, sensor] --hose and core--> tire
 *                             |    |
 *                     vent valve  leak --> around
 *
 * Air in hose and line has the ambient temperature: a hose has 4/d = 600 m2 of wall per m3, which takes the heat
 * within a second.
 */
export class Outlet implements Rising {
  readonly fill: Valve;
  /** Undefined if none is fitted. */
  readonly vent: Valve | undefined;
  readonly sensor: Sensor;
  readonly path: FlowPath;
  leak: FlowPath | undefined;
  end: HoseEnd = { kind: 'shut' };
  massKg: number;
  pressurePa: number;
  /** Change of the pressure in the last step, Pa. */
  changePa = 0;
  /** Slope of the flow through the fill valve by the line's pressure, once the hose has followed. */
  slopeByLine = 0;
  slope = 1;
  readonly #m3: number;
  readonly #kelvin: number;
  readonly #ambientPa: number;
  /** The last root: the next one is near it. */
  #guessPa: number;
  #linePa = 0;
  #seconds = 0;

  constructor(
    setup: Required<Omit<OutletSetup, 'at'>>,
    startPa: number,
    private readonly ambient: Atmosphere,
    random: Random,
  ) {
    this.fill = new Valve(setup.fillValve);
    this.vent = setup.ventValve === 'none' ? undefined : new Valve(setup.ventValve);
    this.path = new FlowPath(setup.path);
    this.sensor = new Sensor(setup.sensor, paToGaugePsi(startPa, ambient), random);
    this.#m3 = setup.hoseL / 1000;
    if (!(this.#m3 > 0)) throw new RangeError(`a hose of ${setup.hoseL} liters`);
    this.#kelvin = ambient.temperatureK;
    this.#ambientPa = ambient.pressurePa;
    this.pressurePa = startPa;
    this.#guessPa = startPa;
    this.massKg = massKg(startPa, this.#m3, this.#kelvin);
  }

  /** Pressure at the other end, Pa; undefined if nothing is connected. */
  get endPa(): number | undefined {
    if (this.end.kind === 'tire') return this.end.tire.pressurePa;
    return this.end.kind === 'open' ? this.#ambientPa : undefined;
  }

  /** Solves the flows of a step, given the line's pressure at its end. @returns flow through the fill valve, kg/s */
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
      low = Math.min(low, this.#ambientPa);
      high = Math.max(high, this.#ambientPa);
    }
    this.#guessPa = solveRising(this, this.#guessPa, low, high, TOLERANCE_PA);
    return this.fill.path.kgPerS;
  }

  /** What the balance of mass is off by at `pa`, kg. */
  residual(pa: number): number {
    const kelvin = this.#kelvin;
    const { end, leak, vent } = this;
    const fill = this.fill.path;
    if (this.fill.isOpen) fill.evaluate(this.#linePa, kelvin, pa, kelvin);
    else fill.stop();
    if (end.kind === 'tire') this.path.evaluate(pa, kelvin, end.tire.pressurePa, end.tire.kelvin);
    else if (end.kind === 'open') this.path.evaluate(pa, kelvin, this.#ambientPa, kelvin);
    else this.path.stop();
    let out = this.path.kgPerS;
    let outSlope = this.path.slopeFrom;
    if (vent) {
      if (vent.isOpen) vent.path.evaluate(pa, kelvin, this.#ambientPa, kelvin);
      else vent.path.stop();
      out += vent.path.kgPerS;
      outSlope += vent.path.slopeFrom;
    }
    if (leak) {
      out += leak.evaluate(pa, kelvin, this.#ambientPa, kelvin);
      outSlope += leak.slopeFrom;
    }
    const kgPerPa = massKg(1, this.#m3, kelvin);
    const seconds = this.#seconds;
    this.slope = kgPerPa + seconds * (outSlope - fill.slopeTo);
    this.slopeByLine = fill.slopeFrom + (fill.slopeTo * seconds * fill.slopeFrom) / this.slope;
    return kgPerPa * (pa - this.pressurePa) + seconds * (out - fill.kgPerS);
  }

  /** Moves the air of the solved flows. @returns what was lost to the air around, kg */
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
    this.sensor.advance(seconds, paToGaugePsi(this.pressurePa, this.ambient));
    return lost;
  }
}
