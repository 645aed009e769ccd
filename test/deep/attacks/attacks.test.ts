import { readFileSync } from 'node:fs';
import test from 'ava';
import { ATTACKS_FILE, KINDS } from './attack-log.js';
import { type Attack, attackTable } from './attack-table.js';

const MOST_COLUMNS = 80;

test('every attack of this run stands in one table, with how it ended', (t) => {
  if (ATTACKS_FILE === undefined) {
    t.pass('alone there is nothing to tell: npm run test:deep has the attacks of its other tests');
    return;
  }
  const lines = readFileSync(ATTACKS_FILE, 'utf8').trimEnd().split('\n').filter(Boolean);
  const attacks = lines.map((line) => JSON.parse(line) as Attack);
  const inOrder = KINDS.flatMap((kind) =>
    attacks
      .filter((one) => one.kind === kind)
      .toSorted((a, b) => compare(a.way, b.way) || compare(a.attack, b.attack)),
  );
  const table = attackTable(inOrder);
  console.log(table);
  t.deepEqual(
    table.split('\n').filter((line) => line.length > MOST_COLUMNS),
    [],
  );
  // Some ways in are of Linux only.
  if (process.platform === 'linux')
    t.deepEqual([...new Set(inOrder.map(({ kind }) => kind))], [...KINDS] as string[]);
});

/** The order of tests in a file is the order in which they ended. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

test('what ended alike stands in one row, and is counted', (t) => {
  const kind = 'Hostile files';
  const attacks = ['air plan --vehicle', 'tnc init --radio'].flatMap((way): Attack[] => [
    { kind, attack: 'FIFO', way, outcome: 'refused', times: 1 },
    { kind, attack: 'folder', way, outcome: 'refused', times: 2 },
    { kind, attack: 'BOM', way, outcome: 'read', times: 1 },
  ]);
  t.deepEqual(attackTable(attacks).split('\n'), [
    '',
    '== 8 attacks of 1 kinds',
    'attack              way in                              outcome',
    '',
    'Hostile files: 8 attacks, 2 ways in',
    'FIFO, folder        air plan --vehicle; tnc init        refused',
    '                    --radio',
    'BOM                 air plan --vehicle; tnc init        read',
    '                    --radio',
    '',
  ]);
});
