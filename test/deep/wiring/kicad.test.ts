import test from 'ava';
import { jointsCsv, kicadOf } from '../../../wiring/export/index.js';
import { designNames, loadDesign, readDesign } from '../../../wiring/node/index.js';

type Node = string | readonly Node[];

/** Reads an s-expression by KiCad's grammar, token by token; shares nothing with what writes it. */
function read(text: string): Node {
  const tokens = [...text.matchAll(/\s*(?:([()])|"((?:[^"\\]|\\.)*)"|([^\s()"]+))/gsy)];
  if (tokens.map(([all]) => all).join('').length !== text.trimEnd().length) throw new Error('not read whole');
  const stack: Node[][] = [[]];
  for (const [, bracket, quoted, bare] of tokens) {
    if (bracket === '(') stack.push([]);
    else if (bracket === ')') {
      const list = stack.pop() ?? [];
      stack.at(-1)?.push(list);
    } else stack.at(-1)?.push(quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  if (stack.length !== 1 || stack[0]?.length !== 1) throw new Error('brackets do not match');
  return stack[0][0] ?? '';
}

const lists = (node: Node | undefined, word: string): (readonly Node[])[] =>
  typeof node === 'string' || node === undefined
    ? []
    : node.flatMap((one) => (typeof one !== 'string' && one[0] === word ? [one] : []));
const text = (node: Node | undefined, word: string): string => {
  const value = lists(node, word)[0]?.[1];
  return typeof value === 'string' ? value : '';
};

for (const name of designNames()) {
  test(`${name}: KiCad's netlist, read back, joins what the wires join, and nothing else`, (t) => {
    const design = loadDesign(name);
    const file = read(kicadOf(design));
    const parts = new Map(
      lists(lists(file, 'components')[0], 'comp').map((comp) => [
        text(comp, 'ref'),
        String(lists(lists(comp, 'fields')[0], 'field')[0]?.[2]),
      ]),
    );
    const nets = lists(lists(file, 'nets')[0], 'net').map((net) => ({
      name: text(net, 'name'),
      pins: new Set(lists(net, 'node').map((node) => `${parts.get(text(node, 'ref'))}.${text(node, 'pin')}`)),
    }));
    t.is(new Set(nets.map((net) => net.name)).size, nets.length, 'each net has a name of its own');
    const at = new Map(nets.flatMap((net, index) => [...net.pins].map((pin) => [pin, index] as const)));
    t.is(
      at.size,
      nets.reduce((sum, { pins }) => sum + pins.size, 0),
      'no pin is in two nets',
    );
    for (const { from, to } of design.wires)
      t.is(at.get(from.id), at.get(to.id) ?? -1, `${from.id} - ${to.id}`);
    t.deepEqual(
      [...at.keys()].sort(),
      [...new Set(design.wires.flatMap(({ from, to }) => [from.id, to.id]))].sort(),
    );
    // A tree of n pins has n - 1 wires; what is more closes a loop. Fewer would mean that a net joins too much.
    for (const { pins } of nets)
      t.true(design.wires.filter(({ from }) => pins.has(from.id)).length >= pins.size - 1);
    const kinds = lists(lists(file, 'libparts')[0], 'libpart').map((part) => text(part, 'part'));
    for (const comp of lists(lists(file, 'components')[0], 'comp'))
      t.true(kinds.includes(text(lists(comp, 'libsource')[0], 'part')));
  });
}

test('labels with quotes, backslashes and line breaks are read back as one text', (t) => {
  const own = readDesign(
    'design: own\ntitle: own\nabout: own\nparts:\n  a: { kind: hc-06, label: "x\\" (\\\\ y\\nz)" }\n',
    'own.yaml',
  );
  const [comp] = lists(lists(read(kicadOf(own)), 'components')[0], 'comp');
  t.is(text(comp, 'value'), 'x" (\\ y z)');
});

test('CSV: a row for each wire and each pipe', (t) => {
  const design = loadDesign('air-up');
  const rows = jointsCsv(design).trimEnd().split('\r\n');
  t.is(rows.length, 1 + design.wires.length + design.pipes.length);
  t.is(rows[1], 'battery.-,ground.T,black,18,60,,,"one lead for board, valves and relay"');
});
