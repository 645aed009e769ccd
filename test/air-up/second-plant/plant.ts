import { Actuator } from './actuator.js';
import { Chamber, openAir } from './chamber.js';
import { Chance } from './chance.js';
import { atmospherePa, PA_PER_PSI } from './gas.js';
import { Outlet } from './outlet.js';
import { Passage } from './passage.js';
import { Pump } from './pump.js';
import { Sensor } from './sensor.js';
import { type PlantSetup, type TireSetup, USUAL } from './setup.js';

/** Delay of the relay and of the switch's contact, ms: what small relays' data sheets give. */
const CONTACT_MS = 10;
/** Conductance of the open relief valve, l/(s bar): it takes what any of the pumps makes. Guess. */
const RELIEF_L_PER_S_BAR = 1;

/** What a saved plant can be brought back to. */
export type Saved = readonly (readonly number[])[];

/**
 * A compressor with its tires in fixed steps of 1 ms: rooms of air, passages between them, and inside a hose the
 * pressures at the end of a step. It knows nothing of the product. Faults are set on its parts, which are open for
 * that.
 */
export class Plant {
  nowMs = 0;
  readonly outside: Chamber;
  /** Line and tank. */
  readonly line: Chamber;
  readonly tires: readonly Chamber[];
  readonly outlets: readonly Outlet[];
  readonly pump: Pump;
  readonly lineSensor: Sensor | undefined;
  readonly relay = new Actuator(CONTACT_MS, CONTACT_MS);
  /** The pressure switch: closed lets the pump run. */
  readonly contact = new Actuator(CONTACT_MS, CONTACT_MS);
  readonly lineLeak: Passage;
  /** Back through the pump at rest: nothing if sound. */
  readonly checkValve: Passage;
  readonly punctures: readonly Passage[];
  readonly hasRelay: boolean;
  cutInPsi = Number.NaN;
  cutOutPsi = Number.NaN;
  readonly #relief: Passage;
  readonly #reliefPsi: number;

  constructor(setup: PlantSetup) {
    const { lineLiters, cutInPsi, cutOutPsi, reliefPsi, altitudeM, ambientC, tankLiters, lineStartPsi } = {
      tankLiters: 0,
      lineStartPsi: 0,
      ...USUAL,
      ...setup,
    };
    const chance = new Chance(setup.seed);
    const outside = openAir(atmospherePa(altitudeM), ambientC + 273.15);
    this.outside = outside;
    this.line = lineOf(lineLiters + tankLiters, lineStartPsi, outside);
    this.tires = setup.tires.map((tire) => tireOf(tire, outside));
    this.outlets = setup.outlets.map((outlet) => new Outlet(outlet, this.line, this.tires, outside, chance));
    this.pump = new Pump(setup.pump, outside);
    this.lineSensor =
      setup.lineSensor && new Sensor({ ...USUAL.sensor, ...setup.lineSensor }, lineStartPsi, chance);
    this.hasRelay = setup.relay;
    this.cutInPsi = cutInPsi;
    this.cutOutPsi = cutOutPsi;
    this.#reliefPsi = reliefPsi;
    this.lineLeak = new Passage(this.line, outside, 0, 0.4);
    this.checkValve = new Passage(this.line, outside, 0, 0.4);
    this.#relief = new Passage(this.line, outside, RELIEF_L_PER_S_BAR, 0.4);
    this.punctures = this.tires.map((tire) => new Passage(tire, outside, 0, 0.4));
    this.contact.isOn = lineStartPsi < cutOutPsi;
    this.contact.command(this.contact.isOn, 0);
  }

  /** Gauge pressure, psi. */
  psi({ pa }: Chamber): number {
    return (pa - this.outside.pa) / PA_PER_PSI;
  }

  tirePsi(tire: number): number {
    return this.psi(this.tires[tire] as Chamber);
  }

  /** The current reaches the pump. */
  get isFed(): boolean {
    return this.contact.at(this.nowMs) && (!this.hasRelay || this.relay.at(this.nowMs));
  }

