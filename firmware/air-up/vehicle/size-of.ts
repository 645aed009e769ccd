import { OnairError } from '../../../host/base/index.js';
import { parseTireSize, tireCavity, tireSizeHint } from '../plant/index.js';
import type { VehicleTire } from './vehicle.js';

/** What `--size` says of a tire: nothing where it is not given. @throws OnairError bad-value */
export function sizeOf(size: string | undefined): Pick<VehicleTire, 'size' | 'cavity' | 'volumeError'> {
  if (size === undefined) return {};
  const parsed = parseTireSize(size);
  if (parsed) return { size, cavity: tireCavity(parsed), volumeError: parsed.error };
  throw new OnairError('bad-value', {
    message: `--size "${size}" is not a tire size`,
    hint: tireSizeHint(size),
  });
}
