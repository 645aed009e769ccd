import { encodeUi } from '../../host/packet/ax25/index.js';
import { parseCallSign } from '../../host/packet/index.js';
import type { KissFrame } from '../../host/packet/kiss/index.js';

/** A packet as a TNC hands it over. */
export function frameOf(from: string, info: string): KissFrame {
  const data = encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: [],
    info: new TextEncoder().encode(info),
  });
  return { port: 0, command: 0, data };
}
