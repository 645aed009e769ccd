import { z } from 'zod';
import { OnairError } from '../base/index.js';

/** One module of a batch: its number, and the name that it gets. */
export interface BatchItem {
  readonly n: number;
  readonly name: string;
  readonly pin?: string | undefined;
}

/** The journal entry of an item, from which an interrupted batch resumes. */
export interface JournalEntry extends BatchItem {
  readonly state: 'begun' | 'done' | 'failed';
  /** The module's Bluetooth address, if it reports one. */
  readonly address?: string | undefined;
}

const entrySchema = z.object({
  n: z.int(),
  name: z.string(),
  pin: z.string().optional(),
  state: z.enum(['begun', 'done', 'failed']),
  address: z.string().optional(),
});

/** `TM-D700-{n:02}` for number 7 is `TM-D700-07`. */
export function nameOf(template: string, n: number): string {
  return template.replace(/\{n(?::0(\d))?\}/g, (_, width: string | undefined) =>
    String(n).padStart(Number(width ?? 0), '0'),
  );
}

/** Whether a template gives each module a name of its own. */
export function isNumbered(template: string): boolean {
  return /\{n(?::0\d)?\}/.test(template);
}

const ALL_PINS = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(4, '0'));

/** PINs that everybody tries first. */
const OBVIOUS = /^(\d)\1{3}$|^1234$/;

/**
 * A PIN of four digits that is not in `used`; an obvious one only if no other is left.
 * @param random a whole number from 0 to below its argument
 * @throws OnairError bad-value when all are used
 */
export function uniquePin(used: ReadonlySet<string>, random: (below: number) => number): string {
  const free = ALL_PINS.filter((pin) => !used.has(pin));
  const good = free.filter((pin) => !OBVIOUS.test(pin));
  const from = good.length > 0 ? good : free;
  const pin = from.length > 0 ? from[random(from.length)] : undefined;
  if (pin !== undefined) return pin;
  throw new OnairError('bad-value', {
    message: 'pin: all 10000 PINs of four digits are given to modules of this batch',
    hint: 'begin a batch of its own, with another file, for the rest',
  });
}

/** Reads the newest entry of each number from a journal; a truncated line is skipped. */
export function readJournal(text: string): Map<number, JournalEntry> {
  const entries = new Map<number, JournalEntry>();
  for (const line of text.split('\n')) {
    const entry = parsed(line);
    if (entry) entries.set(entry.n, entry);
  }
  return entries;
}

function parsed(line: string): JournalEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The text of a label for the module. */
export function labelOf({ name, pin }: BatchItem, line: string, version: string): string {
  return [name, ...(pin === undefined ? [] : [`PIN ${pin}`]), line, version].join('  ');
}
