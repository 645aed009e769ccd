import { simulate } from '../../../../firmware/air-up/simulate/simulate.js';
import { most, sum } from '../../statistics.js';
import { figure, table } from '../../table.js';
import {
  type Hoses,
  inTurn,
  jobOf,
  MANIFOLD,
  MOVE_S,
  ONE_HOSE,
  setupOf,
  TANK_L,
  TIRES,
  together,
} from './job.js';
import { fillInTurn, type JobLimit } from './limit.js';

interface Row {
  readonly name: string;
  readonly limit: JobLimit;
  /** Without the moves of the hose; for a manifold they happen while other tires are filled. */
  readonly workS: number;
  readonly allDoneS: number;
  /** With the last seconds of watching. */
  readonly finishedS: number;
  readonly starts: number;
  readonly valveCycles: number;
  readonly moves: number;
  readonly errorPsi: number;
  /** The lowest of the tires when it has cooled, less its target. */
  readonly coldPsi: number;
  readonly ending: string;
  /** What the simulation took of this computer, s. */
  readonly cpuS: number;
}

function playBuilder(name: string, outlets: Hoses, tankL: number): Row {
  const isManifold = outlets.length > 1;
  const errors: number[] = [];
  let allDoneS = Number.POSITIVE_INFINITY;
  const cpuBefore = process.cpuUsage();
  const { state, plant, events, elapsedMs } = simulate({
    job: jobOf(outlets),
    plant: setupOf(outlets, tankL),
    onStep: ({ nowMs, plant: now, step }) => {
      for (const event of step.events) {
        if (event.kind !== 'tire-done') continue;
        errors.push((now.truth().tires[event.tire]?.psi ?? 0) - (TIRES[event.tire]?.targetPsi ?? 0));
        if (errors.length === TIRES.length) allDoneS = nowMs / 1000;
      }
      return undefined;
    },
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  let [leftS, movingS] = [0, 0];
  for (const { atMs, event } of events) {
    if (event.kind === 'move-hose') leftS = atMs / 1000;
    if (event.kind === 'hose-on' && leftS > 0 && atMs / 1000 < allDoneS) movingS += atMs / 1000 - leftS;
  }
  return {
    name,
    limit: fillInTurn(setupOf(outlets, tankL), inTurn(outlets, isManifold ? 0 : MOVE_S)),
    workS: isManifold ? Number.NaN : allDoneS - movingS,
    allDoneS,
    finishedS: elapsedMs / 1000,
    starts: plant.truth().pump.starts,
    valveCycles: state.tires.reduce((all, { valveCycles }) => all + valveCycles, 0),
    moves: events.filter(({ event }) => event.kind === 'move-hose').length,
    errorPsi: most(errors.map(Math.abs)),
    coldPsi: -most(plant.truth().tires.map(({ coldPsi }, i) => (TIRES[i]?.targetPsi ?? 0) - coldPsi)),
    ending: state.stage.kind === 'fault' ? state.stage.fault.code : state.stage.kind,
    cpuS: (user + system) / 1e6,
  };
}

/** The builder's job: total time beside the physical limit, and starts of the pump; how fast it is simulated. */
export function buildersJob(): { readonly text: string; readonly timesRealTime: number } {
  const rows = [
    playBuilder('one hose, no tank', ONE_HOSE, 0),
    playBuilder('one hose, tank', ONE_HOSE, TANK_L),
    playBuilder('manifold, no tank', MANIFOLD, 0),
    playBuilder('manifold, tank', MANIFOLD, TANK_L),
  ];
  const atOnce = fillInTurn(setupOf(MANIFOLD, 0), together(MANIFOLD));
  const times = rows.map(({ name, limit, workS, allDoneS, finishedS }) => [
    name,
    figure(limit.fillS, 1),
    figure(workS, 1),
    figure(workS / limit.fillS, 3),
    figure(limit.totalS, 1),
    figure(allDoneS, 1),
    figure(allDoneS / limit.totalS, 3),
    figure(finishedS, 1),
  ]);
  const others = rows.map(({ name, limit, starts, valveCycles, moves, errorPsi, coldPsi, ending }) => [
    name,
    `${limit.starts}`,
    `${starts}`,
    `${valveCycles}`,
    `${moves}`,
    figure(errorPsi),
    figure(coldPsi),
    ending,
  ]);
  const seconds = ['limit s', 'cycle', 'ratio', 'moves', 'cycle', 'ratio', 'end'];
  const counts = ['starts', 'cycle', 'valve cycles', 'moves', 'error', 'cold', 'ending'];
  const text = [
    table(['', ...seconds], times),
    '',
    table(['', ...counts], others),
    '',
    `The limit fills one tire after another, and a move takes ${MOVE_S} s. With the manifold`,
    'the two hoses of the trailer are moved while other tires are filled. end: with the',
    'last seconds of watching. error: worst when done; cold: lowest when cooled, less the target, psi. All valves of the manifold open',
    `at once would take ${figure(atOnce.fillS, 1)} s and ${atOnce.starts} starts without a tank, and ${MOVE_S} s to move: the`,
    'pump then works against less pressure. The cycle fills one tire at a time.',
  ].join('\n');
  return {
    text,
    timesRealTime: sum(rows.map(({ finishedS }) => finishedS)) / sum(rows.map(({ cpuS }) => cpuS)),
  };
}
