import test from 'ava';
import { DATES_FILE, dateKey, packageDates } from '../package-dates.js';
import { productionPackages } from '../production-packages.js';

const DAY_MS = 86_400_000;

test('every package that is installed with onair, for a reader: license, install script, age', (t) => {
  const dates = packageDates();
  const packages = productionPackages();
  const undated = packages
    .map(({ path, version }) => dateKey(path, version))
    .filter((key) => !(key in dates));
  t.deepEqual(undated, [], `${DATES_FILE}: node dist/test/write-package-dates.js`);
  const lines = packages.map(({ path, version, license, hasInstallScript }) => {
    const days = Math.round((Date.now() - Date.parse(dates[dateKey(path, version)] ?? '')) / DAY_MS);
    const name = path.replace(/^node_modules\//, '');
    return `${name.padEnd(44)} ${version.padEnd(9)} ${license.padEnd(13)} ${`${days} days`.padEnd(10)} ${hasInstallScript ? 'install script' : ''}`.trimEnd();
  });
  t.log(`\n${lines.join('\n')}`);
});
