import type { Size, View } from './view.js';
import { worldOf } from './view.js';

/** A tile of 256 pixels in the scheme of web maps: `z/x/y`. */
export interface TileSpot {
  readonly key: string;
  /** Of its upper left corner, and its width, in widths of the world. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const TILE_PX = 256;
const MOST_ZOOM = 20;

/** The tiles that cover a view. */
export function tilesIn(view: View, size: Size): readonly TileSpot[] {
  const zoom = Math.max(0, Math.min(MOST_ZOOM, Math.round(Math.log2(view.scale / TILE_PX))));
  const count = 2 ** zoom;
  const from = worldOf(view, size, { left: 0, top: 0 });
  const to = worldOf(view, size, { left: size.width, top: size.height });
  const column = (x: number): number => Math.max(0, Math.min(count - 1, Math.floor(x * count)));
  const spots: TileSpot[] = [];
  for (let x = column(from.x); x <= column(to.x); x++) {
    for (let y = column(from.y); y <= column(to.y); y++) {
      spots.push({ key: `${zoom}/${x}/${y}`, x: x / count, y: y / count, width: 1 / count });
    }
  }
  return spots;
}

/** `.../12/1204/1540.png` of a folder that was chosen is `12/1204/1540`; undefined for any other file. */
export function tileKey(path: string): string | undefined {
  const [, zoom, x, y] = /(?:^|\/)(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.(?:png|jpe?g|webp)$/i.exec(path) ?? [];
  return zoom === undefined ? undefined : `${zoom}/${x}/${y}`;
}
