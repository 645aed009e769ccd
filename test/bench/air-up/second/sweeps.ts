import { runCycle } from '../../../air-up/second-plant/run-cycle.js';
import { type FaultSetup, SETUPS } from '../../../deep/air-up/faults/setups.js';
import { figure, table } from '../../table.js';

/** What came of one value in all setups. */
export interface SweepRow {
  readonly value: number;
  readonly runs: number;
  readonly done: number;
  /** The highest above a target, and above a maximum, psi. */
  readonly overPsi: number;
  readonly aboveMaxPsi: number;
  /** How else they ended. */
  readonly endings: readonly string[];
}

/** Time that a valve takes to shut, ms; round trips, ms; steps by which a sensor slips, psi. */
export const CLOSE_MS = [50, 100, 200, 250, 300, 400, 500, 600];
export const ROUND_TRIP_MS = [40, 80, 120, 160, 200];
export const SLIP_PSI = [-8, -5, -3, 3, 5, 8];

const AT_MOST_S = 900;

export const closing = (): SweepRow[] =>
  CLOSE_MS.map((closeMs) =>
    row(closeMs, SETUPS, ({ job, plant }) =>
      runCycle({
        job,
        plant: { ...plant, outlets: plant.outlets.map((one) => ({ ...one, closeMs })) },
        atMostS: AT_MOST_S,
      }),
    ),
  );

export const roundTrips = (): SweepRow[] =>
  ROUND_TRIP_MS.map((ms) =>
    row(ms, SETUPS, ({ job, plant }) =>
      runCycle({ job, plant, link: { upMs: ms / 2, downMs: ms / 2 }, atMostS: AT_MOST_S }),
    ),
  );

/** Where the maximum is 10 psi above the target and a relay is there, in the middle and late. */
export const slips = (): SweepRow[] =>
  SLIP_PSI.map((offsetPsi) => {
    const inflating = SETUPS.filter(({ job, plant }) => job.kind === 'inflate' && plant.relay);
    const both = inflating.flatMap((setup) => [setup, { ...setup, midMs: setup.lateMs }]);
    return row(offsetPsi, both.map(tenAbove), ({ job, plant, midMs }) => {
      const slip = { atMs: midMs, strike: slipBy(offsetPsi) };
      return runCycle({ job, plant, strikes: [slip], atMostS: AT_MOST_S });
    });
  });

function slipBy(offsetPsi: number): NonNullable<Parameters<typeof runCycle>[0]['strikes']>[number]['strike'] {
  return ({ outlets }) => {
    for (const { sensor } of outlets) sensor.setup.offsetPsi = offsetPsi;
    return undefined;
  };
}

function tenAbove(setup: FaultSetup): FaultSetup {
  const tires = setup.job.tires.map((tire) => ({ ...tire, maxPsi: tire.targetPsi + 10 }));
  return { ...setup, job: { ...setup.job, tires } };
}

function row(
  value: number,
  setups: readonly FaultSetup[],
  run: (setup: FaultSetup) => ReturnType<typeof runCycle>,
): SweepRow {
  const all = setups.map((setup) => ({ setup, played: run(setup) }));
  const above = (limit: 'targetPsi' | 'maxPsi'): number =>
    Math.max(
      ...all.flatMap(({ setup: { job }, played: { tires } }) =>
        job.kind === 'deflate'
          ? []
          : tires.map(({ highestPsi }, i) => highestPsi - (job.tires[i]?.[limit] ?? 0)),
      ),
    );
  const endings = all.map(({ played: { ending } }) => ending);
  return {
    value,
    runs: all.length,
    done: endings.filter((ending) => ending === 'done').length,
    overPsi: above('targetPsi'),
    aboveMaxPsi: above('maxPsi'),
    endings: [...new Set(endings.filter((ending) => ending !== 'done'))],
  };
}

export function sweepTable(head: string, rows: readonly SweepRow[]): string {
  return table(
    [head, 'runs', 'done', 'over target', 'over max', 'else'],
    rows.map(({ value, runs, done, overPsi, aboveMaxPsi, endings }) => [
      String(value),
      String(runs),
      String(done),
      figure(overPsi),
      figure(aboveMaxPsi),
      endings.join(', '),
    ]),
    ['else'],
  );
}
