import {
  type CycleReport,
  type CycleState,
  FAULTS,
  type TireReport,
} from '../../../../firmware/air-up/cycle/index.js';
import { clockText } from '../../../../firmware/air-up/plot/index.js';
import {
  NO_TARGET_PSI,
  type PressureUnit,
  pressureDigits,
  pressureText,
  type Vehicle,
} from '../../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../../base/index.js';
import { OUTCOME_WORDS } from '../../../text/index.js';
import { table } from '../../terminal/layout.js';
import { type HonestReport, type HonestTire, honestReport } from './honest-report.js';
import type { JobRequest } from './job-flags.js';

/** A report for programs: without a target if the job has none, rounded if it was given in bar. */
export function reportFacts({ tires, pump, stalls, stopReason }: HonestReport): ReportFacts {
  return {
    tires: tires.map((tire) => {
      const target = targetOf(tire);
      return { ...tire, targetPsi: target === null ? null : Math.round(target * 100) / 100 };
    }),
    pump,
    stalls,
    stopReason,
  };
}

interface ReportFacts extends Pick<CycleReport, 'pump' | 'stalls' | 'stopReason'> {
  readonly tires: readonly (Omit<HonestTire, 'targetPsi'> & { readonly targetPsi: number | null })[];
}

function targetOf({ targetPsi }: TireReport): number | null {
  return targetPsi === NO_TARGET_PSI ? null : targetPsi;
}

/** The result of a job, as a table. */
export function reportLines({ tires, pump, stalls }: HonestReport, units: PressureUnit): string[] {
  const of = (psi: number | null): string => pressureDigits(psi, units);
  const leak = tires.some((tire) => tire.leak !== undefined);
  const rows = leak ? tires.map((tire) => leakRow(tire, units)) : tires.map((tire) => row(tire, of));
  const head = leak
    ? [`tire, ${units}`, 'has', 'lost', 'over', '']
    : [`tire, ${units}`, 'from', 'to', 'target', 'cold', 'pulses', 'time', ''];
  return [
    ...table([head, ...rows]),
    ...notes(tires, leak),
    ...(pump.starts > 0 ? [pumpLine(pump)] : []),
    ...(stalls.count > 0 ? [stallsLine(stalls)] : []),
  ];
}

/** Difference above which the column `cold` needs an explanation, psi. */
const WORTH_A_NOTE_PSI = 0.5;

function notes(tires: readonly HonestTire[], leak: boolean): string[] {
  if (leak) return [];
  const cools = tires.some(
    ({ finalPsi, finalCoolPsi }) =>
      finalPsi !== null && finalCoolPsi !== null && Math.abs(finalPsi - finalCoolPsi) >= WORTH_A_NOTE_PSI,
  );
  const guessed = tires.some(({ finalPsi, lastPsi }) => finalPsi === null && lastPsi !== null);
  const warms = tires.some(({ finalPsi, finalCoolPsi }) => (finalCoolPsi ?? 0) > (finalPsi ?? 0));
  return [
    ...(cools
      ? [`cold: what it comes to when the air is as ${warms ? 'warm' : 'cool'} as the tire (estimated)`]
      : []),
    ...(guessed ? ['~: what it had when the job ended; check it with a gauge'] : []),
  ];
}

function row(tire: HonestTire, of: (psi: number | null) => string): string[] {
  return [
    tire.name,
    of(tire.startPsi),
    tire.finalPsi === null && tire.lastPsi !== null ? `~${of(tire.lastPsi)}` : of(tire.finalPsi),
    of(targetOf(tire)),
    of(tire.finalCoolPsi),
    String(tire.valveCycles),
    clockText(Math.round(tire.elapsedMs / 1000)),
    tire.outcome === null ? 'not done' : OUTCOME_WORDS[tire.outcome],
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

/** Notes on tires in a job that ended without a fault. */
export function warnings(
  { tires, pump }: CycleReport,
  { vehicle, built: { job }, units }: Pick<JobRequest, 'vehicle' | 'built' | 'units'>,
): string[] {
  const { kind, outlets } = job;
  const canVent = outlets.every(({ hasVent }) => hasVent);
  const ofTires = tires.flatMap(({ name, outcome, startPsi, targetPsi, leak }) => {
    const pressures = `${pressureText(startPsi, units)}, the target is ${pressureText(targetPsi, units)}`;
    if (outcome === 'past') return [`${name} is past its target, and there is no valve to bring it back`];
    if (outcome === 'left-alone' && kind === 'deflate')
      return [`${name} was left as it was: it has ${pressures}; onair air inflate fills it`];
    if (outcome === 'left-alone')
      return [
        `${name} was left as it was: it has ${pressures}; ${canVent ? 'onair air deflate lets air out' : 'let air out by hand: there is no vent valve'}`,
      ];
    return leak?.leaks ? [`${name} loses air`] : [];
  });
  return [...ofTires, ...pumpWarning(vehicle, pump.starts, tires)];
}

/** A pump that need not rest starts once per tire; if the line leaks, its switch starts it repeatedly. */
const MORE_STARTS = 4;

function pumpWarning({ tankL, pump }: Vehicle, starts: number, tires: readonly TireReport[]): string[] {
  const pulses = tires.reduce((sum, { valveCycles }) => sum + valveCycles, 0);
  const isOften = starts > pulses && starts >= tires.length + MORE_STARTS;
  if (!isOften || tankL > 0 || pump.model.duty.kind !== 'continuous') return [];
  const many = tires.length === 1 ? 'one tire' : `${tires.length} tires`;
  return [`the pump started ${starts} times for ${many}: does its check valve hold? is the line tight?`];
}

function pumpLine({ starts, runMs }: CycleReport['pump']): string {
  return `pump: ${starts === 1 ? 'one start' : `${starts} starts`}, ran ${clockText(Math.round(runMs / 1000))}`;
}

function stallsLine({ count, totalMs }: CycleReport['stalls']): string {
  return `link: stood still ${count === 1 ? 'once' : `${count} times`}, ${(totalMs / 1000).toFixed(1)} s in all; the valves were shut`;
}

/** The error of a job that ended with a fault, with the report in its details; undefined if it ended well. */
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
    details: { fault: code, reason, tire: tire ?? null, ...reportFacts(honestReport(state)), ...more },
  });
}
