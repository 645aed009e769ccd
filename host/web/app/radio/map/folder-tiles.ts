import { tileKey } from './tile-spots.js';

/** Pictures kept in memory: some screens full. */
const MOST_IMAGES = 200;

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
