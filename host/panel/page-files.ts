import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileAt, type PageFile } from './page-file.js';

/** The page's own files; nothing else in the folder is served. */
const OWN = [
  'index.html',
  'theme.css',
  'panel.css',
  'panel.js',
  'connection.js',
  'hold.js',
  'plot.js',
  'show.js',
  'units.js',
  'icon.svg',
] as const;

/** uPlot, unchanged from its package. */
const PLOT = { 'uplot.js': 'uPlot.iife.min.js', 'uplot.css': 'uPlot.min.css' } as const;

/** All files of the page, by path; read once. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const plot = dirname(createRequire(import.meta.url).resolve('uplot'));
  const files = new Map<string, PageFile>();
  for (const name of OWN)
    files.set(name === 'index.html' ? '/' : `/${name}`, fileAt(join(pageFolder(), name)));
  for (const [name, original] of Object.entries(PLOT)) files.set(`/${name}`, fileAt(join(plot, original)));
  return files;
}

/** The page is served as written: from the sources, `dist` and a tarball alike. */
function pageFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return here.includes(join('dist', 'host', 'panel'))
    ? join(here, '..', '..', '..', 'host', 'panel', 'page')
    : join(here, 'page');
}
