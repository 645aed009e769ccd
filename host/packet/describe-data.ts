import { printable } from '../base/index.js';
import { decodeFrame } from './ax25/index.js';
import { formatMonitor } from './monitor.js';

/** Content of a data frame: the monitor line, or why there is none. */
export function describeData(data: Uint8Array): string {
  const decoded = decodeFrame(data);
  return decoded.ok
    ? formatMonitor(decoded.frame)
    : `not an AX.25 frame (${decoded.error}): ${printable(data)}`;
}
