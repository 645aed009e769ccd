import test from 'ava';
import { designNames, loadDesign } from '../../wiring/node/design-files.js';
import { coverOf, FONT, type Item, type Rect, type SheetPoint } from '../../wiring/schematic/item.js';
import { MAX_HEIGHT, type Schematic, type Sheet, schematicOf, WIDTH } from '../../wiring/schematic/sheet.js';
import { drawSchematic } from '../../wiring/schematic/svg.js';

type Wire = Extract<Item, { is: 'wire' }>;
type Segment = { readonly wire: Wire; readonly from: SheetPoint; readonly to: SheetPoint };

const sheets = new Map(designNames().map((name) => [name, schematicOf(loadDesign(name))]));

const pick = <K extends Item['is']>({ items }: Sheet, is: K): Extract<Item, { is: K }>[] =>
  items.filter((item): item is Extract<Item, { is: K }> => item.is === is);

const segmentsOf = (sheet: Sheet): Segment[] =>
  pick(sheet, 'wire').flatMap((wire) =>
    wire.points.slice(1).flatMap((to, index): Segment[] => {
      const from = wire.points[index];
      return from ? [{ wire, from, to }] : [];
    }),
  );

const rectOf = ({ from, to }: Segment): Rect => [
  Math.min(from[0], to[0]),
  Math.min(from[1], to[1]),
  Math.max(from[0], to[0]),
  Math.max(from[1], to[1]),
];

/** Two rectangles or lines share more than an edge of so many units. */
const meet = (a: Rect, b: Rect, edge = 0): boolean =>
  a[0] < b[2] - edge && b[0] < a[2] - edge && a[1] < b[3] - edge && b[1] < a[3] - edge;

/** A segment as a rectangle of some width, so that two that touch meet. */
const wide = ([left, top, right, bottom]: Rect, by = 0.5): Rect => [
  left - by,
  top - by,
  right + by,
  bottom + by,
];

const touches = (segment: Segment, [x, y]: SheetPoint): boolean =>
  meet(wide(rectOf(segment)), [x - 0.1, y - 0.1, x + 0.1, y + 0.1]);

/** Every rule of a sheet, as what is wrong with it. */
function faultsOf({ naming, cells, sheets }: Schematic): string[] {
  const { design } = naming;
  const faults: string[] = [];
  const names = new Map<string, unknown>();
  const drawn = new Map<string, number>();
  for (const pin of cells.flatMap(({ listed }) => listed)) drawn.set(pin.id, (drawn.get(pin.id) ?? 0) + 1);
  for (const [index, sheet] of sheets.entries()) {
    const say = (text: string): number => faults.push(`sheet ${index + 1}: ${text}`);
    if (sheet.height > MAX_HEIGHT) say(`${sheet.height} units high: below 2 mm on A4`);
    const covers = sheet.items.flatMap((item) => {
      const cover = coverOf(item);
      return cover ? [{ item, cover }] : [];
    });
    const segments = segmentsOf(sheet);
    const title = (item: Item): string => ('text' in item ? item.text : 'name' in item ? item.name : item.is);
    for (const [at, a] of covers.entries()) {
      if (a.cover[0] < 0 || a.cover[2] > WIDTH || a.cover[1] < 0) say(`${title(a.item)} leaves the sheet`);
      for (const b of covers.slice(at + 1)) {
        const isInBox =
          (a.item.is === 'box' && b.item.is === 'text') || (b.item.is === 'box' && a.item.is === 'text');
        if (!isInBox && meet(a.cover, b.cover, 0.5)) say(`${title(a.item)} is over ${title(b.item)}`);
      }
      for (const segment of segments)
        if (meet(a.cover, wide(rectOf(segment)), 0.6)) say(`a wire crosses ${title(a.item)}`);
    }
    const ends = new Map<string, number>();
    for (const segment of segments) {
      const { wire, from, to } = segment;
      if (from[0] !== to[0] && from[1] !== to[1]) say('a wire is oblique');
      for (const other of segments) {
        if (other.wire.net !== wire.net && meet(wide(rectOf(segment)), wide(rectOf(other))))
          say(`${naming.name(wire.net)} touches ${naming.name(other.wire.net)}`);
      }
      for (const [x, y] of [from, to]) {
        // An end in the middle of another wire has two more ways to go.
        const through = segments.filter(
          (other) => touches(other, [x, y]) && ![other.from, other.to].some(([a, b]) => a === x && b === y),
        ).length;
        ends.set(`${x} ${y}`, Math.max(ends.get(`${x} ${y}`) ?? 0, through * 2));
      }
    }
    for (const [place, through] of ends) {
      const [x = 0, y = 0] = place.split(' ').map(Number);
      const meeting = segments
        .flatMap(({ from, to }) => [from, to])
        .filter(([a, b]) => a === x && b === y).length;
      const dots = pick(sheet, 'dot').filter(({ at }) => at[0] === x && at[1] === y).length;
      if (meeting + through > 3) say(`a four-way joint at ${place}`);
      if (meeting + through === 3 && dots !== 1) say(`a joint without its dot at ${place}`);
      if (meeting + through < 3 && dots > 0) say(`a dot without a joint at ${place}`);
    }
    for (const { pin, at } of pick(sheet, 'pin')) {
      drawn.set(pin.id, (drawn.get(pin.id) ?? 0) + 1);
      const found = segments.filter((segment) => touches(segment, at));
      if (naming.isWired(pin) && found.length === 0) say(`${pin.id} has no wire`);
      for (const { wire } of found) if (wire.net !== naming.net(pin)) say(`${pin.id} is on a foreign net`);
    }
    for (const flag of [...pick(sheet, 'flag'), ...pick(sheet, 'ground')]) {
      if (!segments.some((segment) => segment.wire.net === flag.net && touches(segment, flag.at)))
        say(`the flag ${flag.text} is on no wire of its net`);
      if (flag.text === '' || flag.text === 'see the table') continue;
      if ((names.get(flag.text) ?? flag.net) !== flag.net) say(`${flag.text} names two nets`);
      names.set(flag.text, flag.net);
    }
    // A piece of copper ends at a flag, or has all pins of its net.
    const seen = new Set<Segment>();
    for (const start of segments) {
      if (seen.has(start)) continue;
      const piece = new Set([start]);
      for (const one of piece) {
        seen.add(one);
        for (const other of segments)
          if (other.wire.net === one.wire.net && meet(wide(rectOf(one)), wide(rectOf(other))))
            piece.add(other);
      }
      const has = (at: SheetPoint): boolean => [...piece].some((segment) => touches(segment, at));
      const pins = pick(sheet, 'pin')
        .filter(({ at }) => has(at))
        .map(({ pin }) => pin);
      const isNamed = [...pick(sheet, 'flag'), ...pick(sheet, 'ground')].some(({ at }) => has(at));
      if (!isNamed && start.wire.net.pins.some((pin) => !pins.includes(pin)))
        say(`${naming.name(start.wire.net)} ends without a flag`);
    }
  }
  for (const pin of design.pins.values()) {
    const count = drawn.get(pin.id) ?? 0;
    if (naming.isWired(pin) ? count !== 1 : count > 1) faults.push(`${pin.id} is drawn ${count} times`);
  }
  return faults;
}

