import type { Conductance } from './flow/flow.js';
import type { SensorFailure } from './sensor.js';

/**
 * A fault of the plant. `outlet` and `tire` are positions in the lists of the setup.
 * Named as other controllers name them: SOURCES.md#thresholds.
 */
export type PlantFault =
  /** A worn pump: it delivers this share of its flow. */
  | { readonly kind: 'pump-weak'; readonly flowFactor: number }
  /** The motor does not run. */
  | { readonly kind: 'pump-dead' }
  /** A worn check valve: the line leaks back through the pump at rest. */
  | { readonly kind: 'check-valve-worn'; readonly leak: Conductance }
  /** The pressure switch stays closed, or open. */
  | { readonly kind: 'switch-stuck'; readonly at: 'closed' | 'open' }
  /** A weak battery: its voltage without load. */
  | { readonly kind: 'battery-low'; readonly volts: number }
  /** Air is lost between the pump and the valves. */
  | { readonly kind: 'line-leak'; readonly leak: Conductance }
  /** Air is lost from a hose: a bad coupling, or cut. */
  | { readonly kind: 'hose-leak'; readonly outlet: number; readonly leak: Conductance }
  /** The chuck has come off. Its end is open, also that of a self-sealing one. */
  | { readonly kind: 'hose-off'; readonly outlet: number }
  /** The chuck is on the stem but does not press the core. */
  | { readonly kind: 'core-shut'; readonly outlet: number }
  | { readonly kind: 'fill-stuck' | 'vent-stuck'; readonly outlet: number; readonly at: 'open' | 'shut' }
  /** A nail. */
  | { readonly kind: 'tire-leak'; readonly tire: number; readonly leak: Conductance }
  | {
      readonly kind: 'sensor-fails';
      readonly sensor: number | 'supply';
      readonly how: SensorFailure;
    };