  /** Time passes, in steps of 1 ms. */
  run(ms: number): void {
    for (let passed = 0; passed < ms; passed++) this.#step();
  }

  #step(): void {
    this.nowMs++;
    const linePsi = this.psi(this.line);
    if (linePsi >= this.cutOutPsi) this.contact.command(false, this.nowMs);
    else if (linePsi <= this.cutInPsi) this.contact.command(true, this.nowMs);
    this.pump.drive(this.isFed, this.line);
    this.checkValve.isOpen = !this.pump.isRunning;
    this.#relief.isOpen = linePsi > this.#reliefPsi;
    this.checkValve.flow();
    this.lineLeak.flow();
    this.#relief.flow();
    // Loops by index: an iterator in each of a thousand steps a second costs a third of the time.
    const { outlets, tires, punctures } = this;
    for (let i = 0; i < outlets.length; i++) outlets[i]?.flow(this.nowMs);
    for (let i = 0; i < punctures.length; i++) punctures[i]?.flow();
    this.line.settle();
    this.lineSensor?.sample(linePsi);
    for (let i = 0; i < outlets.length; i++) outlets[i]?.settle();
    for (let i = 0; i < tires.length; i++) tires[i]?.settle();
  }

  /** For an oracle: all that moves, without faults and without the state of the noise. */
  save(): Saved {
    return [
      [this.nowMs],
      this.relay.save(),
      this.contact.save(),
      this.pump.save(),
      this.line.save(),
      ...this.tires.map((tire) => tire.save()),
      ...this.outlets.flatMap((outlet) => outlet.save()),
    ];
  }

  restore([now = [], relay = [], contact = [], pump = [], line = [], ...rest]: Saved): void {
    this.nowMs = now[0] ?? 0;
    this.relay.restore(relay);
    this.contact.restore(contact);
    this.pump.restore(pump);
    this.line.restore(line);
    let at = 0;
    for (const tire of this.tires) tire.restore(rest[at++] ?? []);
    for (const outlet of this.outlets) {
      const { length } = outlet.save();
      outlet.restore(rest.slice(at, at + length));
      at += length;
    }
  }
}

/**
 * A tire's room. Its wall: a torus has a surface of 8 V^(2/3) within 8 % for rings of 2.5 to 4 radii of the section
 * (derived). The air warms 3 mm of rubber of 1150 kg/m3 and 1800 J/(kg K), which gives 8 W/(m2 K) to the outside
 * (guesses).
 */
function tireOf(setup: TireSetup, { pa: ambientPa, kelvin }: Chamber): Chamber {
  const { liters, startPsi, growthPerPsi, filmWPerM2K, warmerK } = { ...USUAL, warmerK: 0, ...setup };
  const m2 = 0.08 * liters ** (2 / 3);
  return new Chamber({
    m3: liters / 1000,
    pa: ambientPa + startPsi * PA_PER_PSI,
    kelvin: kelvin + warmerK,
    ambientPa,
    ambientK: kelvin,
    filmWPerK: filmWPerM2K * m2,
    outsideWPerK: 8 * m2,
    wallJPerK: 0.003 * 1150 * 1800 * m2,
    growthPerPa: growthPerPsi / PA_PER_PSI,
  });
}

/**
 * Line and tank: a cylinder twice as long as wide has 5.8 V^(2/3) (derived); 2 mm of steel, 10 W/(m2 K) both ways
 * (guesses).
 */
function lineOf(liters: number, startPsi: number, { pa: ambientPa, kelvin }: Chamber): Chamber {
  const m2 = 0.058 * liters ** (2 / 3);
  return new Chamber({
    m3: liters / 1000,
    pa: ambientPa + startPsi * PA_PER_PSI,
    kelvin,
    ambientPa,
    ambientK: kelvin,
    filmWPerK: 10 * m2,
    outsideWPerK: 10 * m2,
    wallJPerK: 0.002 * 7850 * 470 * m2,
    growthPerPa: 0,
  });
}
