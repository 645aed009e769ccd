import { type Atmosphere, gaugePsiToPa, paToGaugePsi, psiToPa } from '../../../units.js';
import { massKg, pressurePa } from '../flow/air.js';
import { FlowPath } from '../flow/flow.js';
import type { Outlet } from '../outlet.js';
import { type Rising, solveRising } from '../root.js';
import type { Sensor } from '../sensor.js';
import type { ReliefSetup } from '../setup.js';
import type { PressureSwitch } from './pressure-switch.js';
import type { Pump } from './pump.js';

const TOLERANCE_PA = 0.1;

/**
 * The line from the check valve to the fill valves, with the tank if there is one: one volume at one pressure and at
 * ambient temperature (a tank without any loss of heat would go from 90 to 110 psi in 1/1.4 of the time). Solved by
 * backward Euler, like the hoses behind it; hoses whose valve is open are solved within it.
 */
export class Supply implements Rising {
  massKg: number;
  pressurePa: number;
  /** Largest change of a pressure, in line and hoses, in the last step, Pa. */
  changePa = 0;
  /** Since the beginning: air that the pump has delivered, and air that was lost to the outside. */
  pumpedKg = 0;
  lostKg = 0;
  slope = 1;
  /** Faults: a leak of the line; a check valve that leaks while the pump rests. */
  leak: FlowPath | undefined;
  checkValveLeak: FlowPath | undefined;
  readonly #reliefPath: FlowPath | undefined;
  #reliefKgPerS = 0;
  #leakKgPerS = 0;
  #seconds = 0;

  constructor(
    private readonly m3: number,
    startPsi: number,
    private readonly ambient: Atmosphere,
    private readonly parts: {
      readonly pump: Pump;
      readonly outlets: readonly Outlet[];
      readonly relief: ReliefSetup | undefined;
      readonly pressureSwitch: PressureSwitch | undefined;
      readonly sensor: Sensor | undefined;
    },
  ) {
    if (!(m3 > 0)) throw new RangeError(`a line of ${m3 * 1000} liters`);
    const { relief } = parts;
    if (relief && !(relief.fullPsi > relief.opensPsi))
      throw new RangeError('a relief valve opens over a range');
    this.#reliefPath = relief && new FlowPath(relief.conductance);
    this.pressurePa = gaugePsiToPa(startPsi, ambient);
    this.massKg = massKg(this.pressurePa, m3, ambient.temperatureK);
    this.parts.pressureSwitch?.applyPressure(startPsi);
  }

  /** Solves all flows of a step. @returns the pressure of the line at its end, Pa */
  solve(seconds: number): number {
    const { pump, outlets } = this.parts;
    this.#seconds = seconds;
    pump.load(this.pressurePa);
    let low = Math.min(this.pressurePa, this.ambient.pressurePa);
    let high = Math.max(this.pressurePa, this.ambient.pressurePa);
    if (pump.running) high = Math.max(high, pump.highestPa);
    for (const outlet of outlets) {
      if (!outlet.fill.isOpen) {
        outlet.solve(0, seconds);
        continue;
      }
      low = Math.min(low, outlet.pressurePa, outlet.endPa ?? low);
      high = Math.max(high, outlet.pressurePa, outlet.endPa ?? high);
    }
    return solveRising(this, this.pressurePa, low, high, TOLERANCE_PA);
  }

  /** What the balance of mass is off by at `pa`, kg. */
  residual(pa: number): number {
    const { pump, outlets } = this.parts;
    const seconds = this.#seconds;
    let kgPerS = -pump.evaluate(pa);
    let slope = -pump.slope;
    for (const outlet of outlets) {
      if (!outlet.fill.isOpen) continue;
      kgPerS += outlet.solve(pa, seconds);
      slope += outlet.slopeByLine;
    }
    slope += this.#release(pa) + this.#leaks(pa);
    kgPerS += this.#reliefKgPerS + this.#leakKgPerS;
    const kgPerPa = massKg(1, this.m3, this.ambient.temperatureK);
    this.slope = kgPerPa + seconds * slope;
    return kgPerPa * (pa - this.pressurePa) + seconds * kgPerS;
  }

  /** Moves the air of the solved flows. */
  commit(): void {
    const { pump, outlets, pressureSwitch, sensor } = this.parts;
    const seconds = this.#seconds;
    const pumpedKg = pump.kgPerS * seconds;
    let lostKg = (this.#reliefKgPerS + this.#leakKgPerS) * seconds;
    this.massKg += pumpedKg - lostKg;
    this.pumpedKg += pumpedKg;
    for (const outlet of outlets) this.massKg -= outlet.fill.path.kgPerS * seconds;
    const pa = pressurePa(this.massKg, this.m3, this.ambient.temperatureK);
    this.changePa = Math.abs(pa - this.pressurePa);
    this.pressurePa = pa;
    for (const outlet of outlets) {
      lostKg += outlet.commit();
      this.changePa = Math.max(this.changePa, outlet.changePa);
    }
    const psi = paToGaugePsi(this.pressurePa, this.ambient);
    pressureSwitch?.applyPressure(psi);
    sensor?.advance(seconds, psi);
    this.lostKg += lostKg;
  }

  /** Flow through the relief valve: its conductance times how far it is open. @returns its slope */
  #release(pa: number): number {
    const { relief } = this.parts;
    this.#reliefKgPerS = 0;
    if (!relief || !this.#reliefPath) return 0;
    const psi = paToGaugePsi(pa, this.ambient);
    if (psi <= relief.opensPsi) return 0;
    const range = relief.fullPsi - relief.opensPsi;
    const lift = Math.min(1, (psi - relief.opensPsi) / range);
    const full = this.#toAmbient(this.#reliefPath, pa);
    this.#reliefKgPerS = lift * full;
    return lift * this.#reliefPath.slopeFrom + (lift < 1 ? full / psiToPa(range) : 0);
  }

  /** Flow through the leaks. @returns its slope */
  #leaks(pa: number): number {
    this.#leakKgPerS = 0;
    let slope = 0;
    if (this.leak) {
      this.#leakKgPerS += this.#toAmbient(this.leak, pa);
      slope += this.leak.slopeFrom;
    }
    if (this.checkValveLeak && !this.parts.pump.running) {
      this.#leakKgPerS += this.#toAmbient(this.checkValveLeak, pa);
      slope += this.checkValveLeak.slopeFrom;
    }
    return slope;
  }

  #toAmbient(path: FlowPath, pa: number): number {
    const { pressurePa: ambientPa, temperatureK } = this.ambient;
    return path.evaluate(pa, temperatureK, ambientPa, temperatureK);
  }
}
