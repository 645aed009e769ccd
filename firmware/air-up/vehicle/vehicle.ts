import type { Calibration, Job, Limits } from '../cycle/index.js';
import type { ElectricSetup, Hose, PumpModel, TireCavity } from '../plant/index.js';
import type { PressureUnit } from './units/index.js';

/**
 * Pressures on placards are those of cool tires, and air that was just put in is warm: a job that ends at the target is
 * 1 to 3 psi short an hour later (SOURCES.md#which-pressure-is-meant).
 */
export const DEFAULT_AIM: Job['aim'] = 'cold';

/** What a vehicle is called that has no name. */
export const UNTITLED = 'tires';

/** A tire of a vehicle. */
export interface VehicleTire {
  readonly name: string;
  /** As on the sidewall: `35x12.5R17`. Omitted if unknown: then no volume is assumed either. */
  readonly size?: string;
  readonly cavity?: TireCavity;
  /** By which share the volume may be wrong, either way. */
  readonly volumeError?: number;
  /** The maximum of its own sidewall, psi. */
  readonly maxPsi: number;
}

/** A sensor as it is wired: full scale of its type, and what was measured of it. */
export interface VehicleSensor {
  readonly fullScalePsi: number;
  readonly calibration: Calibration;
}

/** The pump of a vehicle file, and what switches it at which pressures, psi. */
export interface VehiclePump {
  readonly model: PumpModel;
  readonly cutInPsi: number;
  readonly cutOutPsi: number;
  readonly by: 'mechanical' | 'software';
  /** A relay in the feed that the board can open; always there with `software`. */
  readonly relay: boolean;
  /** The sensor at the line, for `software`. */
  readonly lineSensor?: VehicleSensor;
}

/** Everything that a file says about a vehicle and what airs it up. */
export interface Vehicle {
  readonly title: string;
  /** Of bare numbers and of the screen. */
  readonly units: PressureUnit;
  readonly altitudeM: number;
  readonly aim: Job['aim'];
  /** In the order in which a hose goes round. */
  readonly tires: readonly VehicleTire[];
  /** Preset -> tire -> psi; a tire that a preset does not name is left alone by it. */
  readonly presets: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Each one a fill valve with its own sensor and hose; positions in {@link tires}. */
  readonly outlets: readonly (readonly number[])[];
  /** By outlet. */
  readonly sensors: readonly VehicleSensor[];
  readonly hasVent: boolean;
  readonly hose: Hose;
  readonly chuck: 'open' | 'self-sealing';
  readonly lineL: number;
  readonly tankL: number;
  readonly pump: VehiclePump;
  readonly electric: ElectricSetup;
  readonly limits: Limits;
}

/** What is wanted of one tire. */
export interface PressureTarget {
  readonly tire: string;
  readonly targetPsi: number;
  /** What to hold to; the tire's own maximum, or a lower one. */
  readonly maxPsi: number;
}
