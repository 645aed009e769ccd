import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleSite } from './bundle.js';

/** `npm run web`: builds the site into `dist/web` and prints its size. */
const folder = fileURLToPath(new URL('../../web', import.meta.url));
const files = await bundleSite(folder);
const gzipKb = files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1000;
console.log(`web app: ${files.length} files in ${join('dist', 'web')}, ${gzipKb.toFixed(0)} kB gzipped`);
