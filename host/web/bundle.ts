import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { bundledPackages, noticesOf } from './licenses.js';

/** Root of the package, from `dist/host/web`. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const SOURCES = join(ROOT, 'host/web/app');
/** Colors and sizes that the page shares with the panel. */
const THEME = join(ROOT, 'host/panel/page/theme.css');

/** Files that go into the site as they are. */
const AS_THEY_ARE = ['index.html', 'icon.svg', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest'];

/** What a browser loads with the page, beside its scripts. */
const FIRST = ['index.html', 'app.css', 'icon.svg', 'manifest.webmanifest', 'timers-worker.js'];
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
  /** Whether it is loaded before the first screen can be used. */
  readonly isFirst: boolean;
}

/**
 * Builds the web app: a folder of files that any server can serve under any path.
 * @param data files that a door loads when it is opened: name and text
 * @returns what it consists of
 */
export async function bundleSite(
  folder: string,
  data: ReadonlyMap<string, string>,
): Promise<readonly SiteFile[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    ...BROWSER,
    metafile: true,
    entryPoints: [{ in: join(SOURCES, 'shell/main.tsx'), out: 'app' }],
    outdir: folder,
    format: 'esm',
    // A door is loaded when it is opened.
    splitting: true,
    chunkNames: 'part-[hash]',
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
  const styles = await Promise.all([THEME, join(SOURCES, 'app.css')].map((path) => readFile(path)));
  await writeFile(join(folder, 'app.css'), Buffer.concat(styles));
  for (const [name, text] of data) await writeFile(join(folder, name), text);
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
  const first = new Set([...FIRST, ...scriptsAtStart(metafile)]);
  return Promise.all((await readdir(folder)).sort().map((name) => sized(folder, name, first)));
}

/** Names of the script of the page and of what it imports before it runs. */
function scriptsAtStart({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: other, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') add(other);
  };
  for (const path of Object.keys(outputs)) if (basename(path) === 'app.js') add(path);
  return new Set([...found].map((path) => basename(path)));
}

async function sized(folder: string, name: string, first: ReadonlySet<string>): Promise<SiteFile> {
  const bytes = await readFile(join(folder, name));
  return { name, bytes: bytes.length, gzipBytes: gzipSync(bytes).length, isFirst: first.has(name) };
}
