import { KINDS } from '../../../deep/air-up/faults/kinds.js';
import { type FaultRun, isNeedless, isSilentlyWrong, runFault } from '../../../deep/air-up/faults/run.js';
import { SETUPS } from '../../../deep/air-up/faults/setups.js';
import { faultTable } from '../../../deep/air-up/faults/table.js';
import { atMost, type Bound } from '../../bound.js';
import { most, shareOf } from '../../statistics.js';
import { block, figure, table } from '../../table.js';
import { type SimulateCost, simulateCost } from '../simulate-cost.js';
import { playHealthy } from './healthy.js';
import { failures, healthyBounds, healthyTable } from './healthy-report.js';
import { isBeyond, silentTable } from './silent.js';
import { closing, roundTrips, type SweepRow, slips, sweepTable } from './sweeps.js';
import { TODAY } from './today.js';

/** What was measured on the second plant. */
export interface Second {
  readonly text: string;
  readonly bounds: readonly Bound[];
}

const SLOWEST_VALVE_MS = 600;

/**
 * All faults in all setups, sweeps, and healthy jobs: what is asked of the cycle on a plant that it was never tuned on.
 */
export function secondPlant(count: number, lap: (what: string) => void): Second {
  const { played, redrawn } = playHealthy(count);
  lap('second plant: healthy jobs');
  const runs = KINDS.flatMap((kind) =>
    SETUPS.filter((setup) => kind.needs?.(setup) ?? true).map((setup) => runFault(kind, setup)),
  );
  lap('second plant: faults');
  const [close, trips, slip] = [closing(), roundTrips(), slips()];
  lap('second plant: sweeps');
  const cost = simulateCost();
  return {
    text: [
      block(
        'Second plant: healthy jobs',
        healthyTable(played),
        `${redrawn} drawn that no oracle gets done in an hour`,
      ),
      block('Second plant: healthy jobs that ended in a fault', failures(played)),
      faultTable(runs),
      block(
        'Second plant: silently more than 1 psi wrong',
        silentTable(runs.filter(({ kind }) => !kind.constant)),
        '',
        'beyond: in the table of what software can not guard (firmware/README.md)',
      ),
      block('Second plant: a fill valve stuck open, no relay or a tank', stuckTable(runs)),
      block('Second plant: time that a valve takes to shut, ms', sweepTable('ms', close)),
      block('Second plant: round trip of the link, ms', sweepTable('ms', trips)),
      block('Second plant: a sensor slips, maximum 10 psi above the target', sweepTable('psi', slip)),
      block('air simulate: CPU time of a step of 20 ms, us', costTable(cost)),
    ].join('\n'),
    bounds: [
      atMost('simulate', cost.timesPlant, TODAY.simulate, {
        of: "its plant's CPU time alone",
        goal: 1.5,
      }),
      ...healthyBounds(played),
      ...faultBounds(runs),
      ...sweepBounds(close, trips, slip),
    ],
  };
}

function costTable({ plantUs, cycleUs, recordUs }: SimulateCost): string {
  return table(
    ['plant and sensor', 'cycle', 'recording'],
    [[figure(plantUs, 1), figure(cycleUs, 1), figure(recordUs, 1)]],
  );
}

function percentOf<T>(all: readonly T[], is: (one: T) => boolean): number {
  return 100 * shareOf(all, is);
}

const isStuck = ({ kind }: FaultRun): boolean => kind.name.startsWith('fill stuck open');
/** What a relay can stop: nothing is stored before the valve. */
const isGuarded = ({ setup, kind }: FaultRun): boolean =>
  setup.plant.relay && !setup.hasTank && kind.name !== 'relay and fill valve stuck';

function faultBounds(runs: readonly FaultRun[]): Bound[] {
  const seen = runs.filter(({ kind }) => !kind.constant);
  const overfilled = seen.filter((run) => isGuarded(run) && run.aboveMaxPsi > 1).length;
  const stuck = runs.filter((run) => isStuck(run) && !isGuarded(run));
  const late = stuck.map(({ afterS }) => afterS).filter(Number.isFinite);
  return [
    atMost('2nd: faults, silent 1 psi off', percentOf(seen, isSilentlyWrong), TODAY.silent, {
      unit: '%',
      goal: 2,
    }),
    atMost(
      '2nd: silent, yet can be seen',
      percentOf(
        seen.filter((run) => !isBeyond(run)),
        isSilentlyWrong,
      ),
      TODAY.silentSeen,
      { unit: '%', goal: 2 },
    ),
    // A lease of the board trips after 500 ms, and only a person lets it open a valve again: two kinds pause longer.
    atMost('2nd: harmless, yet stopped', seen.filter(isNeedless).length, TODAY.needless, {
      decimals: 0,
      goal: 0,
    }),
    atMost('2nd: a relay, above the maximum', overfilled, TODAY.overfilled, { decimals: 0, goal: 0 }),
    atMost('2nd: stuck open, called done', stuck.filter(isSilentlyWrong).length, TODAY.stuckDone, {
      decimals: 0,
      goal: 0,
    }),
    atMost('2nd: stuck open, until a fault', most(late), TODAY.stuckS, { unit: 's', goal: 3 }),
  ];
}

function sweepBounds(
  close: readonly SweepRow[],
  trips: readonly SweepRow[],
  slip: readonly SweepRow[],
): Bound[] {
  const failed = (rows: readonly SweepRow[]): number =>
    rows.reduce((sum, { runs, done }) => sum + runs - done, 0);
  const slow = close.filter(({ value }) => value <= SLOWEST_VALVE_MS);
  return [
    atMost('2nd: shut late, not done', failed(slow), TODAY.slowNotDone, { decimals: 0, goal: 0 }),
    atMost('2nd: shut late, over the target', most(slow.map(({ overPsi }) => overPsi)), 1.5, { unit: 'psi' }),
    atMost('2nd: round trips, not done', failed(trips), 0, { decimals: 0 }),
    atMost('2nd: slips, over the maximum', most(slip.map(({ aboveMaxPsi }) => aboveMaxPsi)), TODAY.slipOver, {
      unit: 'psi',
      goal: 3,
    }),
  ];
}

function stuckTable(runs: readonly FaultRun[]): string {
  const rows = runs
    .filter((run) => isStuck(run) && !isGuarded(run))
    .map(({ kind, setup, ending, afterS, wrongPsi, aboveMaxPsi }) => [
      kind.name,
      setup.name,
      ending,
      figure(afterS, 1),
      figure(wrongPsi, 1),
      figure(aboveMaxPsi, 1),
    ]);
  return table(['kind', 'setup', 'ended', 'fault, s', 'wrong', 'over max'], rows, ['setup', 'ended']);
}
