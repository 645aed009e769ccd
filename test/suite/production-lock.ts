interface Locked {
  readonly dev?: boolean;
  readonly devDependencies?: unknown;
}

/** The text of a lockfile without what only the development needs: npm would install that for every user, too. */
export function productionLock(text: string): string {
  const lock = JSON.parse(text) as { readonly packages: Readonly<Record<string, Locked>> };
  const packages = Object.entries(lock.packages)
    .filter(([, { dev }]) => !dev)
    .map(([path, { devDependencies: _, ...rest }]) => [path, rest]);
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, undefined, 2)}\n`;
}
