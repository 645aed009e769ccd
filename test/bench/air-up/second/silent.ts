import { BEYOND } from '../../../../firmware/air-up/hazards-beyond.js';
import { type FaultRun, isSilentlyWrong } from '../../../deep/air-up/faults/run.js';
import { most } from '../../statistics.js';
import { figure, table } from '../../table.js';

const ROWS: ReadonlySet<string> = new Set(BEYOND.map(({ hazard }) => hazard));

/** A kind that no software can guard, as the second table of hazards says. */
export function isBeyond({ kind }: FaultRun): boolean {
  return ROWS.has(kind.row);
}

/** Each kind that ended well and was wrong: how often, by how much, and the row of the tables that explains it. */
export function silentTable(seen: readonly FaultRun[]): string {
  const wrong = seen.filter(isSilentlyWrong);
  const kinds = [...new Set(wrong.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const own = wrong.filter((run) => run.kind === kind);
    return [
      kind.name,
      String(own.length),
      figure(most(own.map(({ wrongPsi }) => wrongPsi)), 1),
      own.every(isBeyond) ? 'yes' : 'no',
      kind.row,
    ];
  });
  return table(['kind', 'runs', 'wrong, psi', 'beyond', 'row'], rows, ['beyond', 'row']);
}
