import type { Applied } from '../../../hc06/index.js';

/**
 * A line for a Mac: macOS makes the path of a paired module from its name, so a new name means another port
 * (host/link/ports/list.ts). Elsewhere nothing.
 */
export function macPortLines(
  applied: readonly Pick<Applied, 'setting'>[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  if (platform !== 'darwin' || !applied.some(({ setting }) => setting === 'name')) return [];
  return [
    'On a Mac its Bluetooth port has its name: remove the pairing, pair again, and take the new /dev/cu.NAME (onair ports).',
  ];
}
