import type { Atmosphere } from '../../units.js';
import type { Valve } from './flow/valve.js';
import { type HoseEnd, Outlet } from './outlet.js';
import { seeded } from './random.js';
import { Sensor } from './sensor.js';
import { DEFAULTS, type PlantSetup } from './setup.js';
import { PressureSwitch } from './supply/pressure-switch.js';
import { Pump } from './supply/pump.js';
import { Supply } from './supply/supply.js';
import { Tire } from './tire/tire.js';

/** An outlet, and where a person has put its hose. */
export interface FittedOutlet {
  readonly outlet: Outlet;
  readonly chuck: 'open' | 'self-sealing';
  at: number | 'off';
  fault: 'hose-off' | 'core-shut' | undefined;
}

/** Every component of a plant. */
export interface PlantBody {
  readonly ambient: Atmosphere;
  readonly pump: Pump;
  readonly pressureSwitch: PressureSwitch | undefined;
  readonly supply: Supply;
  readonly supplySensor: Sensor | undefined;
  readonly fitted: readonly FittedOutlet[];
  readonly valves: readonly Valve[];
  readonly tires: readonly Tire[];
}

/** Builds the plant of a setup. @throws RangeError for a setup that can't be built */
export function buildBody(given: PlantSetup): PlantBody {
  const setup = { ...DEFAULTS, ...given };
  const { ambient } = setup;
  const random = given.random ?? seeded(1);
  const tires = setup.tires.map((tire) => new Tire(tire, tire.filmWPerM2K ?? setup.filmWPerM2K, ambient));
  const fitted = setup.outlets.map((own): FittedOutlet => {
    const outletSetup = { ...DEFAULTS.outlet, ...own };
    const startPa = own.at === 'off' ? ambient.pressurePa : tireAt(tires, own.at).pressurePa;
    const outlet = new Outlet(outletSetup, startPa, ambient, random);
    return { outlet, chuck: outletSetup.chuck, at: own.at, fault: undefined };
  });
  const pump = new Pump(setup.pump, setup.electric, ambient);
  const pressureSwitch =
    setup.pressureSwitch === 'none' ? undefined : new PressureSwitch(setup.pressureSwitch);
  const supplySensor =
    setup.supplySensor === 'none' ? undefined : new Sensor(setup.supplySensor, setup.lineStartPsi, random);
  const outlets = fitted.map(({ outlet }) => outlet);
  const supply = new Supply((setup.lineL + setup.tankL) / 1000, setup.lineStartPsi, ambient, {
    pump,
    outlets,
    relief: setup.relief === 'none' ? undefined : setup.relief,
    pressureSwitch,
    sensor: supplySensor,
  });
  const valves = outlets.flatMap(({ fill, vent }) => (vent ? [fill, vent] : [fill]));
  return { ambient, pump, pressureSwitch, supply, supplySensor, fitted, valves, tires };
}

/** Connects every hose to what its end really is on. @throws RangeError when two are on one tire */
export function connectHoses({ fitted, tires }: PlantBody): void {
  const taken = new Set<number>();
  for (const place of fitted) {
    if (place.at !== 'off' && taken.has(place.at)) throw new RangeError(`two hoses on tire ${place.at}`);
    if (place.at !== 'off') taken.add(place.at);
    place.outlet.end = hoseEnd(place, tires);
  }
}

function hoseEnd({ at, chuck, fault }: FittedOutlet, tires: readonly Tire[]): HoseEnd {
  if (fault === 'hose-off') return { kind: 'open' };
  if (at === 'off') return { kind: chuck === 'open' ? 'open' : 'shut' };
  return fault === 'core-shut' ? { kind: 'shut' } : { kind: 'tire', tire: tireAt(tires, at) };
}

/** @throws RangeError if there is no such tire */
export function tireAt(tires: readonly Tire[], at: number): Tire {
  const tire = tires[at];
  if (!tire) throw new RangeError(`there is no tire ${at}: ${tires.length} are given, counted from 0`);
  return tire;
}
