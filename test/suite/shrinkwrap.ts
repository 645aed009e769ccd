/**
 * What is tested is what is installed: the tarball carries the production part of `package-lock.json` as
 * `npm-shrinkwrap.json`, which npm follows for a package of a registry. It is there while npm packs only: beside a
 * `package-lock.json` npm would read nothing else. Run by `npm pack`: `shrinkwrap.js write`, then `shrinkwrap.js
 * remove`.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { productionLock } from './production-lock.js';

const FILE = 'npm-shrinkwrap.json';

if (process.argv[2] === 'write')
  writeFileSync(FILE, productionLock(readFileSync('package-lock.json', 'utf8')));
else rmSync(FILE, { force: true });
