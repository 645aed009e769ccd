import type { Point } from '../../../../packet/index.js';
import { ENGLISH_APRS } from '../../../../text/aprs/index.js';
import { language } from '../../shell/words.js';
import type { Plotted } from '../heard/plotted.js';
import type { FolderTiles } from './folder-tiles.js';
import { toWorld, worldPerKm } from './mercator.js';
import { ringDistances } from './rings.js';
import { tilesIn } from './tile-spots.js';
import { type Pixel, pixelOf, type Size, type View } from './view.js';

/** What a map shows. */
export interface MapPicture {
  readonly view: View;
  readonly size: Size;
  readonly stations: readonly Plotted[];
  readonly selected: string | undefined;
  readonly ownPlace: Point | undefined;
  readonly tiles: FolderTiles | undefined;
  /** Stands in it while there is no station. */
  readonly none: string;
}

/** Colors of the page, dark or light. */
export interface Colors {
  readonly ground: string;
  readonly ink: string;
  readonly line: string;
  readonly link: string;
  readonly go: string;
}

const DOT_PX = 5;
const FONT_PX = 14;
/** A cell of this size, CSS pixels, shows at most one name, so that names do not overlap. */
const NAME_CELL: Size = { width: 84, height: 18 };

/** Draws the whole map again. */
export function paint(context: CanvasRenderingContext2D, picture: MapPicture, colors: Colors): void {
  const { size, ownPlace } = picture;
  context.fillStyle = colors.ground;
  context.fillRect(0, 0, size.width, size.height);
  context.font = `${FONT_PX}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  paintTiles(context, picture);
  if (ownPlace) paintRings(context, picture, ownPlace, colors);
  paintStations(context, picture, colors);
  if (picture.stations.length === 0) paintNone(context, picture, colors);
}

function paintNone(
  context: CanvasRenderingContext2D,
  { size, none }: MapPicture,
  { ink, ground }: Colors,
): void {
  const { width } = context.measureText(none);
  write(context, none, { left: Math.max(FONT_PX, (size.width - width) / 2), top: 2 * FONT_PX }, ink, ground);
}

function paintTiles(context: CanvasRenderingContext2D, { view, size, tiles }: MapPicture): void {
  if (!tiles) return;
  for (const spot of tilesIn(view, size)) {
    const image = tiles.image(spot.key);
    if (!image) continue;
    const { left, top } = pixelOf(view, size, spot);
    const width = spot.width * view.scale;
    context.drawImage(image, left, top, width, width);
  }
}

const CARDINALS = [
  { degrees: 0, x: 0, y: -1 },
  { degrees: 90, x: 1, y: 0 },
  { degrees: 180, x: 0, y: 1 },
  { degrees: 270, x: -1, y: 0 },
] as const;

/** Distance rings and the four bearings around the own place. */
function paintRings(
  context: CanvasRenderingContext2D,
  { view, size }: MapPicture,
  at: Point,
  { line, ink, go, ground }: Colors,
): void {
  const { words } = language.value.aprs ?? ENGLISH_APRS;
  const { left, top } = pixelOf(view, size, toWorld(at));
  const distances = ringDistances(view, size, at);
  const radius = (km: number): number => km * worldPerKm(at) * view.scale;
  const outer = radius(distances.at(-1) ?? 0);
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.beginPath();
  for (const km of distances) {
    context.moveTo(left + radius(km), top);
    context.arc(left, top, radius(km), 0, 2 * Math.PI);
  }
  for (const { x, y } of CARDINALS) {
    context.moveTo(left, top);
    context.lineTo(left + x * outer, top + y * outer);
  }
  context.stroke();
  for (const km of distances) {
    write(
      context,
      `${words.number(String(Number(km.toPrecision(3))))} km`,
      { left: left + 4, top: top - radius(km) - 8 },
      ink,
      ground,
    );
  }
  for (const { degrees, x, y } of CARDINALS) {
    write(
      context,
      words.compass(degrees),
      { left: left + x * (outer + 10) - 5, top: top + y * (outer + 24) },
      ink,
      ground,
    );
  }
  dot(context, { left, top }, go, ground, DOT_PX + 2);
}

function paintStations(
  context: CanvasRenderingContext2D,
  { view, size, stations, selected }: MapPicture,
  { ink, link, go, ground }: Colors,
): void {
  const named = new Set<string>();
  /** On the right of its dot; on the left where the picture ends. */
  const writeBeside = (gap: number, name: string, { left, top }: Pixel): void => {
    const isAtEnd = left + NAME_CELL.width > size.width;
    context.textAlign = isAtEnd ? 'right' : 'left';
    write(context, name, { left: isAtEnd ? left - gap : left + gap, top }, ink, ground);
  };
  let chosen: { readonly name: string; readonly at: Pixel } | undefined;
  // The latest last in the list, so it is drawn on top; its name is the first to get room.
  const seen = stations
    .map(({ name, place }) => ({ name, at: pixelOf(view, size, toWorld(place)) }))
    .filter(
      ({ at }) => at.left > -NAME_CELL.width && at.left < size.width && at.top > 0 && at.top < size.height,
    );
  for (const { at } of seen) dot(context, at, link, ground, DOT_PX);
  for (const { name, at } of seen.toReversed()) {
    if (name === selected) chosen = { name, at };
    const cell = `${Math.floor(at.left / NAME_CELL.width)} ${Math.floor(at.top / NAME_CELL.height)}`;
    if (named.has(cell)) continue;
    named.add(cell);
    writeBeside(DOT_PX + 3, name, at);
  }
  if (!chosen) return;
  dot(context, chosen.at, go, ink, DOT_PX + 4);
  writeBeside(DOT_PX + 7, chosen.name, chosen.at);
}

function dot(
  context: CanvasRenderingContext2D,
  { left, top }: Pixel,
  fill: string,
  edge: string,
  radius: number,
): void {
  context.beginPath();
  context.arc(left, top, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = 2;
  context.stroke();
}

/** Text with an edge, so that it can be read on tiles too. */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  { left, top }: Pixel,
  ink: string,
  ground: string,
): void {
  context.strokeStyle = ground;
  context.lineWidth = 3;
  context.strokeText(text, left, top);
  context.fillStyle = ink;
  context.fillText(text, left, top);
}
