import test from 'ava';
import { designNames, loadDesign } from '../../../wiring/node/design-files.js';
import { check } from '../../../wiring/rules/check.js';
import type { Finding } from '../../../wiring/rules/rule.js';

const key = ({ rule, where }: Finding): string => `${rule} ${where}`;

const deleted = designNames().flatMap((name) => {
  const { wires } = loadDesign(name);
  return wires.map((_, index) => ({ name, index }));
});

test(`each of the ${deleted.length} wires is missed by a rule when it is removed`, (t) => {
  const designs = new Map(designNames().map((name) => [name, loadDesign(name)]));
  const known = new Map([...designs].map(([name, design]) => [name, new Set(check(design).map(key))]));
  const unnoticed = deleted.flatMap(({ name, index }) => {
    const design = designs.get(name);
    if (!design) return [name];
    const found = check({ ...design, wires: design.wires.filter((_, at) => at !== index) });
    // Without the rules of the stripboard, which compare it with the wires.
    const others = found.filter(({ rule }) => !rule.startsWith('strip-'));
    return others.some((finding) => !known.get(name)?.has(key(finding)))
      ? []
      : [`${name}: ${design.file.wires[index]?.from} - ${design.file.wires[index]?.to}`];
  });
  t.deepEqual(unnoticed, []);
});
