import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../host/base/node/index.js';

/** What the fail-safe sketch reports about itself to a host. */
export interface SketchIdentity {
  /** Firmata's firmware name. */
  readonly name: string;
  /** Firmata's firmware version: `1.0`. */
  readonly version: string;
  /** Version of its lease messages. */
  readonly leases: number;
}

/** A file of firmware/failsafe. */
export function sketchPath(...names: readonly string[]): string {
  return join(packagePath('firmware', 'failsafe'), ...names);
}

/** Read from the sketch's own header, the only place for these numbers. */
export function sketchIdentity(): SketchIdentity {
  const header = readFileSync(sketchPath('src', 'firmata', 'protocol.h'), 'utf8');
  const defined = (name: string): string => {
    const value = new RegExp(`\\b${name}\\s*=?\\s*"?([^";\\s]+)`).exec(header)?.[1];
    if (value === undefined) throw new Error(`protocol.h of the sketch has no ${name}`);
    return value;
  };
  return {
    name: defined('FIRMWARE_NAME'),
    version: `${defined('FIRMWARE_MAJOR')}.${defined('FIRMWARE_MINOR')}`,
    leases: Number(defined('LEASE_VERSION')),
  };
}
