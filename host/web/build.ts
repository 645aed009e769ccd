import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSite } from './bundle.js';
import { wiringFiles } from './wiring-files.js';

/** `npm run web`: builds the site into `dist/web` and prints its size. */
const folder = fileURLToPath(new URL('../../web', import.meta.url));
const files = await bundleSite(folder, wiringFiles());
const kb = (some: typeof files) =>
  (some.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000).toFixed(0);
const first = kb(files.filter(({ isFirst }) => isFirst));
console.log(
  `web app: ${files.length} files in ${join('dist', 'web')}, ${kb(files)} kB gzipped; ${first} kB until the first screen`,
);
