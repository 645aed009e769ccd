import { type Atmosphere, atmosphereAt } from '../../units.js';
import type { PlantFault } from './faults.js';
import type { Conductance } from './flow/flow.js';
import { type Hose, hoseConductance, hoseVolumeL } from './flow/hose.js';
import { SCHRADER_CORE, SOLENOID_VALVE } from './flow/parts.js';
import { inSeries } from './flow/series.js';
import type { ValveSetup } from './flow/valve.js';
import type { Random } from './random.js';
import type { SensorSetup } from './sensor.js';
import type { SwitchSetup } from './supply/pressure-switch.js';
import type { ElectricSetup } from './supply/pump.js';
import { ARB_TWIN, type PumpModel } from './supply/pump-models.js';
import type { TireSetup } from './tire/tire.js';

/** A relief valve: it begins to open at one pressure and is fully open at another. */
export interface ReliefSetup {
  readonly opensPsi: number;
  readonly fullPsi: number;
  readonly conductance: Conductance;
}

/** A branch of the line: a fill valve, and behind it a sensor, a vent valve if fitted, a hose and a chuck. */
export interface OutletSetup {
  /** Position of the tire that it is on at the beginning. */
  readonly at: number | 'off';
  /** From the sensor into the tire: hose and core together. */
  readonly path?: Conductance;
  readonly hoseL?: number;
  readonly fillValve?: ValveSetup;
  readonly ventValve?: ValveSetup | 'none';
  readonly sensor?: SensorSetup;
  /** Whether its end is open while it is on no tire. */
  readonly chuck?: 'open' | 'self-sealing';
}

/** A plant: one outlet is a hose that is moved, an outlet for each tire is a manifold. */
export interface PlantSetup {
  readonly tires: readonly TireSetup[];
  readonly outlets: readonly OutletSetup[];
  readonly pump?: PumpModel;
  /** In the pump's own feed; without one only the commands switch the pump. */
  readonly pressureSwitch?: SwitchSetup | 'none';
  readonly relief?: ReliefSetup | 'none';
  /** Fittings and line between the check valve and the fill valves, without the tank. */
  readonly lineL?: number;
  readonly tankL?: number;
  readonly lineStartPsi?: number;
  /** A second sensor, at the line, for a pressure switch in software. */
  readonly supplySensor?: SensorSetup | 'none';
  readonly electric?: ElectricSetup;
  readonly ambient?: Atmosphere;
  /** For every tire that has none of its own, W/(m2 K). */
  readonly filmWPerM2K?: number;
  readonly faults?: readonly PlantFault[];
  /** Source of the noise; default: `seeded(1)`. */
  readonly random?: Random;
}

/** 25 ft of 1/4 in hose: SOURCES.md#hose-loss. */
const HOSE: Hose = { lengthM: 7.62, innerMm: 6.35 };

const VALVE: ValveSetup = {
  conductance: SOLENOID_VALVE,
  openDeadS: 0.02, // 20 ms both ways (SOURCES.md#thresholds)
  closeDeadS: 0.02,
};

const SENSOR: SensorSetup = {
  fullScalePsi: 150, // SOURCES.md#pressure-sensor
  lagS: 0.01, // a guess: the sensor, and a small filter before the converter
  noisePsi: 0.1, // a guess: half a count
  offsetPsi: 0,
  gain: 1, // makers state 1 % of full scale: SOURCES.md#pressure-sensor
  bits: 10,
};

/** Defaults of a setup: the builder's plant, with the figures of SOURCES.md. */
export const DEFAULTS = {
  pump: ARB_TWIN,
  pressureSwitch: { cutInPsi: 90, cutOutPsi: 110 }, // SOURCES.md#tank-and-line
  relief: 'none',
  lineL: 0.3, // SOURCES.md#tank-and-line
  tankL: 0,
  lineStartPsi: 0,
  supplySensor: 'none',
  electric: { batteryVolts: 13.8, batteryOhms: 0, cableOhms: 0 }, // engine on; the tables of the pumps hold at 13.8 V
  ambient: atmosphereAt(0, 20),
  filmWPerM2K: 10, // geometric mean of 5 and 20 (SOURCES.md#heat-in-the-tire)
  faults: [],
  outlet: {
    path: inSeries(hoseConductance(HOSE), SCHRADER_CORE),
    hoseL: hoseVolumeL(HOSE),
    fillValve: VALVE,
    ventValve: VALVE,
    sensor: SENSOR,
    chuck: 'open',
  },
} as const satisfies Required<Omit<PlantSetup, 'tires' | 'outlets' | 'random'>> & {
  readonly outlet: Required<Omit<OutletSetup, 'at'>>;
};
