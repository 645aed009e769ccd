import { visible } from '../base/index.js';
import type { PanelState } from './schema/api.js';

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly values: readonly (readonly [Labels, number | null])[];
}

/** Counters since the start of the server. */
export interface Counts {
  /** Ended jobs by reason: done, stopped, or a fault. */
  readonly jobs: ReadonlyMap<string, number>;
  readonly refusals: number;
  readonly memoryBytes: number;
}

const STAGES = ['waiting', 'running', 'ended', 'fault'] as const;
const flag = (is: boolean): number => (is ? 1 : 0);

function metricsOf({ air, phones }: PanelState, { jobs, refusals, memoryBytes }: Counts): readonly Metric[] {
  const byTire = (of: (outlet: PanelState['air']['outlets'][number]) => number | null): Metric['values'] =>
    air.outlets.map((outlet) => [{ tire: outlet.tire }, of(outlet)]);
  const gauge = (name: string, help: string, values: Metric['values']): Metric => ({
    name: `onair_air_${name}`,
    help,
    type: 'gauge',
    values,
  });
  const counter = (name: string, help: string, values: Metric['values']): Metric => ({
    ...gauge(name, help, values),
    type: 'counter',
  });
  return [
    gauge('board_connected', 'Whether the board answers.', [[{}, flag(air.board.connected)]]),
    gauge(
      'stage',
      'State of the job: 1 for the present one, 0 for the others.',
      STAGES.map((stage) => [{ stage }, flag(air.stage === stage)]),
    ),
    gauge(
      'sensor_psi',
      "What the sensor shows: not the tire's pressure while air flows.",
      byTire((o) => o.readingPsi),
    ),
    gauge(
      'tire_psi',
      'The best guess of the pressure of the tire on the hose.',
      byTire((o) => o.tirePsi),
    ),
    gauge(
      'target_psi',
      'The pressure that is wanted.',
      byTire((o) => o.targetPsi),
    ),
    gauge(
      'flowing',
      'Whether air flows.',
      byTire((o) => flag(o.flowing)),
    ),
    gauge('pump_running', 'Whether the pump likely runs.', [[{}, flag(air.pump.running)]]),
    gauge('pump_resting', 'Whether the pump rests because it is too hot.', [[{}, flag(air.pump.resting)]]),
    gauge('pump_starts', 'Starts of the pump in this job.', [[{}, air.pump.starts]]),
    gauge('pump_run_seconds', 'Time that the pump has run in this job.', [[{}, air.pump.runMs / 1000]]),
    gauge('battery_volts', 'At the posts of the battery.', [[{}, air.battery.volts]]),
    gauge('fault', 'The fault that is on.', air.fault ? [[{ code: air.fault.code }, 1]] : []),
    gauge('phones', 'Phones that watch.', [[{}, phones]]),
    counter(
      'jobs_total',
      'Jobs that have ended, by how.',
      [...jobs].map(([reason, count]) => [{ reason }, count]),
    ),
    counter('refusals_total', 'Requests that were refused.', [[{}, refusals]]),
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory of this process.',
      type: 'gauge',
      values: [[{}, memoryBytes]],
    },
  ];
}

/** The text format of Prometheus, version 0.0.4. Unknown values are omitted. */
export function metricsText(state: PanelState, counts: Counts): string {
  return metricsOf(state, counts)
    .map(({ name, help, type, values }) => {
      const lines = values.flatMap(([labels, value]) =>
        value === null ? [] : [`${name}${labelText(labels)} ${value}`],
      );
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines]
        .map((line) => `${line}\n`)
        .join('');
    })
    .join('');
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${visible(value).replace(/[\\"]/g, '\\$&')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
