import {
  type CycleState,
  type CycleView,
  type OutletView,
  viewOf,
} from '../../../../firmware/air-up/cycle/index.js';
import { clockText } from '../../../../firmware/air-up/plot/index.js';
import {
  type PressureUnit,
  pressureDigits,
  pressureText,
} from '../../../../firmware/air-up/vehicle/index.js';
import { phaseWords, pumpWords } from '../../../text/index.js';
import { bigDigits } from './digits.js';

const BAR = 50;

/** The terminal display of a running job: at most 79 columns, to fit every terminal. */
export function liveBlock(state: CycleState, units: PressureUnit): string[] {
  const view = viewOf(state);
  const main = mainOutlet(view);
  if (!main) return [];
  const tire = state.job.tires[main.tire];
  const psi = main.tirePsi ?? main.readingPsi;
  const hasTarget = state.job.kind !== 'watch' && state.job.kind !== 'leak-test';
  const done = state.tires.filter(({ outcome }) => outcome !== undefined).length;
  const place = state.job.tires.length > 1 ? `, ${done} of ${state.job.tires.length} done` : '';
  return [
    '',
    `  ${tire?.name ?? ''}  ${leakWords(state, main) ?? phaseWords(main, view.outlets.length === 1)}${place}`,
    '',
    ...digitLines(psi, units, hasTarget ? main.targetPsi : undefined),
    '',
    ...(hasTarget ? [barLine(state, main, psi)] : []),
    `  pump ${pumpWords(view)}${startWords(view.pump.starts)}${sensorWords(main, units)}`,
    ...others(state, view, main, units),
    '',
    '  q stop    space EMERGENCY STOP    n next: the hose is on',
  ];
}

/** A leak test takes a quarter of an hour: shows what it waits for, and how long. */
function leakWords({ outlets, job, atMs }: CycleState, { tire }: OutletView): string | undefined {
  const at = job.outlets.findIndex(({ tires }) => tires.includes(tire));
  const phase = outlets[at]?.phase;
  if (phase?.kind !== 'leak-test') return undefined;
  const { coolMs, leakTestMs } = job.limits;
  const leftMs = phase.cool
    ? phase.cool.atMs + leakTestMs - atMs
    : phase.sinceMs + coolMs + leakTestMs - atMs;
  const left = clockText(Math.ceil(Math.max(0, leftMs) / 1000));
  return `${phase.cool ? 'watching for a leak' : 'waiting until it is cool'}, about ${left} left`;
}

/** The most important outlet: the one with air flowing, else one that waits for a person, else the first at work. */
function mainOutlet({ outlets }: CycleView): OutletView | undefined {
  return (
    outlets.find(({ phase }) => phase === 'open') ??
    outlets.find(({ phase }) => phase === 'settling') ??
    outlets.find(({ phase }) => phase !== 'idle') ??
    outlets[0]
  );
}

function digitLines(psi: number | undefined, units: PressureUnit, targetPsi: number | undefined): string[] {
  const lines = bigDigits(pressureDigits(psi, units));
  const beside = ['', '', '', targetPsi === undefined ? '' : `to ${pressureText(targetPsi, units)}`, units];
  return lines.map((line, index) => `    ${line}   ${beside[index]}`.trimEnd());
}

function barLine(
  state: CycleState,
  { tire, targetPsi, leftMs }: OutletView,
  psi: number | undefined,
): string {
  const from = state.tires[tire]?.startPsi ?? psi ?? 0;
  const way = targetPsi - from;
  const share = psi === undefined || way === 0 ? 0 : Math.min(1, Math.max(0, (psi - from) / way));
  const full = Math.round(share * BAR);
  const left = leftMs === undefined ? '' : `  about ${clockText(Math.ceil(leftMs / 1000))} left`;
  return `  [${'█'.repeat(full)}${'·'.repeat(BAR - full)}]${left}`;
}

function startWords(starts: number): string {
  return starts === 0 ? '' : starts === 1 ? ', 1 start' : `, ${starts} starts`;
}

/** While air flows the reading is not the tire's pressure: the display says so, to avoid alarm at the gauge. */
function sensorWords({ flowing, readingPsi }: OutletView, units: PressureUnit): string {
  if (!flowing || readingPsi === undefined) return '';
  return `;  gauge at the hose ${pressureText(readingPsi, units)} while air flows`;
}

/** The other hoses of a manifold, one line each. */
function others(state: CycleState, { outlets }: CycleView, main: OutletView, units: PressureUnit): string[] {
  return outlets
    .filter((outlet) => outlet !== main)
    .map((outlet) => {
      const name = state.job.tires[outlet.tire]?.name ?? '';
      return `  ${name.padEnd(6)} ${pressureText(outlet.tirePsi ?? outlet.readingPsi, units).padStart(9)}  ${phaseWords(outlet)}`;
    });
}
