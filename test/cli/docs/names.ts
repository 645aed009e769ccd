import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folders of others, and of what is made. */
const NOT_OURS = ['node_modules', 'dist', '.git'];

/** Every file and folder of ours, from the top folder on. */
function paths(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? [path, ...paths(path)] : [path];
    });
}
const PATHS = paths();
const NAMES = new Set(PATHS.map((path) => basename(path)));

/** Files of the reader, and paths that are none of a disk. */
const READERS: readonly RegExp[] = [
  /^(\/|\.\/|https?:)/, // /dev/ttyUSB0, ./my-radio.yaml, /metrics
  /^modules?\.yaml$/,
  /^(my-|FILE)/,
];

/** What other programs import: `onair/packet`. */
const IMPORTS: readonly string[] = Object.keys(
  (
    JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>;
    }
  ).exports,
).map((name) => name.replace(/^\./, 'onair'));

/** Words in backticks that look like a path or a file of ours. */
const PATH =
  /^\.?[\w.*-]+(\/[\w.*-]+)*(\/|\.(ts|js|cjs|json|md|yaml|tsv|h|ino|sh|png|hex))$|^[\w.-]+(\/[\w.-]+)+$/;

/** What a document writes in backticks, outside of its blocks. */
export function ticked(document: string): string[] {
  const prose = readFileSync(document, 'utf8').replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text.replace(/\s+/g, ' '));
}

/** The paths that a document names and that are not there: beside it, or from the top; a bare name may be anywhere. */
export function missingPaths(document: string): string[] {
  return ticked(document)
    .filter(
      (text) => PATH.test(text) && !IMPORTS.includes(text) && !READERS.some((reader) => reader.test(text)),
    )
    .filter((text) => {
      const path = text.replace(/\/$/, '');
      const isAnywhere = !path.includes('/') && NAMES.has(path);
      return !isAnywhere && !foldersOf(document).some((folder) => isThere(join(folder, path)));
    });
}

/** Where a path may begin: at the top, or in a folder of the document's folder. */
function foldersOf(document: string): string[] {
  const own = dirname(document);
  return ['.', own, ...PATHS.filter((path) => dirname(path) === own)];
}

/** NAME and * stand for any file of a folder. */
function isThere(path: string): boolean {
  if (!/NAME|\*/.test(path)) return existsSync(path);
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/NAME|\*/g, '[\\w-]+')}$`);
  return PATHS.some((each) => pattern.test(each));
}

/** The anchors of a document, as GitHub makes them from its headings. */
export function anchorsOf(document: string): string[] {
  const prose = readFileSync(document, 'utf8').replace(/^```.*?^```/gms, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The links of a document to a place that is not there. */
export function deadLinks(document: string): string[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/\]\(([^)]+)\)|src="([^"]+)"/g)]
    .map(([, link, image]) => link ?? image ?? '')
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? document : join(dirname(document), path);
      if (!existsSync(file)) return true;
      return anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
}
