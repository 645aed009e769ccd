import { HAZARDS } from './hazards.js';
import { BEYOND } from './hazards-beyond.js';

const NO_FAULT = 'none';

/** Both tables as Markdown. */
export function hazardTables(): string {
  const guarded = HAZARDS.map(({ hazard, noticed, faults, test }) => [
    hazard,
    noticed,
    faults.map((code) => `\`${code}\``).join(' ') || NO_FAULT,
    test,
  ]);
  const beyond = BEYOND.map(({ hazard, why, guards }) => [hazard, why, guards]);
  return [
    'What the cycle guards:',
    table(['what happens', 'how it is noticed', 'fault', 'test'], guarded),
    "What software can't guard:",
    table(['what happens', 'why', 'what guards you'], beyond),
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

const BLOCK = /(<!-- hazards -->\n)[\s\S]*?(<!-- \/hazards -->)/;

/** A page with the tables between its two markers. @throws RangeError for a page without them */
export function withHazards(page: string): string {
  if (!BLOCK.test(page)) throw new RangeError('the page has no <!-- hazards --> and <!-- /hazards -->');
  return page.replace(BLOCK, (_, open: string, close: string) => `${open}\n${hazardTables()}\n\n${close}`);
}
