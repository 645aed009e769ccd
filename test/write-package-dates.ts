/** Asks the registry since when it has each package that has no date yet. Run: node dist/test/write-package-dates.js */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { DATES_FILE, dateKey, packageDates } from './package-dates.js';
import { productionPackages } from './production-packages.js';

function publishedOf(name: string, version: string): string {
  const times = JSON.parse(
    execFileSync('npm', ['view', name, 'time', '--json'], { encoding: 'utf8' }),
  ) as Readonly<Record<string, string>>;
  const time = times[version];
  if (time === undefined) throw new Error(`the registry does not say since when it has ${name}@${version}`);
  return time.slice(0, 10);
}

const known = packageDates();
const rows = productionPackages().map(({ path, version }) => {
  const key = dateKey(path, version);
  return [key, known[key] ?? publishedOf(key.slice(0, key.lastIndexOf('@')), version)] as const;
});
writeFileSync(DATES_FILE, `${JSON.stringify(Object.fromEntries(rows.toSorted()), undefined, 2)}\n`);
