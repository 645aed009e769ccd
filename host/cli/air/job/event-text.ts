import { type CycleEvent, type CycleState, FAULTS } from '../../../../firmware/air-up/cycle/index.js';
import { clockText } from '../../../../firmware/air-up/plot/index.js';
import { type PressureUnit, pressureText } from '../../../../firmware/air-up/vehicle/index.js';
import { eventLine } from '../../../text/index.js';

/** An event as a line, with pressures in the reader's unit; undefined for events that are not shown. */
export function eventText(event: CycleEvent, state: CycleState, units: PressureUnit): string | undefined {
  return eventLine(event, state, {
    pressure: (psi) => pressureText(psi, units),
    duration: clockText,
    fault: (code) => FAULTS[code].title,
  });
}
