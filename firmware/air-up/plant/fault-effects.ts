import { type FittedOutlet, type PlantBody, tireAt } from './body.js';
import type { PlantFault } from './faults.js';
import { FlowPath } from './flow/flow.js';
import type { Sensor } from './sensor.js';

/** Gives the plant exactly these faults; others are repaired. @throws RangeError for a part that it lacks */
export function applyFaults(body: PlantBody, faults: readonly PlantFault[]): void {
  repair(body);
  for (const fault of faults) apply(body, fault);
}

function repair({ pump, supply, pressureSwitch, supplySensor, fitted, tires }: PlantBody): void {
  pump.flowFactor = 1;
  pump.dead = false;
  pump.lowVolts = undefined;
  supply.leak = undefined;
  supply.checkValveLeak = undefined;
  if (pressureSwitch) pressureSwitch.held = undefined;
  if (supplySensor) supplySensor.failure = undefined;
  for (const place of fitted) {
    const { outlet } = place;
    place.fault = undefined;
    outlet.leak = undefined;
    outlet.sensor.failure = undefined;
    outlet.fill.stuck = undefined;
    if (outlet.vent) outlet.vent.stuck = undefined;
  }
  for (const tire of tires) tire.leak = undefined;
}

function apply(body: PlantBody, fault: PlantFault): void {
  switch (fault.kind) {
    case 'pump-weak':
      body.pump.flowFactor = fault.flowFactor;
      return;
    case 'pump-dead':
      body.pump.dead = true;
      return;
    case 'check-valve-worn':
      body.supply.checkValveLeak = new FlowPath(fault.leak);
      return;
    case 'switch-stuck':
      there(body.pressureSwitch, 'pressure switch').held = fault.at;
      return;
    case 'battery-low':
      body.pump.lowVolts = fault.volts;
      return;
    case 'line-leak':
      body.supply.leak = new FlowPath(fault.leak);
      return;
    case 'hose-leak':
      outletAt(body, fault.outlet).outlet.leak = new FlowPath(fault.leak);
      return;
    case 'hose-off':
    case 'core-shut':
      outletAt(body, fault.outlet).fault = fault.kind;
      return;
    case 'fill-stuck':
      outletAt(body, fault.outlet).outlet.fill.stuck = fault.at;
      return;
    case 'vent-stuck':
      there(outletAt(body, fault.outlet).outlet.vent, 'vent valve').stuck = fault.at;
      return;
    case 'tire-leak':
      tireAt(body.tires, fault.tire).leak = new FlowPath(fault.leak);
      return;
    case 'sensor-fails':
      sensorAt(body, fault.sensor).failure = fault.how;
  }
}

/** @throws RangeError if there is no such outlet */
export function outletAt({ fitted }: PlantBody, at: number): FittedOutlet {
  return there(fitted[at], `outlet ${at}`);
}

function sensorAt(body: PlantBody, at: number | 'supply'): Sensor {
  return at === 'supply' ? there(body.supplySensor, 'supply sensor') : outletAt(body, at).outlet.sensor;
}

function there<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new RangeError(`this plant has no ${name}`);
  return part;
}
