import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, OnairError } from '../../host/base/error.js';
import { suggest } from '../../host/base/nearest.js';
import { packagePath } from '../../host/base/node/package-path.js';
import { type CheckedYaml, checkYaml, type Path } from '../../host/base/yaml.js';
import type { Design, Joint, Part, Pin } from './design.js';
import { type DesignFile, designShape, type PartEntry, type Pipe, type Wire } from './design-shape.js';
import { type Kind, kindsShape } from './kind.js';
import { knownKeys } from './known-keys.js';

const EXAMPLE = 'onair wiring show bench, or what onair wiring new prints';

/** Every kind of part that comes with the package, by name. */
export function loadKinds(): ReadonlyMap<string, Kind> {
  const folder = packagePath('wiring', 'parts');
  const kinds = new Map<string, Kind>();
  for (const file of readdirSync(folder).sort()) {
    const path = join(folder, file);
    const { value } = checkYaml(
      readFileSync(path, 'utf8'),
      path,
      kindsShape,
      knownKeys(kindsShape),
      'wiring/parts',
    );
    for (const [name, kind] of Object.entries(value)) kinds.set(name, kind);
  }
  return kinds;
}

/** Names of the designs that come with the package, in alphabetical order. */
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
  if (designNames().includes(nameOrPath)) {
    const path = packagePath('wiring', 'designs', `${nameOrPath}.yaml`);
    return readDesign(readFileSync(path, 'utf8'), `wiring/designs/${nameOrPath}.yaml`);
  }
  if (!/[./\\]/.test(nameOrPath)) {
    throw new OnairError('bad-value', {
      message: `there is no wiring "${nameOrPath}"`,
      hint: suggest(nameOrPath, designNames()),
    });
  }
  let text: string;
  try {
    text = readFileSync(nameOrPath, 'utf8');
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `can't read ${nameOrPath}: ${messageOf(error)}`,
      hint: 'onair wiring list names those of the package; onair wiring new prints one to start from',
    });
  }
  return readDesign(text, nameOrPath);
}

/** @throws OnairError bad-value with file:line:column */
export function readDesign(text: string, file: string, kinds = loadKinds()): Design {
  const checked = checkYaml(text, file, designShape, knownKeys(designShape), EXAMPLE);
  const { value } = checked;
  const parts = Object.entries(value.parts).map(([name, entry]) => part(name, entry, kinds, checked));
  const pins = new Map<string, Pin>();
  for (const one of parts) {
    for (const [name, spec] of Object.entries(one.kind.pins))
      pins.set(`${one.name}.${name}`, { id: `${one.name}.${name}`, part: one, name, spec });
  }
  const pinAt = (id: string, path: Path): Pin => pins.get(id) ?? unknownPin(id, path, parts, checked);
  const joints = <T extends Wire | Pipe>(key: 'wires' | 'pipes', list: readonly T[]): Joint<T>[] =>
    list.map((spec, index) => {
      const path = [key, index];
      return { spec, path, from: pinAt(spec.from, [...path, 'from']), to: pinAt(spec.to, [...path, 'to']) };
    });
  for (const [index, id] of value.open.entries()) pinAt(id, ['open', index]);
  for (const [key, id] of Object.entries(value.pins ?? {})) pinAt(id, ['pins', key]);
  return {
    name: value.design,
    file: value,
    parts,
    pins,
    wires: joints('wires', value.wires),
    pipes: joints('pipes', value.pipes),
    error: checked.error,
  };
}

function part(
  name: string,
  entry: PartEntry,
  kinds: ReadonlyMap<string, Kind>,
  { error }: CheckedYaml<DesignFile>,
): Part {
  const kind = kinds.get(entry.kind);
  if (!kind) {
    throw error(
      ['parts', name, 'kind'],
      `there is no part "${entry.kind}"`,
      suggest(entry.kind, [...kinds.keys()]),
    );
  }
  const { kind: kindName, label, note, photo: _, ...numbers } = entry;
  return { name, label: label ?? kind.title, kindName, note, kind: { ...kind, ...numbers } };
}

function unknownPin(
  id: string,
  path: Path,
  parts: readonly Part[],
  { error }: CheckedYaml<DesignFile>,
): never {
  const [partName = '', pinName = ''] = id.split('.');
  const found = parts.find(({ name }) => name === partName);
  if (!found) {
    throw error(
      path,
      `there is no part "${partName}" in this design`,
      suggest(
        partName,
        parts.map(({ name }) => name),
      ),
    );
  }
  throw error(path, `${found.label} has no pin "${pinName}"`, suggest(pinName, Object.keys(found.kind.pins)));
}
