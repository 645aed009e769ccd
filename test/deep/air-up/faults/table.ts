import { block, figure, table } from '../../../bench/table.js';
import { type FaultRun, isNeedless, isSilentlyWrong, WRONG_PSI } from './run.js';

/**
 * One row for each kind: how its runs ended, and what was true. `silent`: ended well and more than 1 psi wrong;
 * `needless`: stopped though harmless; `wrong`: the worst that ended well; `fault, s`: the longest from the strike to
 * the fault.
 */
export function faultTable(runs: readonly FaultRun[]): string {
  const kinds = [...new Set(runs.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const own = runs.filter((run) => run.kind === kind);
    const after = own.map(({ afterS }) => afterS).filter(Number.isFinite);
    return [
      kind.name,
      String(own.length),
      String(own.filter(isSilentlyWrong).length),
      kind.harmless ? String(own.filter(isNeedless).length) : '',
      figure(Math.max(...own.filter(({ isSilent }) => isSilent).map(({ wrongPsi }) => wrongPsi), 0), 1),
      figure(Math.max(...own.map(({ aboveMaxPsi }) => aboveMaxPsi)), 1),
      after.length > 0 ? figure(Math.max(...after), 1) : '-',
      endings(own),
    ];
  });
  const heads = ['kind', 'runs', 'silent', 'needless', 'wrong', 'over max', 'fault, s', 'ended'];
  const wrong = runs.filter(isSilentlyWrong);
  const unseen = wrong.filter(({ kind }) => kind.constant);
  const constant = runs.filter(({ kind }) => kind.constant);
  return block(
    'Faults on the second plant',
    table(heads, rows, ['ended']),
    '',
    `${runs.length} runs of ${kinds.length} kinds; silently more than ${WRONG_PSI} psi wrong:`,
    `${wrong.length - unseen.length} of ${runs.length - constant.length}, and ${unseen.length} of ${constant.length} with a constant error of the sensor;`,
    `stopped although harmless: ${runs.filter(isNeedless).length} of ${runs.filter(({ kind }) => kind.harmless).length}`,
  );
}

function endings(runs: readonly FaultRun[]): string {
  const counts = new Map<string, number>();
  for (const { ending } of runs) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return [...counts].map(([ending, count]) => (count > 1 ? `${count} ${ending}` : ending)).join(', ');
}
