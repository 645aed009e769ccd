import { ampsOfWires, circuitsOf, type Design, netsOf } from '../model/index.js';
import { AIR_RULES } from './air/air.js';
import { AIR_ORDER_RULES } from './air/air-order.js';
import { PIPE_RULES } from './air/pipes.js';
import { CHECK_RULES } from './meter/checks.js';
import { BATTERY_RULES } from './power/battery.js';
import { CROWDED_RULES } from './power/crowded.js';
import { POWER_RULES } from './power/power.js';
import { SAFETY_RULES } from './power/safety.js';
import type { Finding, Rule, Wiring } from './rule.js';
import { BOARD_PIN_RULES } from './signals/board-pins.js';
import { DRIVER_RULES } from './signals/drivers.js';
import { END_RULES } from './signals/ends.js';
import { SERIAL_RULES } from './signals/serial.js';
import { SIGNAL_RULES } from './signals/signals.js';
import { STRIPBOARD_RULES } from './stripboard.js';

/** Every rule, in the order of the report. */
export const RULES: readonly Rule[] = [
  ...SIGNAL_RULES,
  ...SERIAL_RULES,
  ...END_RULES,
  ...BOARD_PIN_RULES,
  ...DRIVER_RULES,
  ...POWER_RULES,
  ...BATTERY_RULES,
  ...CROWDED_RULES,
  ...SAFETY_RULES,
  ...AIR_RULES,
  ...AIR_ORDER_RULES,
  ...PIPE_RULES,
  ...CHECK_RULES,
  ...STRIPBOARD_RULES,
];

/** A design with everything that is derived from it for the rules. */
export function wiringOf(design: Design): Wiring {
  const circuits = circuitsOf(design);
  return {
    design,
    copper: netsOf(design, design.wires),
    air: netsOf(design, design.pipes),
    circuits,
    amps: ampsOfWires(circuits),
  };
}

/** All findings of the rules in a design; those that the design explains become doubts. */
export function check(design: Design): readonly Finding[] {
  const wiring = wiringOf(design);
  return RULES.flatMap((rule) =>
    rule.find(wiring).map((found): Finding => {
      const doubt = design.file.doubts.find((one) => one.rule === rule.name && one.where === found.where);
      return doubt
        ? { rule: rule.name, severity: 'doubt', ...found, reason: doubt.reason }
        : { rule: rule.name, severity: rule.severity, ...found };
    }),
  );
}

/** Doubts of a design without a finding: they are outdated. */
export function staleDoubts(design: Design): readonly { readonly rule: string; readonly where: string }[] {
  const findings = check(design);
  return design.file.doubts.filter(
    ({ rule, where }) => !findings.some((finding) => finding.rule === rule && finding.where === where),
  );
}
