import {
  type CycleReport,
  type CycleState,
  FAULTS,
  reportOf,
  type TireOutcome,
  type TireReport,
} from '../../../../firmware/air-up/cycle/index.js';
import { clockText } from '../../../../firmware/air-up/plot/index.js';
import {
  NO_TARGET_PSI,
  type PressureUnit,
  pressureDigits,
  pressureText,
} from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../../base/index.js';
import { table } from '../../terminal/layout.js';

const OUTCOMES: Readonly<Record<TireOutcome, string>> = {
  done: 'done',
  'left-alone': 'left as it was',
  past: 'past its target',
  stopped: 'stopped',
};

/** A report as programs get it: without a target where the job has none, rounded where it was given in bar. */
export function reportFacts({ tires, pump, stopReason }: CycleReport): ReportFacts {
  return {
    tires: tires.map((tire) => {
      const target = targetOf(tire);
      return { ...tire, targetPsi: target === null ? null : Math.round(target * 100) / 100 };
    }),
    pump,
    stopReason,
  };
}

interface ReportFacts extends Pick<CycleReport, 'pump' | 'stopReason'> {
  readonly tires: readonly (Omit<TireReport, 'targetPsi'> & { readonly targetPsi: number | null })[];
}

function targetOf({ targetPsi }: TireReport): number | null {
  return targetPsi === NO_TARGET_PSI ? null : targetPsi;
}

/** The result of a job, as a table. */
export function reportLines({ tires, pump }: CycleReport, units: PressureUnit): string[] {
  const of = (psi: number | null): string => pressureDigits(psi, units);
  const leak = tires.some((tire) => tire.leak !== undefined);
  const rows = leak ? tires.map((tire) => leakRow(tire, units)) : tires.map((tire) => row(tire, of));
  const head = leak
    ? ['tire', units, 'lost', 'over']
    : ['tire', 'from', 'to', 'target', 'cold', 'pulses', 'time', units];
  return [...table([head, ...rows]), ...(pump.starts > 0 ? [pumpLine(pump)] : [])];
}

function row(tire: TireReport, of: (psi: number | null) => string): string[] {
  return [
    tire.name,
    of(tire.startPsi),
    of(tire.finalPsi),
    of(targetOf(tire)),
    of(tire.finalCoolPsi),
    String(tire.valveCycles),
    clockText(Math.round(tire.elapsedMs / 1000)),
    tire.outcome === null ? 'not done' : OUTCOMES[tire.outcome],
  ];
}

function leakRow({ name, finalPsi, leak }: TireReport, units: PressureUnit): string[] {
  if (!leak) return [name, pressureDigits(finalPsi, units), '-', '-', 'not done'];
  return [
    name,
    pressureDigits(finalPsi, units),
    pressureText(Math.max(0, leak.lostPsi), units),
    clockText(Math.round(leak.overMs / 1000)),
    leak.leaks ? 'LEAKS' : 'tight',
  ];
}

function pumpLine({ starts, runMs }: CycleReport['pump']): string {
  return `pump: ${starts === 1 ? 'one start' : `${starts} starts`}, ran ${clockText(Math.round(runMs / 1000))}`;
}

/** The error of a job that a fault has ended; undefined for one that ended well. Its details hold the report. */
export function faultError(
  state: CycleState,
  more: Readonly<Record<string, unknown>> = {},
): OnairError | undefined {
  const { stage, job, outlets } = state;
  if (stage.kind !== 'fault') return undefined;
  const { code, reason, outlet } = stage.fault;
  const { title, todo } = FAULTS[code];
  const served = outlet === undefined ? undefined : job.outlets[outlet]?.tires;
  const tire = served && job.tires[served[(outlets[outlet ?? 0]?.turn ?? 0) % served.length] ?? 0]?.name;
  return new OnairError(code === 'link-lost' ? 'port-lost' : 'stopped-for-safety', {
    message: `${tire === undefined ? '' : `${tire}: `}${title} (${reason})`,
    hint: todo,
    details: { fault: code, reason, tire: tire ?? null, ...reportFacts(reportOf(state)), ...more },
  });
}
