import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The repository as people wrote it: text by path from the top folder; undefined for what holds no citations. */
export type Tree = ReadonlyMap<string, string | undefined>;

const NOT_WRITTEN = new Set(['node_modules', 'dist', 'coverage', '.git']);
const HOLDS_CITATIONS = /\.(ts|js|cpp|h|ino|sh|yaml|md)$/;

export function readTree(top: string): Tree {
  const tree = new Map<string, string | undefined>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(top, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) {
        tree.set(path, HOLDS_CITATIONS.test(path) ? readFileSync(join(top, path), 'utf8') : undefined);
      } else if (entry.isDirectory() && !NOT_WRITTEN.has(entry.name)) walk(path);
    }
  };
  walk('');
  return tree;
}

/** Documents of other repositories, whose names stand before them, and the summary that a guided walk writes. */
const NOT_OURS = new Set(['protocol.md', 'i2c.md', 'Readme.md', 'onair-tm-d700.md']);
/** Stands for a name that the reader puts in its place. */
const PLACEHOLDER = /\bNAME\b|\bFILE\b|#[A-Z]+$/;
/** Places on the web, with and without their scheme. */
const WEB = /https?:\/\/\S+|\b(?:[\w-]+\.)+(?:com|org|net|io|de)\/[^\s)]*/g;
/** What only the authors' own desks have. */
const OUTSIDE = /\bfacts\/\w|\.\.\/shared\b/;

const EXTENSION = 'ts|js|cpp|h|ino|sh|yaml|md|json|tsv|txt|hex|svg|png';
const CITED = new RegExp(
  `(?<![\\w./-])((?:[\\w.-]+/)*[\\w-][\\w.-]*\\.(?:${EXTENSION}))\\b(?:#([\\w-]+))?`,
  'g',
);
const LINK = /\]\(([^)#\s]*)(?:#([\w-]+))?\)/g;

/** What a file cites that is not there, and what lies outside of the repository: one line for each. */
export function brokenCitations(tree: Tree, from: string): string[] {
  const text = tree.get(from) ?? '';
  const outside = text.split('\n').filter((line) => OUTSIDE.test(line));
  const reported = outside.map((line) => `${from}: outside of the repository: ${line.trim()}`);
  const prose = text.replace(WEB, '');
  const cited = [...prose.matchAll(CITED)].filter(([, path = '']) => isOurs(tree, from, path));
  const links = from.endsWith('.md') ? prose.matchAll(LINK) : [];
  for (const [whole, path = '', anchor] of [...cited, ...links]) {
    if (PLACEHOLDER.test(whole)) continue;
    const place = path === '' ? from : placesOf(from, path).find((one) => isThere(tree, one));
    if (place === undefined && (anchor !== undefined || !isNameOfOne(tree, path))) {
      reported.push(`${from}: no file ${whole}`);
    } else if (place !== undefined && anchor !== undefined && !anchorsOf(tree.get(place) ?? '').has(anchor)) {
      reported.push(`${from}: no heading ${whole}`);
    }
  }
  return reported;
}

/** From the folder of the one who cites, then from each folder above it: so SOURCES.md is the nearest one. */
function placesOf(from: string, path: string): string[] {
  const places: string[] = [];
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    places.push(normalize(join(folder, path)).replace(/\/$/, ''));
    if (folder === '.') return places;
  }
}

/**
 * Whether a path is clearly meant for this repository: its first folder is one of ours, or it is the bare name of a
 * script or a document. `./x` and `../x` are the reader's own, or imports, which are the compiler's business.
 */
function isOurs(tree: Tree, from: string, path: string): boolean {
  const [first = '', ...rest] = path.split('/');
  if (rest.length === 0) return /\.(ts|md)$/.test(path) && !NOT_OURS.has(path);
  return !/^\.\.?$/.test(first) && placesOf(from, first).some((place) => isThere(tree, place));
}

/** A file, or a folder with one in it. */
function isThere(tree: Tree, place: string): boolean {
  return tree.has(place) || [...tree.keys()].some((path) => path.startsWith(`${place}/`));
}

/** Whether a bare name, as in "see awg.ts", is that of a file somewhere. */
function isNameOfOne(tree: Tree, name: string): boolean {
  return !name.includes('/') && [...tree.keys()].some((path) => path.endsWith(`/${name}`));
}

/** Anchors of a page as GitHub makes them: small letters, blanks to hyphens, no other signs, doubles numbered. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const counts = new Map<string, number>();
  for (const [, heading = ''] of page.replace(/^```.*?^```/gms, '').matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}
