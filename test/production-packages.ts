import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that is installed with onair. */
export interface ProductionPackage {
  readonly path: string;
  readonly version: string;
  /** As it says itself, also in the words of old packages. */
  readonly license: string;
  readonly hasInstallScript: boolean;
  /** Where the lockfile takes it from; left out: the registry. */
  readonly resolved: string | undefined;
  readonly integrity: string | undefined;
}

interface Locked {
  readonly version: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
}

/** Every package of the lockfile that is no development dependency. */
export function productionPackages(): readonly ProductionPackage[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version, hasInstallScript = false, resolved, integrity }]) => {
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Readonly<
        Record<string, unknown>
      >;
      return { path, version, license: licenseOf(manifest), hasInstallScript, resolved, integrity };
    });
}

function licenseOf({ license, licenses }: Readonly<Record<string, unknown>>): string {
  if (typeof license === 'string') return license;
  const [first] = Array.isArray(licenses) ? (licenses as { readonly type?: string }[]) : [];
  return first?.type ?? 'none';
}
