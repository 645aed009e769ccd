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
/** Pictures kept in memory: some screens full. */
const MOST_IMAGES = 200;

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

/** Tiles out of a folder of the user's. The page loads none from a network. */
export class FolderTiles {
  readonly #files = new Map<string, Blob>();
  readonly #images = new Map<string, ImageBitmap | undefined>();

  /** @param onImage a picture has been read */
  constructor(
    files: Iterable<File>,
    private readonly onImage: () => void,
  ) {
    for (const file of files) {
      const key = tileKey(file.webkitRelativePath);
      if (key !== undefined) this.#files.set(key, file);
    }
  }

  get count(): number {
    return this.#files.size;
  }

  /** The picture if it has been read; otherwise it is read now. */
  image(key: string): ImageBitmap | undefined {
    const known = this.#images.get(key);
    if (known || this.#images.has(key)) return known;
    const file = this.#files.get(key);
    if (!file) return undefined;
    this.#images.set(key, undefined); // on its way, or broken: it is not read twice
    createImageBitmap(file).then(
      (image) => {
        this.#images.set(key, image);
        this.#forget();
        this.onImage();
      },
      () => {},
    );
    return undefined;
  }

  #forget(): void {
    for (const [key, image] of this.#images) {
      if (this.#images.size <= MOST_IMAGES) return;
      image?.close();
      this.#images.delete(key);
    }
  }
}
