import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { foldersIn, type UserFolders } from '../own-folders.js';

/**
 * Empty folders for settings and state, which all tests of a part get instead of the user's. HOME itself stays: npm and
 * git have their settings there. A test that starts onair gives it folders of its own (`ownFolders`), so that no test
 * sees what another has left; what is here at the end is of one that did not.
 */
export class PartFolders {
  readonly #folder = mkdtempSync(join(tmpdir(), 'onair-suite-'));
  readonly env: UserFolders = foldersIn(this.#folder);

  constructor() {
    for (const folder of Object.values(this.env)) mkdirSync(folder);
  }

  /** Files that onair has written here, in alphabetical order. Other programs (a browser) may leave theirs. */
  left(): readonly string[] {
    return Object.values(this.env)
      .flatMap((folder) => filesBelow(join(folder, 'onair')))
      .map((path) => relative(this.#folder, path))
      .sort();
  }

  remove(): void {
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch {
      // a browser that is about to end may still write here
    }
  }
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch {
    return []; // there is none: nothing was written
  }
}
