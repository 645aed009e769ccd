import { stripVTControlCharacters } from 'node:util';

/** A test that took long enough for AVA to say so. */
export interface TimedTest {
  readonly title: string;
  readonly ms: number;
}

/** What AVA's default reporter said of a run. */
export interface Outcome {
  readonly passed: number;
  /** Titles; a file that crashed, and a run that stood still, have a line of their own. */
  readonly failed: readonly string[];
  /** Titles, which name what is missing. */
  readonly skipped: readonly string[];
  readonly timed: readonly TimedTest[];
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `1m 2.5s` in ms, as AVA writes durations. */
export function durationMs(text: string): number {
  let ms = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(h|ms|m|s)/g)) {
    ms += Number(number) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  }
  return ms;
}

/** AVA writes plainer marks where the terminal may lack them (TERM=linux, Windows). */
const PASSED = '✔√';
const TEST_LINE = /^ *([✔√✘×]|- \[skip\]) (.+?)(?: \(((?:[\d.]+(?:h|ms|m|s) ?)+)\))?$/;

/** Counts line by line: AVA's closing sum leaves out what passed where something failed. */
export function readOutcome(output: string): Outcome {
  let passed = 0;
  const failed: string[] = [];
  const skipped: string[] = [];
  const timed: TimedTest[] = [];
  const text = stripVTControlCharacters(output);
  for (const line of text.split(/\r?\n/)) {
    const [, mark = '', title = '', duration] = TEST_LINE.exec(line) ?? [];
    if (mark === '') continue;
    if (PASSED.includes(mark)) passed++;
    else if (mark.startsWith('-')) skipped.push(title);
    else failed.push(title);
    if (duration !== undefined) timed.push({ title, ms: durationMs(duration) });
  }
  return { passed, failed, skipped, timed };
}