for (const [name, schematic] of sheets) {
  test(`${name}: its schematic has every pin once, on its net, and nothing over anything else`, (t) => {
    t.deepEqual([...new Set(faultsOf(schematic))], []);
  });
}

test('the rules of a sheet notice a moved symbol, a foreign wire, a missing pin and a missing dot', (t) => {
  const schematic = sheets.get('air-up');
  const [first, ...others] = schematic?.sheets ?? [];
  if (!schematic || !first) return t.fail();
  const changed = (items: readonly Item[]): string =>
    faultsOf({ ...schematic, sheets: [{ ...first, items }, ...others] }).join('; ');
  const without = (is: Item['is']): readonly Item[] => {
    const at = first.items.findIndex((item) => item.is === is);
    return first.items.filter((_, index) => index !== at);
  };
  t.regex(changed(without('pin')), /is drawn 0 times/);
  t.regex(changed(without('dot')), /a joint without its dot/);
  t.regex(changed(without('wire')), /has no wire/);
  t.regex(changed(without('flag')), /ends without a flag/);
  const [wire, foreign] = pick(first, 'wire').filter(
    ({ net }, index, all) => index === 0 || net !== all[0]?.net,
  );
  if (!wire || !foreign) return t.fail();
  t.regex(changed([...first.items, { ...wire, net: foreign.net }]), /touches/);
  const symbol = pick(first, 'symbol')[0];
  if (!symbol) return t.fail();
  t.regex(changed([...first.items, { ...symbol, at: [symbol.at[0] + 9, symbol.at[1]] }]), /is over|crosses/);
});

test('equal drivers are drawn once, and a table names the others', (t) => {
  const texts = (sheets.get('air-up')?.sheets ?? []).flatMap((sheet) =>
    pick(sheet, 'text').map(({ text }) => text),
  );
  t.true(texts.includes('× 2'));
  t.true(texts.includes('L2 vent valve'));
});

test('a name in a sheet is XML, and its text is as large as a phone needs', (t) => {
  const [svg = '', ...more] = drawSchematic(loadDesign('tm-d700-bluetooth'));
  t.deepEqual(more, []);
  t.regex(svg, new RegExp(`^<svg [^>]*width="${WIDTH}"`));
  t.true(svg.includes(`font:${FONT}px`));
  t.is(FONT, 11);
  t.is(WIDTH, 390);
});
