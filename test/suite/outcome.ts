import { stripVTControlCharacters } from 'node:util';

/** A test that AVA reported with its duration, because it was slow. */
export interface TimedTest {
  readonly title: string;
  readonly ms: number;
}

/** The result of a run, from AVA's default reporter. */
export interface Outcome {
  readonly passed: number;
  /** Titles; a crashed file or a run that timed out has its own line. */
  readonly failed: readonly string[];
  /** Titles, which name the missing program. */
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

/** AVA uses plainer marks if the terminal may lack them (TERM=linux, Windows). */
const PASSED = '✔√';
const TEST_LINE = /^ *([✔√✘×]|- \[skip\]) (.+?)(?: \(((?:[\d.]+(?:h|ms|m|s) ?)+)\))?$/;

/** Counts line by line: if a test failed, AVA's total leaves out the passed ones. */
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
