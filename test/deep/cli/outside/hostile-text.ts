import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type RunSetup, run } from '../../../cli/run.js';
import { portOf } from '../../../real-time/port-of.js';

/** Files of these tests; `text.test.ts` removes them. */
export const scratch = mkdtempSync(join(tmpdir(), 'onair-outside-'));

/** A color, a window title with BEL, C1, bidi, separators, a lone surrogate; each with a letter behind it. */
export const SHORT = '\u001b[35ma\u001b]0;b\u0007c\u009b2Jd\u202ee\u2028f\u2029g\u0085h';
export const SURROGATE = `${SHORT}\ud800i`;
export const LONG = `${SURROGATE}${'<name>'.repeat(1700)}`;

/** What we write ourselves: colors of one number, the wiped line of progress, line ends. */
const OWN = /\u001b\[(?!35m)\d{1,2}m|\r?\u001b\[2K|\r\n/g;
/** What acts on a terminal, a page or a reader instead of being shown. */
const RAW = /[^\P{C}\n\t]|[\u2028\u2029]/u;
/** All that a way out may still have of it: the letters, with what stands for the rest. */
const TRACE_OF_IT = /35ma|5b33356d61/;

export type Outcome = 'escaped' | 'left out' | 'RAW';

export function outcomeOf(text: string): Outcome {
  if (RAW.test(text.replace(OWN, ''))) return 'RAW';
  return TRACE_OF_IT.test(text) ? 'escaped' : 'left out';
}

/** Outcomes of one way in: what it came out as, by the way out. */
export type Outs = Record<string, string>;

export const file = (name: string): string => join(scratch, name);

export function written(name: string, text: string): string {
  writeFileSync(file(name), text);
  return file(name);
}

/** A string of YAML and of JSON. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A command line on a terminal with colors, in a pipe, and with --json. */
export async function shown(argv: readonly string[], setup: RunSetup = {}): Promise<Outs> {
  shownBy.add(argv.slice(0, 2).join(' '));
  const terminal = await run(argv, { ...setup, isTerminal: true, columns: 500 });
  const pipe = await run([...argv, '--verbose'], setup);
  const json = await run([...argv, '--json'], setup);
  return { terminal: terminal.screen, pipe: pipe.screen, json: json.screen };
}

/** The commands that {@link shown} has run. */
export const shownBy = new Set<string>();

/** A device on TCP that says so to whoever connects, and again whenever it is asked. */
export async function device(t: ExecutionContext, says: Uint8Array): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', () => socket.write(says));
    socket.write(says);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void server.close());
  return `tcp://127.0.0.1:${portOf(server)}`;
}

export interface WayIn {
  readonly outs: (t: ExecutionContext) => Promise<Outs>;
  readonly ends: Readonly<Record<string, Outcome>>;
}

export const SHOWN = { terminal: 'escaped', pipe: 'escaped', json: 'escaped' } as const;
