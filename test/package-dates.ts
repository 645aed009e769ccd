import { readFileSync } from 'node:fs';

/** Where the dates stand. */
export const DATES_FILE = 'test/package-dates.json';

/**
 * `NAME@VERSION` of each package that is installed with onair -> day from which the registry had it (a mirror may have
 * had it later than others). `write-package-dates.ts` adds what is missing.
 */
export const packageDates = (): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(DATES_FILE, 'utf8')) as Readonly<Record<string, string>>;

/** The key of a package in the file. */
export const dateKey = (path: string, version: string): string =>
  `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`;
