import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { portOf } from '../real-time/port-of.js';

type Manifest = Readonly<Record<string, unknown>> & { readonly name: string; readonly version: string };

/** A registry on this computer, until it is closed. */
export interface Registry {
  readonly url: string;
  close(): void;
}

/** Where what is bundled, or must not be taken, can't be fetched. */
const nowhere = (name: string, version: string): string => `http://127.0.0.1:9/${name}-${version}.tgz`;

/** Where it usually is: npm has it in its cache, by its hash. */
const usual = (name: string, version: string): string =>
  `https://registry.npmjs.org/${name}/-/${name.replace(/^@[^/]+\//, '')}-${version}.tgz`;

/** A later version than any that is tested, within every range that lets the minor version rise. */
const later = (version: string): string => `${version.split('.')[0]}.9999.0`;

/**
 * A registry that has this tarball, every package of its lockfile, and of each a later version that can't be installed:
 * an installation that follows the lockfile does without, any other takes the later ones and fails.
 */
export async function registryOf(tarball: string, manifest: Manifest, lock: string): Promise<Registry> {
  const bytes = readFileSync(tarball);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const versions = new Map<string, Record<string, Manifest>>();
  const add = (one: Manifest): void => {
    versions.set(one.name, { ...versions.get(one.name), [one.version]: one });
  };
  const { packages } = JSON.parse(lock) as {
    packages: Record<
      string,
      { version: string; inBundle?: boolean; integrity?: string; hasInstallScript?: boolean }
    >;
  };
  for (const [path, { inBundle = false, integrity: hash, hasInstallScript = false }] of Object.entries(
    packages,
  )) {
    if (path === '') continue;
    const found = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
    // Where an override has put another package under the name, a user has the package itself.
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const one = { ...found, name, hasInstallScript };
    add({
      ...one,
      dist: {
        tarball: inBundle ? nowhere(name, found.version) : usual(name, found.version),
        integrity: hash,
      },
    });
    add({ ...one, version: later(found.version), dist: { tarball: nowhere(name, later(found.version)) } });
  }
  const server = createServer((request, response) => {
    if (request.url === '/onair.tgz') return void response.end(bytes);
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const all = versions.get(name);
    if (!all) return void response.writeHead(404).end('{}');
    const latest = Object.keys(all).at(-1);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: all }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(server)}/`;
  add({ ...manifest, _hasShrinkwrap: true, dist: { tarball: `${url}onair.tgz`, integrity } });
  return { url, close: () => server.close() };
}
