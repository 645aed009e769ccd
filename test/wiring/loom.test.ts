import test from 'ava';
import { loomOf } from '../../wiring/draw/loom.js';
import { MOST_LABEL } from '../../wiring/draw/svg.js';
import { designNames, loadDesign } from '../../wiring/model/load.js';
import { netsOf } from '../../wiring/model/nets.js';

/** Two pieces of wire that lie on each other look like one: a person would solder it so. */
for (const name of designNames()) {
  test(`${name}: no wire of one net lies on a wire of another`, (t) => {
    const design = loadDesign(name);
    for (const joints of [design.wires, design.pipes]) {
      const { strands, boxes } = loomOf(design, joints);
      const nets = netsOf(design, joints);
      const isOther = (a: (typeof strands)[number], b: (typeof strands)[number]): boolean =>
        !nets.same(a.joint.from, b.joint.from);
      for (const a of strands) {
        for (const b of strands) {
          if (a === b || !isOther(a, b)) continue;
          for (const end of [a.from, a.to])
            for (const other of [b.from, b.to])
              t.true(Math.abs(end.y - other.y) > 8, `${a.joint.is.from} and ${b.joint.is.from}`);
          if (a.track !== b.track) continue;
          const [aTop, aBottom] = [Math.min(a.from.y, a.to.y), Math.max(a.from.y, a.to.y)];
          const [bTop, bBottom] = [Math.min(b.from.y, b.to.y), Math.max(b.from.y, b.to.y)];
          t.true(
            aBottom + 5 < bTop || bBottom + 5 < aTop,
            `${a.joint.is.from} and ${b.joint.is.from} on track ${a.track}`,
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
    labels.filter((label) => label.length > MOST_LABEL),
    [],
  );
});
