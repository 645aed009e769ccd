import { fileProblem, OnairError } from '../../base/index.js';
import {
  ForeignFile,
  type HeardWaypoint,
  type MapFormat,
  withWaypoints,
} from '../../packet/waypoints/index.js';
import type { Files } from '../files/files.js';
import { WholeFile } from '../files/whole-file.js';

/**
 * Maximum size, bytes. The whole file is read and written for every waypoint; above 30,000 of them that is too slow.
 */
const MAX_BYTES = 8_000_000;

/** A map file that collects waypoints. It is their only storage: changes by other programs remain. */
export class MapFile {
  readonly #file: WholeFile;

  constructor(
    readonly path: string,
    private readonly format: MapFormat,
    files?: Files,
  ) {
    this.#file = new WholeFile(path, { maxBytes: MAX_BYTES, ...(files && { files }) });
  }

  /**
   * Adds waypoints; without any it checks that the file can be written. When it returns they are on the disk.
   * @throws OnairError bad-value
   */
  save(heard: readonly HeardWaypoint[]): void {
    try {
      this.#file.update((text) => this.#extended(text, heard));
    } catch (error) {
      if (error instanceof OnairError) throw error;
      throw new OnairError('bad-value', {
        message: `${this.#flag}: can't write ${this.path}: ${fileProblem(error)}`,
        hint: 'take a file in a folder that exists and that you may write to',
        details: { file: this.path },
      });
    }
  }

  #extended(text: string | undefined, heard: readonly HeardWaypoint[]): string {
    const before = text === undefined || text.trim() === '' ? this.format.empty : text;
    try {
      return withWaypoints(this.format, before, heard);
    } catch (error) {
      // A RangeError means that the nesting of the file exceeds the stack.
      if (!(error instanceof ForeignFile || error instanceof RangeError)) throw error;
      const offset = error instanceof ForeignFile ? error.offset : undefined;
      throw new OnairError('bad-value', {
        message: `${this.path}:${offset === undefined ? '' : lineAndColumn(before, offset)} ${error.message}`,
        hint: `it stays as it is: take another file for ${this.#flag}, or mend it to be ${this.format.name}`,
        details: { file: this.path },
      });
    }
  }

  get #flag(): string {
    return `--${this.format.name.toLowerCase()}`;
  }
}

function lineAndColumn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}:`;
}
