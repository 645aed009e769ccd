import type { Job } from '../../../../firmware/air-up/cycle/index.js';
import { pressureDigits, pressureText, UNTITLED } from '../../../../firmware/air-up/vehicle/index.js';
import { table } from '../../terminal/layout.js';
import type { JobRequest } from '../job/job-flags.js';

/** The action, as written before the tires and after them. */
const DOING: Readonly<Record<Job['kind'], readonly [before: string, after: string]>> = {
  inflate: ['air up', ''],
  deflate: ['let air out of', ''],
  hold: ['air up', ', and hold until stopped'],
  'leak-test': ['watch whether', ' loses air; opens no valve'],
  watch: ['watch', '; opens no valve'],
};

/** The kind of pressure of the target. */
const AIMS: Readonly<Record<Job['aim'], string>> = {
  cold: 'targets are those of cool air, as placards mean them (or --aim settled)',
  settled: 'targets are what a gauge shows immediately, before the air cools (or --aim cold)',
};

/** The plan for a person, who agrees or declines. */
export function planLines({ vehicle, built, units }: JobRequest): string[] {
  const { job, tires } = built;
  const [before, after] = DOING[job.kind];
  const wants = job.kind !== 'leak-test' && job.kind !== 'watch';
  const of = vehicle.title === UNTITLED ? '' : ` of ${vehicle.title}`;
  const rows = job.tires.map(({ name, targetPsi, maxPsi }, index) => [
    name,
    tires[index]?.size ?? '',
    wants ? `to ${pressureDigits(targetPsi, units)}` : '',
    `maximum ${pressureText(maxPsi, units)}`,
  ]);
  return [
    `${before} ${job.tires.length === 1 ? 'one tire' : `${job.tires.length} tires`}${of}${after}`,
    ...table(rows).map((line) => `  ${line}`),
    ...highMaximum(built.job, units),
    `  ${hoses(job)}`,
    ...(wants ? [`  ${AIMS[job.aim]}`] : []),
    ...(wants && job.kind !== 'deflate' ? [`  ${pump(vehicle)}`] : []),
  ];
}

/** Few sidewalls say so much; what does is filled as far as the parts allow. */
function highMaximum({ tires, limits: { ceilingPsi } }: Job, units: JobRequest['units']): string[] {
  if (tires.every(({ maxPsi }) => maxPsi <= ceilingPsi)) return [];
  const most = pressureText(ceilingPsi, units);
  return [
    `  check the sidewall: a maximum above ${most} is rare. Nothing is filled above ${most}`,
    '  unless a vehicle file says high-pressure',
  ];
}

function hoses({ outlets }: Job): string {
  const vent = outlets.every(({ hasVent }) => hasVent) ? ', with a vent valve' : ', no vent valve';
  const moved = outlets.some(({ tires }) => tires.length > 1);
  const hose = outlets.length === 1 ? 'one hose' : `${outlets.length} hoses`;
  return `${hose}${moved ? ', which you carry in this order' : ''}${vent}`;
}

function pump({ pump: { model, cutInPsi, cutOutPsi, by }, units }: JobRequest['vehicle']): string {
  const switched = `${by} switch ${pressureDigits(cutInPsi, units)}/${pressureDigits(cutOutPsi, units)} ${units}`;
  const { duty } = model;
  const rests =
    duty.kind === 'continuous'
      ? 'may run on'
      : `${Math.round(duty.share * 100)} % of the time, ${Math.round(duty.longestRunS / 60)} min at a time`;
  return `${model.title}: ${switched}, ${rests}`;
}

/** The same for programs. */
export function planFacts({ vehicle, built }: JobRequest): Readonly<Record<string, unknown>> {
  return {
    kind: built.job.kind,
    vehicle: vehicle.title,
    tires: built.job.tires.map(({ name, targetPsi, maxPsi }, index) => ({
      name,
      size: built.tires[index]?.size ?? null,
      targetPsi: rounded(targetPsi),
      maxPsi: rounded(maxPsi),
    })),
    outlets: built.job.outlets.map(({ tires, hasVent }) => ({
      tires: tires.map((index) => built.job.tires[index]?.name),
      hasVent,
    })),
    aim: built.job.aim,
  };
}

function rounded(psi: number): number {
  return Math.round(psi * 100) / 100;
}
