import { readFileSync } from 'node:fs';
import test from 'ava';
import { productionPackages } from '../production-packages.js';

const DAY_MS = 86_400_000;

test('every package that is installed with onair, for a reader: license, install script, age', (t) => {
  const published = JSON.parse(readFileSync('test/dependencies.json', 'utf8')) as Readonly<
    Record<string, { readonly published: string }>
  >;
  const packages = productionPackages();
  const lines = packages.map(({ path, version, license, hasInstallScript }) => {
    const name = path.replace(/^node_modules\//, '');
    const day = published[name]?.published;
    const age = day === undefined ? '' : `${Math.round((Date.now() - Date.parse(day)) / DAY_MS)} days`;
    return `${name.padEnd(44)} ${version.padEnd(9)} ${license.padEnd(13)} ${age.padEnd(10)} ${hasInstallScript ? 'install script' : ''}`.trimEnd();
  });
  t.log(`\n${lines.join('\n')}`);
  t.true(packages.length > Object.keys(published).length);
});
