import { lstatSync } from 'node:fs';
import type { Command } from 'commander';
import {
  type PressureUnit,
  pressureDigits,
  pressureText,
  sameName,
} from '../../../../firmware/air-up/vehicle/index.js';
import { fileProblem, OnairError, suggest, visible } from '../../../base/index.js';
import { History, type JobRecord } from '../../../panel/index.js';
import { hasCode } from '../../files/files.js';
import { command, examples, wholeNumber } from '../../flags/flags.js';
import { agree } from '../../terminal/agree.js';
import type { Io } from '../../terminal/io.js';
import { table } from '../../terminal/layout.js';
import { Output, type OutputFlags } from '../../terminal/output.js';
import { readUnits } from '../job/job-flags.js';
import { historyPath } from '../panel/history-file.js';
import { loadVehicle } from '../vehicle/load-vehicle.js';
import { forget } from './forget.js';
import { entriesOf, type Loss, lossesOf, type TireEntry, volumesOf } from './tire-log.js';
import { forgetValves, type Unproven, unprovenOf, unprovenText } from './unproven.js';

interface LogCommandFlags extends OutputFlags {
  readonly vehicle?: string;
  readonly tire?: string;
  readonly units?: string;
  readonly volumes?: boolean;
  readonly valves?: boolean;
  readonly history?: string;
  readonly count: number;
  readonly yes?: boolean;
}

const ABOUT = `
Every job on a real board is written down: what each tire had before and after. A tire
that loses more than the others of its vehicle has a slow leak; the weather makes all of
them lose and gain alike. With --outside 12C at the jobs, it is taken out by itself.

Forget a tire that is new, or one that was named wrong: onair air log forget --tire FL

A fault that may be the fill valve's is kept, too, and a job that was cut short: until a
pulse has shown that the valve shuts, a tire that needs no air is called done only if its
reading has held for a minute. Once it is mended, or you have seen it shut:
onair air log forget --valves`;

const QUESTIONS = {
  jobs: 'Forget all jobs of ',
  volumes: 'Forget the volumes of ',
  valves: 'Is it mended, and shall the fill valve be trusted again',
} as const;

/** `onair air log`: the jobs of each tire, and its loss between them. */
export function logCommand(io: Io): Command {
  return command('log', 'what each job did to each tire, and which one loses air over weeks')
    .argument('[forget]', 'forget: take jobs out of the log')
    .option('--vehicle <name>', 'one vehicle: its name in the log, or its file')
    .option('--tire <name>', 'one tire')
    .option('--units <unit>', 'psi, bar, kPa')
    .option('--volumes', 'the volumes that were learned; with forget: only these')
    .option('--valves', 'with forget: only that a fault has left a fill valve unproven, once it is mended')
    .option('--count <n>', 'as many jobs of tires, the newest', wholeNumber(1, 100_000), 24)
    .option('--history <file>', 'another log than that in the state folder')
    .option('--yes', 'do not ask before something is forgotten')
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples('onair air log', 'onair air log --vehicle example:jeep', 'onair air log --volumes --json'),
    )
    .action((word: string | undefined, flags: LogCommandFlags) => runLog(io, word, flags));
}

async function runLog(io: Io, word: string | undefined, flags: LogCommandFlags): Promise<void> {
  const out = new Output(io, flags);
  if (word !== undefined && word !== 'forget') {
    throw new OnairError('bad-usage', {
      message: `air log knows no "${word}"`,
      hint: suggest(word, ['forget']),
    });
  }
  const units = readUnits(flags.units) ?? 'psi';
  const path = historyPath(io, flags.history);
  const jobs = path !== undefined && isThere(path) ? await jobsIn(path) : [];
  const all = entriesOf(jobs);
  const left = unprovenOf(jobs);
  const vehicle = await vehicleNamed(flags.vehicle, [...all, ...left]);
  const unproven = left.filter((one) => vehicle === undefined || one.vehicle === vehicle);
  const ofVehicle = all.filter((entry) => vehicle === undefined || entry.vehicle === vehicle);
  const tire = tireNamed(flags.tire, ofVehicle);
  const isMeant = (each: { readonly tire: string }): boolean => tire === undefined || each.tire === tire;
  const entries = ofVehicle.filter(isMeant);
  if (word === 'forget') {
    const only = flags.valves ? 'valves' : flags.volumes ? 'volumes' : undefined;
    if (path === undefined || (only === 'valves' ? unproven : entries).length === 0) {
      out.result({ schema: 'air.log-forget@1', data: { forgotten: 0 }, text: ['nothing to forget'] });
      return;
    }
    const of = vehicle === undefined ? '' : ` of ${visible(vehicle)}`;
    await agree(
      io,
      flags,
      `${QUESTIONS[only ?? 'jobs']}${only === 'valves' ? '' : (tire ?? 'all tires')}${of}?`,
    );
    const forgotten = forgotIn(path, {
      ...(vehicle !== undefined && { vehicle }),
      ...(tire !== undefined && { tire }),
      ...(only && { only }),
    });
    out.result({
      schema: 'air.log-forget@1',
      data: { forgotten },
      text: [out.done(`${forgotten} forgotten`)],
    });
    return;
  }
  // All tires of the vehicle are needed for comparison, even if only one is shown.
  const losses = lossesOf(ofVehicle).filter(isMeant);
  const volumes = volumesOf(entries);
  const shown = entries.slice(-flags.count);
  out.result({
    schema: 'air.log@1',
    data: { file: path ?? null, jobs: shown, losses, volumes, unproven },
    text: flags.volumes
      ? volumeLines(volumes)
      : logLines(shown, losses, { unproven, history: flags.history }, units),
  });
}

