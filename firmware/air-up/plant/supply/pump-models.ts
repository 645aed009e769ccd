import type { Confidence } from '../../../../host/base/index.js';

/** Flow of free air at a gauge pressure, at sea level. */
export interface FlowPoint {
  readonly psi: number;
  readonly cfm: number;
  readonly confidence: Confidence;
}

/** Current at a gauge pressure. */
export interface CurrentPoint {
  readonly psi: number;
  readonly amps: number;
}

/** Duty cycle of a motor: continuous, or a share of the time with a maximum run from cold. */
export type Duty =
  | { readonly kind: 'continuous' }
  | { readonly kind: 'intermittent'; readonly share: number; readonly longestRunS: number };

/** A compressor as data. */
export interface PumpModel {
  readonly title: string;
  /**
   * Rising in pressure, falling in flow. The last point has no flow: the maximum pressure of the pump. Linear between
   * two points, constant below the first.
   */
  readonly flow: readonly FlowPoint[];
  /** Linear between two points, constant below the first and above the last. */
  readonly current: readonly CurrentPoint[];
  /** Voltage at the pump at which the flow was measured. */
  readonly ratedVolts: number;
  /** Share of the flow gained per volt above the rated voltage, and lost per volt below it. */
  readonly flowPerVolt: number;
  readonly duty: Duty;
  readonly source: string;
}

/**
 * From the free flow of one VIAIR 90C: 0.88 CFM at 12 V, 1.03 at 13.8 V, 0.081 per volt. A brushed motor whose
 * speed follows its voltage would have 1/13.8 = 0.072. At 30 psi the two testers differ by 0.24 per volt, which
 * is more than a motor explains. Source: SOURCES.md#pump-curves; confidence: derived, low.
 */
const FLOW_PER_VOLT = 0.08;

/** ARB CKMTA12, the twin under the builder's hood. */
export const ARB_TWIN: PumpModel = {
  title: 'ARB CKMTA12 twin, 12 V',
  flow: [
    { psi: 0, cfm: 6.16, confidence: 'maker' },
    { psi: 29, cfm: 4.65, confidence: 'maker' },
    { psi: 60, cfm: 3.7, confidence: 'guess' },
    { psi: 100, cfm: 2.7, confidence: 'guess' },
    { psi: 208, cfm: 0, confidence: 'guess' }, // the last slope, continued
  ],
  current: [
    { psi: 0, amps: 28 },
    { psi: 29, amps: 50 }, // ARB gives no figures beyond
  ],
  ratedVolts: 13.8,
  flowPerVolt: FLOW_PER_VOLT,
  duty: { kind: 'continuous' },
  source: 'ARB: 0 and 29 psi, 28 and 50 A, 100 % duty; 60 and 100 psi a guess (SOURCES.md#pump-curves)',
};

/** A small 12 V pump with two cylinders, of the class of the builder's Q89. */
export const SMALL_12V: PumpModel = {
  title: 'small 12 V pump, 2.5 CFM class',
  flow: [
    { psi: 0, cfm: 2.5, confidence: 'guess' },
    { psi: 29, cfm: 1.8, confidence: 'guess' },
    { psi: 60, cfm: 1.4, confidence: 'guess' },
    { psi: 100, cfm: 1.0, confidence: 'guess' },
    { psi: 150, cfm: 0, confidence: 'guess' }, // may never reach 150 psi (SOURCES.md#pump-curves)
  ],
  current: [
    { psi: 0, amps: 18 },
    { psi: 100, amps: 30 }, // kits 18-30 A at 13.8 V, a 2.2 CFM pump 25 A (SOURCES.md#pump-curves)
  ],
  ratedVolts: 13.8,
  flowPerVolt: FLOW_PER_VOLT,
  duty: { kind: 'intermittent', share: 0.4, longestRunS: 240 },
  source:
    'flow a guess, current of such kits (SOURCES.md#pump-curves); duty of low trust (SOURCES.md#pump-duty)',
};

/** The pumps by their names on the command line. */
export const PUMP_MODELS = { 'arb-twin': ARB_TWIN, 'small-12v': SMALL_12V } as const;
