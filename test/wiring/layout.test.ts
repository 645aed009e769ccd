import test from 'ava';
import { junctionsOf, layoutOf } from '../../wiring/draw/layout.js';
import { MAX_LABEL } from '../../wiring/draw/svg.js';
import { netsOf } from '../../wiring/model/nets.js';
import { designNames, loadDesign, readDesign } from '../../wiring/node/design-files.js';

/** Wires that overlap look like one wire, and a person would solder them as one. */
for (const name of designNames()) {
  test(`${name}: no wire of one net overlaps a wire of another`, (t) => {
    const design = loadDesign(name);
    for (const joints of [design.wires, design.pipes]) {
      const { bundles, boxes } = layoutOf(design, joints);
      const routes = bundles.flat();
      const nets = netsOf(design, joints);
      const isOther = (a: (typeof routes)[number], b: (typeof routes)[number]): boolean =>
        !nets.same(a.joint.from, b.joint.from);
      for (const a of routes) {
        for (const b of routes) {
          if (a === b || !isOther(a, b)) continue;
          for (const end of [a.from, a.to])
            for (const other of [b.from, b.to])
              t.true(Math.abs(end.y - other.y) > 8, `${a.joint.spec.from} and ${b.joint.spec.from}`);
          if (a.track !== b.track) continue;
          const [aTop, aBottom] = [Math.min(a.from.y, a.to.y), Math.max(a.from.y, a.to.y)];
          const [bTop, bBottom] = [Math.min(b.from.y, b.to.y), Math.max(b.from.y, b.to.y)];
          t.true(
            aBottom + 5 < bTop || bBottom + 5 < aTop,
            `${a.joint.spec.from} and ${b.joint.spec.from} on track ${a.track}`,
          );
        }
      }
      for (const side of ['left', 'right'] as const) {
        const column = boxes.filter((box) => box.side === side).sort((a, b) => a.y - b.y);
        for (const [index, box] of column.entries()) {
          const next = column[index + 1];
          if (next) t.true(next.y > box.y + box.height);
        }
      }
    }
  });
}

test('no label of the library is longer than its box', (t) => {
  const labels = designNames().flatMap((name) => loadDesign(name).parts.map(({ label }) => label));
  t.deepEqual(
    labels.filter((label) => label.length > MAX_LABEL),
    [],
  );
});

/** Height of all vertical lines of a drawing over its own height: how long the way along a line is for the eye. */
const lengthOf = (name: string): number => {
  const design = loadDesign(name);
  const { bundles, height } = layoutOf(design, design.wires);
  const lines = bundles.flat().map(({ from, to }) => Math.abs(from.y - to.y));
  return lines.reduce((sum, one) => sum + one, 0) / lines.length / height;
};

// With every neighbor of the same weight and each part moved the whole way these were 0.40 and 0.42.
for (const name of ['air-up-manifold', 'air-up-mega']) {
  test(`${name}: the parts of a valve are near each other, not at the two ends of the drawing`, (t) => {
    t.true(lengthOf(name) < 0.2, String(lengthOf(name)));
  });
}

const star = (...colors: string[]): string =>
  [
    'design: star',
    'title: Star',
    'about: one pin to many',
    'parts:',
    ...['hub', ...colors.map((_, index) => `b${index}`)].map(
      (name) => `  ${name}: { kind: resistor, ohms: 1000 }`,
    ),
    'wires:',
    ...colors.map((color, index) => `  - { from: hub.1, to: b${index}.1, color: ${color}, awg: 24, cm: 10 }`),
  ].join('\n');

test('equal wires from one pin run as one line with a dot at each branch', (t) => {
  const design = readDesign(star('red', 'red', 'red', 'blue'), 'star.yaml');
  const { bundles } = layoutOf(design, design.wires);
  t.deepEqual(
    bundles.map((bundle) => bundle.map(({ joint }) => joint.spec.to)),
    [['b0.1', 'b1.1', 'b2.1'], ['b3.1']],
  );
  const [reds, blue] = bundles;
  if (!reds || !blue) return t.fail('two bundles');
  t.is(new Set(reds.map(({ track }) => track)).size, 1);
  t.not(reds[0].track, blue[0].track);
  // The hub is at the top, three branches below it: the last one is a bend and needs no dot.
  const ends = reds.map(({ to }) => to.y).sort((a, b) => a - b);
  t.deepEqual(
    junctionsOf(reds).toSorted((a, b) => a - b),
    ends.slice(0, -1),
  );
  t.deepEqual(junctionsOf(blue), [], 'one wire alone has no branch');
});
