import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, pack, thisRuntime } from '../packed.js';

/**
 * `npm run lint:package`: checks the packed tarball as other programs see it. publint checks the files in `exports`,
 * are-the-types-wrong how TypeScript resolves them.
 */
const folder = await mkdtemp(join(tmpdir(), 'onair-lint-'));
try {
  const { tarball } = await pack(folder);
  const lints = [
    ['publint', 'run', tarball, '--strict'],
    // There are only ES modules: results for CommonJS and the resolution of Node 10 don't matter.
    ['attw', tarball, '--profile', 'esm-only', '--no-definitely-typed', '--format', 'ascii'],
  ];
  for (const lint of lints) {
    try {
      await npm(thisRuntime(), ['exec', '--offline', '--', ...lint], '.');
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
      console.error(`${stdout}${stderr}`.trim() || error);
      process.exitCode = 1;
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
