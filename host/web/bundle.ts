import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { bundledPackages, noticesOf } from './licenses.js';

/** Root of the package, from `dist/host/web`. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const SOURCES = join(ROOT, 'host/web/app');

/** Files that go into the site as they are. */
const AS_THEY_ARE = [
  'index.html',
  'app.css',
  'icon.svg',
  'icon-192.png',
  'icon-512.png',
  'manifest.webmanifest',
];

/** Licenses of the packages that are bundled. */
const NOTICES = 'licenses.txt';

/** The cores are written for Node; these stand in for what they use of it. */
const BROWSER: BuildOptions = {
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: ROOT,
};

/** A file of the site, and its size. */
export interface SiteFile {
  readonly name: string;
  readonly bytes: number;
  /** What goes over the air to a phone. */
  readonly gzipBytes: number;
}

/** Builds the web app: a folder of files that any server can serve under any path. @returns what it consists of */
export async function bundleSite(folder: string): Promise<readonly SiteFile[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    ...BROWSER,
    metafile: true,
    entryPoints: [{ in: join(SOURCES, 'shell/main.tsx'), out: 'app' }],
    outdir: folder,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: join(ROOT, 'host/web/tsconfig.json'),
    inject: [join(SOURCES, 'platform/node.ts'), join(SOURCES, 'platform/timers.ts')],
    alias: {
      'node:stream': 'readable-stream/lib/ours/browser.js',
      stream: 'readable-stream/lib/ours/browser.js',
      buffer: 'buffer/',
      'node:buffer': 'buffer/',
    },
  });
  await build({
    ...BROWSER,
    entryPoints: [{ in: join(SOURCES, 'platform/timers-worker.ts'), out: 'timers-worker' }],
    outdir: folder,
    format: 'iife',
  });
  for (const name of AS_THEY_ARE) await copyFile(join(SOURCES, name), join(folder, name));
  const names = (await readdir(folder)).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  await build({
    ...BROWSER,
    entryPoints: [{ in: join(SOURCES, 'shell/service-worker.ts'), out: 'service-worker' }],
    outdir: folder,
    format: 'iife',
    define: {
      FILES: JSON.stringify(names.filter((name) => name !== 'index.html')),
      VERSION: JSON.stringify(hash.digest('hex').slice(0, 12)),
    },
  });
  // Not in the cache of the service worker: for who asks.
  await writeFile(join(folder, NOTICES), noticesOf(bundledPackages(metafile, ROOT), ROOT));
  return Promise.all((await readdir(folder)).sort().map((name) => sized(folder, name)));
}

async function sized(folder: string, name: string): Promise<SiteFile> {
  const bytes = await readFile(join(folder, name));
  return { name, bytes: bytes.length, gzipBytes: gzipSync(bytes).length };
}
