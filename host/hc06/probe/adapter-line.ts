import { OnairError } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import type { ModuleLine } from '../dialects/dialect.js';

/**
 * Sets the adapter to a line.
 * @returns the error of an adapter that does not support the rate
 * @throws OnairError port-lost if the link is gone
 */
export async function setAdapter(link: Link, line: ModuleLine): Promise<OnairError | undefined> {
  try {
    await link.reconfigure(line);
    return undefined;
  } catch (error) {
    if (error instanceof OnairError && link.isOpen) return error;
    throw error;
  }
}
