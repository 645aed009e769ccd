import { appendFileSync } from 'node:fs';
import test from 'ava';
import { type Attack, attackTable } from './attack-table.js';

/** Kinds of attacks, in the order of the table; `attacks.test.ts` wants a row of each. */
export const KINDS = [
  'Hostile text',
  'Hostile files',
  'Full disks and homes',
  'Killed at moments of chance',
  'Ctrl-C at moments of chance',
  'Clocks that jump by an hour',
  'Two programs at once',
  'Secrets and places',
  'Bytes of chance',
  'Requests to the web servers',
  'Crowds of connections',
] as const;
type Kind = (typeof KINDS)[number];

/** Notes one of them. */
type Note = (attack: string, way: string, outcome: string, times?: number) => void;

/** The file of a whole run, a line of JSON for each; `suite/run.ts` names it. */
export const ATTACKS_FILE = process.env.ONAIR_ATTACKS;

/**
 * Keeps what the tests of a file have done: for the one table at the end of `npm run test:deep`, or printed at the end
 * of the file where it runs alone.
 */
export function attackLog(kind: Kind): Note {
  const all: Attack[] = [];
  test.after(() => {
    if (all.length === 0) return;
    if (ATTACKS_FILE === undefined) console.log(attackTable(all));
    else appendFileSync(ATTACKS_FILE, all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  });
  return (attack, way, outcome, times = 1) => void all.push({ kind, attack, way, outcome, times });
}
