import type { CycleEvent } from '../../../../firmware/air-up/cycle/events.js';
import { FAULTS } from '../../../../firmware/air-up/cycle/faults.js';
import type { CycleView, OutletView } from '../../../../firmware/air-up/cycle/job/view.js';
import type { CycleState } from '../../../../firmware/air-up/cycle/state.js';
import { clockText } from '../../../../firmware/air-up/plot/time-axis.js';
import { pressureText } from '../../../../firmware/air-up/vehicle/pressure.js';
import type { PressureUnit } from '../../../../firmware/air-up/vehicle/quantity.js';

/** What an outlet is doing, in a word or two. */
export function phaseWords({ phase, direction }: OutletView): string {
  switch (phase) {
    case 'idle':
      return 'done';
    case 'hose':
      return 'put the hose on';
    case 'rest':
      return 'reading';
    case 'ready':
      return 'waiting for its turn';
    case 'open':
      return direction === 'vent' ? 'letting air out' : 'filling';
    case 'settling':
      return 'settling';
    case 'holding':
      return 'holding';
    case 'guard':
      return 'watching that it stays';
    case 'leak-test':
      return 'watching for a leak';
  }
}

/** What the pump does. */
export function pumpWords({ pump, batteryLow }: CycleView): string {
  if (batteryLow) return 'waits: battery low';
  if (pump.resting) return 'rests: too hot';
  return pump.running ? 'runs' : 'off';
}

/** An event as a line for a person; undefined for what nobody wants to read. */
export function eventLine(event: CycleEvent, state: CycleState, units: PressureUnit): string | undefined {
  const name = (tire: number): string => state.job.tires[tire]?.name ?? `${tire}`;
  const target = (tire: number): string => pressureText(state.tires[tire]?.targetPsi, units);
  switch (event.kind) {
    case 'rest':
      return `${name(event.tire)}: ${pressureText(event.psi, units)}`;
    case 'opened':
      return event.direction === 'fill'
        ? `${name(event.tire)}: filling to ${target(event.tire)}`
        : `${name(event.tire)}: letting air out to ${target(event.tire)}`;
    case 'settled':
      return `${name(event.tire)}: ${pressureText(event.psi, units)}, valve shut`;
    case 'tire-done':
      return `${name(event.tire)}: ${event.outcome === 'done' ? 'done' : event.outcome} at ${pressureText(event.psi, units)}`;
    case 'move-hose':
      return `put the hose on ${name(event.tire)}${event.again ? ' once more: it has cooled' : ''}`;
    case 'hose-on':
      return `the hose is on ${name(event.tire)}`;
    case 'pump-rests':
      return `the pump rests for about ${clockText(Math.ceil(event.forMs / 1000))}`;
    case 'pump-ready':
      return 'the pump has cooled';
    case 'battery-low':
      return `battery ${event.volts.toFixed(1)} V: waiting; is the engine on?`;
    case 'battery-back':
      return `battery ${event.volts.toFixed(1)} V: going on`;
    case 'target':
      return `${name(event.tire)}: new target ${pressureText(event.psi, units)}`;
    case 'refused':
      return `refused: ${event.reason}`;
    case 'fault':
      return `STOPPED: ${FAULTS[event.fault.code].title}; all valves are shut`;
    case 'cleared':
      return 'cleared';
    case 'closed':
    case 'hose-off':
    case 'finished':
      return undefined;
  }
}
