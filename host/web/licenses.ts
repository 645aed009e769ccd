import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package whose code is in the web app. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The packages of which something got into a bundle, by name. @param root the folder of `node_modules` */
export function bundledPackages({ outputs }: Metafile, root: string): readonly BundledPackage[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders)].sort().flatMap((folder) => {
    if (folder === undefined) return [];
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as BundledPackage;
    return [{ name: manifest.name, version: manifest.version, license: manifest.license }];
  });
}

/** The notices that the licenses of these packages want beside their code. */
export function noticesOf(packages: readonly BundledPackage[], root: string): string {
  const notices = packages.map(({ name, version, license }) => {
    const folder = join(root, 'node_modules', name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return ['The web app contains code of these packages.\n', ...notices].join(`\n${'-'.repeat(72)}\n\n`);
}
