import type { Vehicle } from './vehicle.js';

/** The same vehicle with a hose for each tire. */
export function withManifold(vehicle: Vehicle): Vehicle {
  const [sensor] = vehicle.sensors;
  return {
    ...vehicle,
    outlets: vehicle.tires.map((_, index) => [index]),
    sensors: vehicle.tires.flatMap(() => (sensor ? [sensor] : [])),
  };
}
