import { rounded } from '../units.js';
import type { AprsReport, Telemetry, TelemetryDefinition } from './report.js';

/** One value of telemetry as its station has defined it (chapter 13). */
export interface ScaledValue {
  readonly name: string;
  /** After its equation; null where the station left it out. */
  readonly value: number | null;
  readonly unit: string;
}

/** One binary channel of telemetry, with its name and what it measures. */
export interface ScaledBit {
  readonly name: string;
  /** Whether the bit is as the sense of `BITS.` says; 1 is on if the station has sent none. */
  readonly isOn: boolean;
  readonly unit: string;
}

/** Telemetry in the units that its station has defined. */
export interface ScaledTelemetry {
  /** What `BITS.` calls the whole of it. */
  readonly project?: string;
  readonly values: readonly ScaledValue[];
  readonly bits: readonly ScaledBit[];
}

/** Maximum number of stations; the one updated longest ago is dropped. */
const MOST_STATIONS = 1000;
const VALUES = 5;
const COEFFICIENTS = 3;
const ALL_ON = '11111111';

type Definitions = Partial<Record<TelemetryDefinition, readonly string[]>>;

/** Stores the telemetry definitions of stations, and applies them. */
export class TelemetryBook {
  readonly #stations = new Map<string, Definitions>();

  /** Names, units, equations and senses are messages to the station that they are about. */
  add(report: AprsReport): void {
    if (report.kind !== 'telemetry-definition') return;
    const known = this.#stations.get(report.to) ?? {};
    this.#stations.delete(report.to);
    this.#stations.set(report.to, { ...known, [report.defines]: report.values });
    const [oldest] = this.#stations.keys();
    if (this.#stations.size > MOST_STATIONS && oldest !== undefined) this.#stations.delete(oldest);
  }

  /** The telemetry in a report of this station; undefined if there is none, or the station has defined nothing. */
  scaledIn(from: string, report: AprsReport): ScaledTelemetry | undefined {
    const telemetry = 'telemetry' in report ? report.telemetry : undefined;
    return telemetry && this.scaled(from, telemetry);
  }

  /** Undefined if the station has defined nothing. */
  scaled(from: string, telemetry: Telemetry): ScaledTelemetry | undefined {
    const known = this.#stations.get(from);
    if (!known) return undefined;
    const { names = [], units = [], coefficients = [], bits: [sense = '', ...title] = [] } = known;
    const project = title.join(',');
    return {
      ...(project !== '' && { project }),
      values: telemetry.values.slice(0, VALUES).map((value, at) => ({
        name: names[at] || `A${at + 1}`,
        value: value === null ? null : evaluated(coefficients, at, value),
        unit: units[at] ?? '',
      })),
      bits: [...(telemetry.bits ?? '')].map((bit, at) => ({
        name: names[VALUES + at] || `B${at + 1}`,
        isOn: bit === (sense[at] ?? ALL_ON[at]),
        unit: units[VALUES + at] ?? '',
      })),
    };
  }
}

/** a v² + b v + c; as it is where the station has sent no equation for it. */
function evaluated(coefficients: readonly string[], at: number, value: number): number {
  const [a, b, c] = coefficients.slice(at * COEFFICIENTS, (at + 1) * COEFFICIENTS).map(Number);
  if (a === undefined || b === undefined || c === undefined || Number.isNaN(a + b + c)) return value;
  return rounded(a * value * value + b * value + c, 6);
}
