import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OnairError, suggest } from '../../host/base/index.js';
import { packagePath, readUserFile } from '../../host/base/node/index.js';
import { type Design, type Kind, parseDesign, parseKinds } from '../model/index.js';

let packageKinds: ReadonlyMap<string, Kind> | undefined;

/** Every kind of part in the package, by name; read once, because that is most of the work of every design. */
export function loadKinds(): ReadonlyMap<string, Kind> {
  packageKinds ??= readKinds();
  return packageKinds;
}

function readKinds(): ReadonlyMap<string, Kind> {
  const folder = packagePath('wiring', 'parts');
  const kinds = new Map<string, Kind>();
  for (const file of readdirSync(folder).sort()) {
    const path = join(folder, file);
    const found = parseKinds(readFileSync(path, 'utf8'), path);
    for (const [name, kind] of Object.entries(found)) kinds.set(name, kind);
  }
  return kinds;
}

/** Names of the designs in the package, in alphabetical order. */
export function designNames(): readonly string[] {
  return readdirSync(packagePath('wiring', 'designs'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
}

/**
 * A design of the package by its name, or a file by its path.
 * @throws OnairError bad-value with the nearest name, or with file:line:column
 */
export function loadDesign(nameOrPath: string): Design {
  if (designNames().includes(nameOrPath)) return packageDesign(nameOrPath);
  if (!/[./\\]/.test(nameOrPath)) {
    throw new OnairError('bad-value', {
      message: `there is no wiring "${nameOrPath}"`,
      hint: suggest(nameOrPath, designNames()),
    });
  }
  const hint = 'onair wiring list names those of the package; onair wiring new prints one to start from';
  return readDesign(readUserFile(nameOrPath, { hint }), nameOrPath);
}

const packageDesigns = new Map<string, Design>();

/** Read once, like the parts: a walk needs its designs at every step. */
function packageDesign(name: string): Design {
  const known = packageDesigns.get(name);
  if (known) return known;
  const text = readFileSync(packagePath('wiring', 'designs', `${name}.yaml`), 'utf8');
  const design = readDesign(text, `wiring/designs/${name}.yaml`);
  packageDesigns.set(name, design);
  return design;
}

/** A design from its text, by default with the package's parts. @throws OnairError bad-value with file:line:column */
export function readDesign(text: string, file: string, kinds = loadKinds()): Design {
  return parseDesign(text, file, kinds);
}
