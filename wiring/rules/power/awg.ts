/**
 * Copper wire by gauge. Resistance of solid copper at 20 °C (ASTM B258), mΩ per meter; maximum current of a single wire
 * in free air ("chassis wiring" of the Handbook of Electronic Tables and Formulas for American Wire Gauge), A.
 */
const AWG: Readonly<Record<number, { readonly mohmPerMeter: number; readonly amps: number }>> = {
  4: { mohmPerMeter: 0.815, amps: 135 },
  6: { mohmPerMeter: 1.296, amps: 101 },
  8: { mohmPerMeter: 2.061, amps: 73 },
  10: { mohmPerMeter: 3.277, amps: 55 },
  12: { mohmPerMeter: 5.211, amps: 41 },
  14: { mohmPerMeter: 8.286, amps: 32 },
  16: { mohmPerMeter: 13.17, amps: 22 },
  18: { mohmPerMeter: 20.95, amps: 16 },
  20: { mohmPerMeter: 33.31, amps: 11 },
  22: { mohmPerMeter: 52.96, amps: 7 },
  24: { mohmPerMeter: 84.22, amps: 3.5 },
  26: { mohmPerMeter: 133.9, amps: 2.2 },
  28: { mohmPerMeter: 212.9, amps: 1.4 },
  30: { mohmPerMeter: 338.6, amps: 0.86 },
};

/** Maximum current of a gauge, A; odd gauges count as the next thinner one. */
export function ampacity(awg: number): number {
  return AWG[awg + (awg % 2)]?.amps ?? 0;
}

/** Resistance of a wire, Ω. */
export function resistance(awg: number, cm: number): number {
  return ((AWG[awg + (awg % 2)]?.mohmPerMeter ?? 0) / 1000) * (cm / 100);
}

/** The thinnest gauge for a current, AWG. */
export function gaugeFor(amps: number): number {
  const fitting = Object.entries(AWG).filter(([, row]) => row.amps >= amps);
  return Math.max(...fitting.map(([awg]) => Number(awg)), 4);
}
