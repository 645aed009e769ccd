import type { Conductance } from './flow.js';
import type { SensorFailure } from './sensor.js';

/**
 * Something broken in the plant. `outlet` and `tire` are positions in the lists of the setup.
 * Named as other controllers name them: SOURCES.md#thresholds.
 */
export type PlantFault =
  /** A worn pump: makes this share of its flow. */
  | { readonly kind: 'pump-weak'; readonly flowFactor: number }
  /** The motor does not run. */
  | { readonly kind: 'pump-dead' }
  /** A worn check valve: the line leaks back through the pump at rest. */
  | { readonly kind: 'check-valve-worn'; readonly leak: Conductance }
  /** The pressure switch stays closed, or open. */
  | { readonly kind: 'switch-stuck'; readonly at: 'closed' | 'open' }
  /** A battery with this voltage without load. */
  | { readonly kind: 'battery-low'; readonly volts: number }
  /** Air is lost between the pump and the valves. */
  | { readonly kind: 'line-leak'; readonly leak: Conductance }
  /** Air is lost from a hose: a bad coupling, or cut. */
  | { readonly kind: 'hose-leak'; readonly outlet: number; readonly leak: Conductance }
  /** The chuck came off: its end is open, whatever chuck it is. */
  | { readonly kind: 'hose-off'; readonly outlet: number }
  /** The chuck sits on the stem and does not push the core. */
  | { readonly kind: 'core-shut'; readonly outlet: number }
  | { readonly kind: 'fill-stuck' | 'vent-stuck'; readonly outlet: number; readonly at: 'open' | 'shut' }
  /** A nail. */
  | { readonly kind: 'tire-leak'; readonly tire: number; readonly leak: Conductance }
  | {
      readonly kind: 'sensor-fails';
      readonly sensor: number | 'supply';
      readonly how: SensorFailure;
    };
