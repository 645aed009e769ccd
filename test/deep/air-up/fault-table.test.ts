import test from 'ava';
import { HAZARDS } from '../../../firmware/air-up/hazards.js';
import { BEYOND } from '../../../firmware/air-up/hazards-beyond.js';
import { KINDS } from './faults/kinds.js';
import { runFault } from './faults/run.js';
import { SETUPS } from './faults/setups.js';
import { faultTable } from './faults/table.js';

/** Setups of a kind that are played here; `npm run bench:air-up` plays all of them. */
const SETUPS_OF_A_KIND = 4;

/**
 * Rows that no run of a job on a plant can show: tests of the compiled sketch on its chip (test/failsafe), and of what
 * goes from one program to the next (test/cli/air).
 */
const ELSEWHERE: readonly string[] = [
  'A Bluetooth link stands still while a valve is open',
  'A new job or program begins, and the fill valve is still stuck open',
  'The computer dies, and what it sent before keeps the board busy',
  'A byte to the board is lost, and what is left makes another message',
  'The supply of the board sags again and again, or its button bounces',
  'The memory of the board is damaged',
];

test('each row of both tables of hazards has a kind, and each kind a setup that it can happen in', (t) => {
  const rows = new Set([...KINDS.map(({ row }) => row), ...ELSEWHERE]);
  t.deepEqual(
    [...HAZARDS, ...BEYOND].map(({ hazard }) => hazard).filter((hazard) => !rows.has(hazard)),
    [],
  );
  const known = new Set([...HAZARDS, ...BEYOND].map(({ hazard }) => hazard));
  t.deepEqual(
    [...rows].filter((row) => !known.has(row) && !row.startsWith('seen: ')),
    [],
  );
  t.true(KINDS.length >= 60 && SETUPS.length === 8);
  t.is(new Set(KINDS.map(({ name }) => name)).size, KINDS.length);
});

test('every kind of fault runs on the second plant, and the table says how it ended', (t) => {
  const runs = KINDS.flatMap((kind, index) => {
    const fit = SETUPS.filter((setup) => kind.needs?.(setup) ?? true);
    return fit
      .map((_, turn) => fit[(index + turn) % fit.length])
      .slice(0, SETUPS_OF_A_KIND)
      .flatMap((setup) => (setup ? [runFault(kind, setup)] : []));
  });
  t.log(`\n${faultTable(runs)}`);
  t.deepEqual(new Set(runs.map(({ kind }) => kind.name)), new Set(KINDS.map(({ name }) => name)));
  for (const { kind, ending, wrongPsi, aboveMaxPsi } of runs) {
    t.true(ending !== '' && Number.isFinite(wrongPsi) && Number.isFinite(aboveMaxPsi), kind.name);
  }
});
