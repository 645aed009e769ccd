import type { Pin } from '../../model/index.js';
import type { Wiring } from '../rule.js';

/** Ports that air reaches from this one through fittings and hoses alone. */
export function portsFrom({ air, design }: Wiring, start: Pin): ReadonlySet<Pin> {
  const seen = new Set<Pin>();
  const queue = [start];
  for (let port = queue.shift(); port; port = queue.shift()) {
    for (const near of air.of(port).pins) {
      if (seen.has(near)) continue;
      seen.add(near);
      if (near.part.kind.what !== 'fitting') continue;
      queue.push(...[...design.pins.values()].filter(({ part }) => part === near.part));
    }
  }
  return seen;
}
