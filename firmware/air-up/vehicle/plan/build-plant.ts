import { atmosphereAt } from '../../../units.js';
import {
  DEFAULTS,
  hoseConductance,
  hoseVolumeL,
  inSeries,
  type PlantSetup,
  SCHRADER_CORE,
  type SensorSetup,
  seeded,
  tireCavity,
} from '../../plant/index.js';
import type { Vehicle, VehicleSensor } from '../vehicle.js';
import type { VehicleJob } from './build-job.js';

/** What the simulation needs beside the vehicle. */
export interface PlantStart {
  /** By tire of the job, psi. */
  readonly startPsi: readonly number[];
  /** Of the sensors' noise. */
  readonly seed?: number;
}

/** The tire that is simulated if no size is given. */
export const SIMULATED_SIZE = '35x12.5R17';
const SIMULATED_CAVITY = tireCavity({ outerIn: 35, widthIn: 12.5, rimIn: 17 });

/** The vehicle as a plant, with the hoses where a job begins: every one on its first tire. */
export function buildPlant(
  vehicle: Vehicle,
  { job, tires, outlets }: VehicleJob,
  { startPsi, seed = 1 }: PlantStart,
): PlantSetup {
  const { lineSensor } = vehicle.pump;
  return {
    tires: tires.map(({ name, cavity = SIMULATED_CAVITY }, index) => ({
      name,
      cavity,
      startPsi: startPsi[index] ?? 0,
    })),
    outlets: job.outlets.map((outlet, index) => ({
      at: outlet.tires[0] ?? 'off',
      path: inSeries(hoseConductance(vehicle.hose), SCHRADER_CORE),
      hoseL: hoseVolumeL(vehicle.hose),
      chuck: vehicle.chuck,
      ...(outlet.hasVent ? {} : { ventValve: 'none' as const }),
      sensor: sensorOf(vehicle.sensors[outlets[index] ?? 0]),
    })),
    pump: vehicle.pump.model,
    pressureSwitch:
      vehicle.pump.by === 'mechanical'
        ? { cutInPsi: vehicle.pump.cutInPsi, cutOutPsi: vehicle.pump.cutOutPsi }
        : 'none',
    supplySensor: lineSensor ? sensorOf(lineSensor) : 'none',
    lineL: vehicle.lineL,
    tankL: vehicle.tankL,
    electric: vehicle.electric,
    ambient: atmosphereAt(vehicle.altitudeM),
    random: seeded(seed),
  };
}

/** A sensor that is as its calibration says: what the controller takes for right is right. */
function sensorOf(sensor: VehicleSensor | undefined): SensorSetup {
  const usual = DEFAULTS.outlet.sensor;
  if (!sensor) return usual;
  const { fullScalePsi, calibration } = sensor;
  const nominal = fullScalePsi / 0.8;
  return {
    ...usual,
    fullScalePsi,
    gain: nominal / calibration.psiPerRatio,
    offsetPsi: (calibration.zeroRatio - 0.1) * nominal,
  };
}
