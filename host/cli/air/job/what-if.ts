import { pumpNamed, sizeOf, type Vehicle, withManifold } from '../../../../firmware/air-up/vehicle/index.js';

/** Flags that describe a vehicle, in addition to its file. */
interface WhatIf {
  readonly size?: string;
  readonly pump?: string;
  readonly vent?: boolean;
  readonly manifold?: boolean;
}

/** A vehicle as modified by flags: for plans and simulations, which move no air. @throws OnairError bad-value */
export function whatIf(vehicle: Vehicle, { size, pump, vent, manifold }: WhatIf): Vehicle {
  const hosed = manifold ? withManifold(vehicle) : vehicle;
  const tires = size === undefined ? hosed.tires : hosed.tires.map((tire) => ({ ...tire, ...sizeOf(size) }));
  return {
    ...hosed,
    tires,
    hasVent: vent ?? hosed.hasVent,
    ...(pump !== undefined && { pump: { ...hosed.pump, model: pumpNamed(pump) } }),
  };
}