/** @throws OnairError bad-value */
function forgotIn(path: string, what: Parameters<typeof forget>[1]): number {
  try {
    return forget(path, what);
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `${path} is unchanged: ${fileProblem(error)}`,
      hint: 'take the file of your own log: --history FILE',
    });
  }
}

/** Whatever stands under that name, and be it a link that leads nowhere: opening it says what is wrong. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return !hasCode(error, 'ENOTDIR'); // else a folder above it may not be looked into
  }
}

async function jobsIn(path: string): Promise<readonly JobRecord[]> {
  const history = new History(path);
  try {
    return history.all();
  } finally {
    await history.close();
  }
}

async function vehicleNamed(
  given: string | undefined,
  all: readonly { readonly vehicle: string }[],
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const names = [...new Set(all.map(({ vehicle }) => vehicle))];
  const known = sameName(given, names);
  if (known !== undefined) return known;
  if (/[./:]/.test(given)) return (await loadVehicle(given)).title;
  throw new OnairError('bad-value', {
    message: `the log knows no vehicle "${given}"`,
    hint: names.length > 0 ? suggest(given, names) : 'nothing is in it yet',
  });
}

function tireNamed(given: string | undefined, entries: readonly TireEntry[]): string | undefined {
  if (given === undefined) return undefined;
  const names = [...new Set(entries.map(({ tire }) => tire))];
  const known = sameName(given, names);
  if (known !== undefined) return known;
  throw new OnairError('bad-value', {
    message: `the log knows no tire "${given}"`,
    hint: names.length > 0 ? suggest(given, names) : 'nothing is in it yet',
  });
}

function logLines(
  entries: readonly TireEntry[],
  losses: readonly Loss[],
  { unproven, history }: { readonly unproven: readonly Unproven[]; readonly history: string | undefined },
  units: PressureUnit,
): string[] {
  const valves = unproven.map(
    (left) =>
      `${visible(left.vehicle)}: ${unprovenText(`fill valve ${left.outlets.map((outlet) => outlet + 1).join(' and ')}`, left)}. Mended? ${forgetValves(history)}`,
  );
  if (entries.length === 0)
    return valves.length > 0
      ? valves
      : ['nothing is in the log yet: it grows with every job on a real board'];
  const vehicles = [...new Set(entries.map(({ vehicle }) => vehicle))];
  const digits = (psi: number | null): string => pressureDigits(psi, units);
  const lines = vehicles.flatMap((vehicle) => [
    visible(vehicle),
    ...table([
      ['', `tire, ${units}`, 'job', 'from', 'to', 'cold', ''],
      ...entries
        .filter((entry) => entry.vehicle === vehicle)
        .map(({ startedAt, tire, kind, startPsi, finalPsi, coolPsi, ended }) => [
          `  ${startedAt.toISOString().slice(0, 16).replace('T', ' ')}`,
          visible(tire),
          kind,
          digits(startPsi),
          digits(finalPsi),
          digits(coolPsi),
          ended,
        ]),
    ]),
    ...losses.filter((loss) => loss.vehicle === vehicle).map((loss) => `  ${lossLine(loss, units)}`),
  ]);
  return [...lines, ...valves];
}

function lossLine(loss: Loss, units: PressureUnit): string {
  const { tire, days, lostPsi, psiPerDay, othersPsiPerDay, sameTemperature, leaks } = loss;
  const perMonth = pressureText(psiPerDay * 30, units);
  const others = othersPsiPerDay === null ? '' : `, the others ${pressureText(othersPsiPerDay * 30, units)}`;
  const weather = sameTemperature || othersPsiPerDay !== null ? '' : ' (not knowing how warm it was)';
  return `${visible(tire)}: ${pressureText(lostPsi, units)} lost in ${days.toFixed(0)} days, ${perMonth} a month${others}${weather}${leaks ? ': a SLOW LEAK' : ''}`;
}

function volumeLines(volumes: ReturnType<typeof volumesOf>): string[] {
  if (volumes.length === 0)
    return ['no volume was learned yet: that takes a fill of 5 psi or more, without a tank'];
  return [
    ...table([
      ['vehicle', 'tire', 'volume', 'jobs'],
      ...volumes.map(({ vehicle, tire, volumeL, jobs }) => [
        visible(vehicle),
        visible(tire),
        `${volumeL.toFixed(0)} l`,
        `${jobs}`,
      ]),
    ]),
    'from the curve of the pump: good to a third',
  ];
}
