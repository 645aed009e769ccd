import test from 'ava';
import { drawStripboard } from '../../wiring/draw/index.js';
import { guideOf } from '../../wiring/export/index.js';
import { netsOf, SOLDERED, stripboardOf } from '../../wiring/model/index.js';
import { designNames, loadDesign } from '../../wiring/node/design-files.js';

const boards = designNames().filter((name) => loadDesign(name).file.stripboard);

test('air-up has a stripboard', (t) => {
  t.true(boards.includes('air-up'));
});

for (const name of boards) {
  const design = loadDesign(name);
  const board = stripboardOf(design);

  test(`${name}: copper of the stripboard joins what the wires join, for each two pins on it`, (t) => {
    if (!board) return t.fail();
    const nets = netsOf(design, design.wires);
    // Independent of the rule: strips as nodes, flooded through links.
    const reached = (strip: number, seen = new Set([strip])): Set<number> => {
      for (const [a, b] of board.links.map((ends) => ends.map((hole) => hole.strip))) {
        if (a === undefined || b === undefined || seen.has(a) === seen.has(b)) continue;
        seen.add(a).add(b);
        reached(strip, seen);
      }
      return seen;
    };
    const spots = [...board.parts.flatMap(({ legs }) => legs), ...board.wires];
    t.true(spots.length > 20);
    for (const a of spots) {
      const strips = reached(a.hole.strip);
      for (const b of spots)
        t.is(
          strips.has(b.hole.strip),
          nets.same(a.pin, b.pin),
          `${a.pin.id} at ${a.hole.text}, ${b.pin.id} at ${b.hole.text}`,
        );
    }
  });

  test(`${name}: the steps solder links, resistors, diodes, MOSFETs, wires, in this order, each with its check`, (t) => {
    const steps = design.file.steps.filter(({ solder }) => solder);
    t.deepEqual(
      steps.map(({ solder }) => solder),
      [...SOLDERED],
    );
    for (const { check } of steps) t.truthy(check);
    const own = design.file.steps.filter(({ id }) => id !== 'flash');
    t.deepEqual(own.slice(0, steps.length), steps, 'before all else but the firmware');
  });

  test(`${name}: guide and drawing name each leg, wire and link of the stripboard`, (t) => {
    if (!board) return t.fail();
    const guide = guideOf(design);
    const drawing = drawStripboard(design);
    for (const { designator, legs } of board.parts) {
      t.regex(
        guide,
        new RegExp(`\\| ${designator} \\| .*${legs.map(({ hole }) => hole.text).join('.*')} \\|`),
      );
      t.true(drawing.includes(`>${designator}</text>`), designator);
    }
    for (const { hole } of board.wires) t.regex(guide, new RegExp(`\\| ${hole.text} \\| \\S`));
    for (const [from, to] of board.links) t.true(guide.includes(`| ${from.text} | ${to.text} |`));
  });
}

test('the guide says what the meter reads on a wrong stripboard, calculated', (t) => {
  const guide = guideOf(loadDesign('air-up'));
  t.true(
    guide.includes('| strip P | strip M | 28.5 to 31.5 kΩ | OL: R6 not in P6; 10 kΩ: R6 and R5 exchanged |'),
  );
  t.true(guide.includes('| strip G | strip B | 0.4 to 0.8 V | OL: D2 turned around;'));
  t.true(guide.includes('| strip E | strip D | 0.4 to 0.8 V | OL: Q1 turned around;'));
});
