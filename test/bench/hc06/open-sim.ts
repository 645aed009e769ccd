import { systemClock } from '../../../host/base/clock.js';
import { hc06Kind } from '../../../host/hc06/sim/kind.js';
import { DEFAULT_LINE, wireTimeMs } from '../../../host/link/line.js';
import { SimLink } from '../../../host/link/sim/sim-link.js';

/** A simulated module on a wire that counts the time of its bytes. */
export function openSim(query: Readonly<Record<string, string | number>>): {
  link: SimLink;
  wireMs: () => number;
} {
  const link = new SimLink({
    portName: 'sim:hc06',
    device: 'hc06',
    query: Object.entries(query).map(([name, value]) => [name, String(value)] as const),
    line: DEFAULT_LINE,
    devices: new Map([[hc06Kind.name, hc06Kind]]),
    clock: systemClock,
  });
  let wireMs = 0;
  link.tap = (_direction, bytes) => {
    wireMs += wireTimeMs(bytes.length, link.line);
  };
  return { link, wireMs: () => wireMs };
}
