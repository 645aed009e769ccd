import { paToGaugePsi } from '../../units.js';
import { buildBody, connectHoses, type PlantBody, tireAt } from './body.js';
import { applyFaults, outletAt } from './fault-effects.js';
import type { PlantFault } from './faults.js';
import { readTruth } from './read-truth.js';
import type { PlantSetup } from './setup.js';
import { SHORTEST_S, StepSize } from './step-size.js';
import type { PlantGlance, PlantTruth } from './truth.js';

/** Commands to the coils of one outlet; both at the same time are possible, as with real wires. */
export interface OutletCommand {
  readonly fill: boolean;
  readonly vent: boolean;
}

/** Commands to the plant. An outlet that is left out is shut. */
export interface PlantCommands {
  /** The relay or main switch in the pump's feed; the pressure switch, where fitted, is in series with it. */
  readonly pumpPower: boolean;
  readonly outlets: readonly OutletCommand[];
}

/** What a controller can measure. */
export interface PlantReadings {
  /** Raw counts of the sensor of each outlet. */
  readonly outletCounts: readonly number[];
  /** Raw counts of the sensor at the line, where fitted. */
  readonly supplyCounts: number | undefined;
  /** Contact of the pressure switch, where fitted. */
  readonly switchClosed: boolean | undefined;
  /** At the battery, not at the pump. */
  readonly batteryVolts: number;
}

/** A compressor, a line, hoses and tires that obey physics. The same setup and commands give the same readings. */
export interface Plant {
  /** Lets time pass with constant commands. @returns the readings at its end */
  step(seconds: number, commands: PlantCommands): PlantReadings;
  /** A person moves a hose. @throws RangeError for an unknown place, or a tire that has a hose already */
  attach(outlet: number, at: number | 'off'): void;
  /** Gives it exactly these faults, and repairs all others. */
  setFaults(faults: readonly PlantFault[]): void;
  /** The simulated truth. */
  truth(): PlantTruth;
  /** Of that, what a record needs after every step: the whole of it takes as long as a third of the step. */
  glance(): PlantGlance;
}

/** Builds a plant. @throws RangeError for a setup that can't be built */
export function createPlant(setup: PlantSetup): Plant {
  return new SimulatedPlant(setup);
}

/** A remainder shorter than this is not a step of its own, s. */
const NOTHING_S = 1e-9;
/** Tolerance with which a step ends where the pressure switch switches, and maximum number of tries. */
const SWITCH_PSI = 0.01;
const SWITCH_ROUNDS = 8;

class SimulatedPlant implements Plant {
  readonly #body: PlantBody;
  readonly #stepSize = new StepSize();
  #power = false;
  #seconds = 0;

  constructor(setup: PlantSetup) {
    this.#body = buildBody(setup);
    this.setFaults(setup.faults ?? []);
  }

  step(seconds: number, commands: PlantCommands): PlantReadings {
    if (!(seconds > 0 && seconds < Number.POSITIVE_INFINITY)) throw new RangeError(`a step of ${seconds} s`);
    const { fitted, pump, pressureSwitch, supplySensor } = this.#body;
    this.#power = commands.pumpPower;
    for (const [i, { outlet }] of fitted.entries()) {
      outlet.fill.command(commands.outlets[i]?.fill ?? false);
      outlet.vent?.command(commands.outlets[i]?.vent ?? false);
    }
    let left = seconds;
    while (left > NOTHING_S) left -= this.#advance(left);
    this.#seconds += seconds;
    return {
      outletCounts: fitted.map(({ outlet }) => outlet.sensor.read()),
      supplyCounts: supplySensor?.read(),
      switchClosed: pressureSwitch?.isClosed,
      batteryVolts: pump.batteryVolts,
    };
  }

  attach(outlet: number, at: number | 'off'): void {
    const place = outletAt(this.#body, outlet);
    const before = place.at;
    if (at !== 'off') tireAt(this.#body.tires, at);
    place.at = at;
    try {
      connectHoses(this.#body);
    } catch (error) {
      place.at = before;
      connectHoses(this.#body);
      throw error;
    }
    this.#stepSize.restart();
  }

  setFaults(faults: readonly PlantFault[]): void {
    applyFaults(this.#body, faults);
    connectHoses(this.#body);
    this.#stepSize.restart();
  }

  truth(): PlantTruth {
    return readTruth(this.#body, this.#seconds);
  }

  glance(): PlantGlance {
    const { fitted, pump } = this.#body;
    return {
      pumpRuns: pump.running,
      pumpAmps: pump.amps,
      outlets: fitted.map(({ outlet: { fill, vent } }) => ({
        fillOpen: fill.isOpen,
        ventOpen: vent?.isOpen ?? false,
      })),
    };
  }

  /** One step of the integration, at most to the next switching. @returns its length, s */
  #advance(left: number): number {
    const { pump, pressureSwitch, supply, valves, tires } = this.#body;
    if (pump.feed(this.#power && (pressureSwitch?.isClosed ?? true))) this.#stepSize.restart();
    let seconds = Math.min(left, this.#stepSize.seconds);
    for (const valve of valves) seconds = Math.min(seconds, valve.waitS);
    if (left - seconds < NOTHING_S) seconds = left;
    seconds = this.#solve(seconds);

    supply.commit();
    for (const tire of tires) supply.lostKg += tire.advance(seconds);
    pump.advance(seconds);
    this.#stepSize.after(seconds, supply.changePa);
    for (const valve of valves) if (valve.advance(seconds)) this.#stepSize.restart();
    return seconds;
  }

  /** Solves a step, shortened to end where the pressure switch switches. @returns its length, s */
  #solve(wantedS: number): number {
    const { pressureSwitch, supply, around } = this.#body;
    let seconds = wantedS;
    let endPa = supply.solve(seconds);
    if (!pressureSwitch) return seconds;
    const startPsi = paToGaugePsi(supply.pressurePa, around);
    for (let round = 0; round < SWITCH_ROUNDS; round++) {
      const endPsi = paToGaugePsi(endPa, around);
      if (!pressureSwitch.switchesAt(endPsi)) return seconds;
      const { nextPsi } = pressureSwitch;
      if (Math.abs(endPsi - nextPsi) <= SWITCH_PSI || seconds <= SHORTEST_S) return seconds;
      seconds = Math.max(SHORTEST_S, (seconds * (nextPsi - startPsi)) / (endPsi - startPsi));
      endPa = supply.solve(seconds);
    }
    return seconds;
  }
}
