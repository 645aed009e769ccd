import { suggest } from '../../host/base/index.js';
import { type CheckedYaml, checkYaml, type Path } from '../../host/base/yaml/index.js';
import type { Design, Joint, Part, Pin } from './design.js';
import { type DesignFile, designShape, type PartEntry, type Pipe, type Wire } from './design-shape.js';
import { type Kind, kindsShape } from './kind.js';
import { knownKeys } from './known-keys.js';

const EXAMPLE = 'onair wiring show bench, or what onair wiring new prints';

/** Every kind of part in a file of wiring/parts, by name. @throws OnairError bad-value with file:line:column */
export function parseKinds(text: string, file: string): Readonly<Record<string, Kind>> {
  return checkYaml(text, file, kindsShape, knownKeys(kindsShape), 'wiring/parts').value;
}

/**
 * A design from its text, with parts of these kinds.
 * @throws OnairError bad-value with file:line:column
 */
export function parseDesign(text: string, file: string, kinds: ReadonlyMap<string, Kind>): Design {
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
  for (const [name, legs] of Object.entries(value.stripboard?.parts ?? {})) {
    for (const pin of Object.keys(legs)) pinAt(`${name}.${pin}`, ['stripboard', 'parts', name, pin]);
  }
  for (const [hole, id] of Object.entries(value.stripboard?.wires ?? {}))
    pinAt(id, ['stripboard', 'wires', hole]);
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
