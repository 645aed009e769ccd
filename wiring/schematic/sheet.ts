import type { Design, Part } from '../model/index.js';
import { blockCell } from './block.js';
import { chainCell, chainsOf } from './chain.js';
import { driverCell, driversOf, groupsOf } from './driver.js';
import { type Cell, type Item, LINE, moved } from './item.js';
import { legendCell } from './legend.js';
import { type Naming, namingOf } from './naming.js';
import { piecesOf, type TwoPin, wrapped } from './piece.js';

/** Width of a sheet: a phone. */
export const WIDTH = 390;
/** Longest sheet: on A4 its text is then 2 mm high (277 mm of paper for 1,500 units, 11 units a letter). */
export const MAX_HEIGHT = 1500;

/** One page of a schematic: its things with their places. */
export interface Sheet {
  readonly items: readonly Item[];
  readonly height: number;
}

/** The sheets of a design, with the names of its nets and the pins that only a table names. */
export interface Schematic {
  readonly naming: Naming;
  readonly cells: readonly Cell[];
  readonly sheets: readonly Sheet[];
}

/** Function of a part by its class; the first one of a cell's parts in this order is the cell's. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  Board: ['board'],
  'Supply and pump': ['battery', 'fuse', 'switch', 'relay', 'pump', 'terminals', 'regulator'],
  'Drivers of the coils': ['transistor', 'valve'],
  'Buttons, display and signals': ['button', 'display', 'buzzer'],
  Sensors: ['sensor'],
  'Modules and connectors': ['module', 'connector'],
  'Other parts': [],
};

/** Order of the functions on the sheets. */
const ORDER = ['Supply and pump', ...Object.keys(FUNCTIONS).filter((name) => name !== 'Supply and pump')];

/** The function of these parts; a resistor or a diode alone belongs to its neighbors. */
function functionOf(parts: readonly Part[], { net, isGround, design }: Naming): string {
  const of = (some: readonly Part[]): string | undefined =>
    Object.keys(FUNCTIONS).find((name) => some.some(({ kind }) => FUNCTIONS[name]?.includes(kind.what)));
  const nets = [...design.pins.values()].filter(({ part }) => parts.includes(part)).map(net);
  const near = nets.filter((one) => !isGround(one)).flatMap(({ pins }) => pins.map(({ part }) => part));
  return of(parts) ?? of(near.filter(({ kind }) => kind.what !== 'board')) ?? of(near) ?? 'Other parts';
}

/** A design as a schematic: by function, each part in a cell with its wires, the cells joined by the names of nets. */
export function schematicOf(design: Design): Schematic {
  const naming = namingOf(design);
  const cells = cellsOf(naming);
  const ordered = ORDER.flatMap((heading) => cells.filter((cell) => cell.heading === heading));
  const all = [...ordered, legendCell(ordered, naming)];
  return { naming, cells: all, sheets: pagesOf(all, design) };
}

function cellsOf(naming: Naming): readonly Cell[] {
  const pieces = new Map(naming.parts.map((part) => [part, piecesOf(part, naming)]));
  const all = [...pieces.values()].flatMap((some) => some ?? []);
  const drivers = driversOf(all, naming);
  const used = new Set(drivers.flatMap(({ coil, diode, pullDown }): TwoPin[] => [coil, diode, pullDown]));
  const driven = new Set(drivers.map(({ transistor }) => transistor));
  return [
    ...chainsOf(
      all.filter((piece) => !used.has(piece)),
      naming,
    ).map((chain) =>
      chainCell(
        chain,
        naming,
        functionOf(
          chain.map(({ part }) => part),
          naming,
        ),
      ),
    ),
    ...groupsOf(drivers, naming).flatMap(([first, ...rest]) =>
      first ? [driverCell([first, ...rest], naming, 'Drivers of the coils')] : [],
    ),
    ...naming.parts
      .filter((part) => !pieces.get(part) && !driven.has(part))
      .map((part) => blockCell(part, naming, functionOf([part], naming))),
  ];
}

/** Cells in rows, under the headings of their functions, on as many sheets as they need. */
function pagesOf(cells: readonly Cell[], design: Design): readonly Sheet[] {
  const sheets: { items: Item[]; height: number }[] = [];
  let sheet = { items: titleItems(design), height: titleItems(design).length * (LINE + 4) + 12 };
  sheets.push(sheet);
  let heading = '';
  for (const row of rowsOf(cells)) {
    const tall = Math.max(...row.map(({ height }) => height));
    if (sheet.height + tall + 40 > MAX_HEIGHT) {
      sheet = { items: [], height: 8 };
      sheets.push(sheet);
      heading = '';
    }
    const [first] = row;
    if (first && first.heading !== heading) {
      heading = first.heading;
      sheet.items.push({ is: 'text', at: [8, sheet.height + 18], text: heading, style: 'heading' });
      sheet.height += 32;
    }
    let x = 0;
    for (const cell of row) {
      const at = [x, sheet.height] as const;
      sheet.items.push(...cell.items.map((item) => moved(item, at)));
      x += cell.width;
    }
    sheet.height += tall + 8;
  }
  return sheets;
}

/** Two narrow cells of one function share a row. */
function rowsOf(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  const narrowFirst = ORDER.concat('Legend').flatMap((heading) => {
    const own = cells.filter((cell) => cell.heading === heading);
    return [...own.filter(({ width }) => width < WIDTH), ...own.filter(({ width }) => width >= WIDTH)];
  });
  for (const cell of narrowFirst) {
    const row = rows.at(-1);
    const [first] = row ?? [];
    if (row?.length === 1 && first && first.heading === cell.heading && first.width + cell.width <= WIDTH)
      row.push(cell);
    else rows.push([cell]);
  }
  return rows;
}

function titleItems(design: Design): Item[] {
  return wrapped(design.file.title, 40).map((text, line) => ({
    is: 'text',
    at: [8, 22 + line * (LINE + 4)],
    text,
    style: 'title',
  }));
}
