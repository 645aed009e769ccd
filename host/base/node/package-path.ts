import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path of a file or folder of the package, beside package.json: the same from the sources, dist and a tarball. */
export function packagePath(...names: readonly string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (folder !== dirname(folder)) {
    const path = join(folder, ...names);
    if (existsSync(path) && existsSync(join(folder, 'package.json'))) return path;
    folder = dirname(folder);
  }
  return join(...names);
}
