import type { PumpSetup } from './pump.js';
import type { SensorSetup } from './sensor.js';
import { SOUND_SENSOR } from './sensor.js';

/** A tire as it stands there. */
export interface TireSetup {
  /** Air space at no pressure, l. */
  readonly liters: number;
  readonly startPsi: number;
  /** Share that it grows by with each psi. No source gives a figure: guess of 0 to 0.0006. */
  readonly growthPerPsi?: number;
  /** Air to wall, W/(m2 K): 5 to 20, firmware/air-up/SOURCES.md#heat-in-the-tire. */
  readonly filmWPerM2K?: number;
  /** Warmer than the air around when the job begins, K: it has been driven. */
  readonly warmerK?: number;
}

/** A fill valve, a sensor, perhaps a vent valve, a hose and a chuck. */
export interface OutletSetup {
  /** The tire it is on at the start. */
  readonly at: number | 'off';
  readonly fillLPerSBar?: number;
  /** None without it. */
  readonly ventLPerSBar?: number;
  readonly hoseLPerSBar?: number;
  readonly hoseLiters?: number;
  /** Chuck and core, and the ratio below which they choke. */
  readonly chuckLPerSBar?: number;
  readonly chuckB?: number;
  readonly openMs?: number;
  readonly closeMs?: number;
  readonly sensor?: Partial<SensorSetup>;
}

export interface PlantSetup {
  readonly seed: number;
  readonly tires: readonly TireSetup[];
  readonly outlets: readonly OutletSetup[];
  readonly pump: PumpSetup;
  /** Air between check valve and fill valves without the tank, l. */
  readonly lineLiters?: number;
  readonly tankLiters?: number;
  readonly lineStartPsi?: number;
  readonly cutInPsi?: number;
  readonly cutOutPsi?: number;
  /** Where the relief valve opens, psi. */
  readonly reliefPsi?: number;
  /** A second sensor, at the line, for a switch in software: none without it. */
  readonly lineSensor?: Partial<SensorSetup>;
  /** A relay before the switch; without it the switch alone feeds the pump. */
  readonly relay: boolean;
  readonly altitudeM?: number;
  readonly ambientC?: number;
}

/** What is so where a setup says nothing. Public figures: firmware/air-up/SOURCES.md#tank-and-line and #conductance. */
export const USUAL = {
  growthPerPsi: 0.0003,
  filmWPerM2K: 10,
  fillLPerSBar: 2,
  hoseLPerSBar: 0.8,
  hoseLiters: 0.24,
  chuckLPerSBar: 0.5,
  chuckB: 0.4,
  openMs: 20,
  closeMs: 20,
  sensor: SOUND_SENSOR,
  lineLiters: 0.3,
  cutInPsi: 90,
  cutOutPsi: 110,
  reliefPsi: 150,
  altitudeM: 0,
  ambientC: 20,
} as const;

/** A pump of a free flow that may run all the time; current and strokes scale with it as those of makers do (guess). */
export function pumpOf(cfm: number, more: Partial<PumpSetup> = {}): PumpSetup {
  return {
    cfm,
    stallPsi: cfm > 4 ? 210 : 160,
    strokesPerS: cfm > 4 ? 60 : 30,
    idleAmps: 5 + 4 * cfm,
    stallAmps: 10 + 9 * cfm,
    batteryVolts: 13.8,
    batteryOhms: 0.005,
    cableOhms: 0.01,
    longestRunS: Number.POSITIVE_INFINITY,
    share: 1,
    ...more,
  };
}
