import { z } from 'zod';
import { PARITIES } from '../../link/index.js';
import type { RecentLine } from './rate-search.js';

/** Number of lines to remember: a few modules on a bench. */
const REMEMBERED = 3;

const place = z.object({
  baudRate: z.int().positive(),
  parity: z.enum(PARITIES),
  framing: z.enum(['silence', 'cr-lf']),
});

/** Reads the lines from the text of a state file; a broken file counts as empty. */
export function readRecentLines(text: string): RecentLine[] {
  try {
    return z
      .object({ seen: z.array(place) })
      .parse(JSON.parse(text))
      .seen.slice(0, REMEMBERED);
  } catch {
    return [];
  }
}

/** The text of the state file after a module was found. */
export function writeRecentLines(
  before: readonly RecentLine[],
  { baudRate, parity, framing }: RecentLine,
): string {
  const others = before.filter((known) => known.baudRate !== baudRate || known.parity !== parity);
  const seen = [{ baudRate, parity, framing }, ...others].slice(0, REMEMBERED);
  return `${JSON.stringify({ seen })}\n`;
}
