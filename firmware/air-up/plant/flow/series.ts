import type { Conductance } from './flow.js';

const HALVINGS = 60;

/** Share of the choked flow at which the one part and the chain agree: of 0.5 to 1 the value with the least error. */
const MATCHED_LOAD = 0.8;

/**
 * One conductance for several in series. From 1 bar at the inlet each part leaves the next one the pressure
 * p2 = p1 (b + (1 - b) sqrt(1 - (q / (C p1))^2)). The largest flow that the chain can carry, found by bisection, is
 * its C, exactly; its b makes the ellipse fit the chain at 0.8 of that flow, with an error of at most 2 % in between.
 * With b = 0 everywhere this is 1/C^2 = sum of 1/C_i^2, exactly.
 * Source: the method of ISO 6358-3 (part by part, numerically); SOURCES.md#conductance.
 */
export function inSeries(...parts: readonly [Conductance, ...Conductance[]]): Conductance {
  let low = 0;
  let high = Math.min(...parts.map((part) => part.lPerSBar));
  for (let i = 0; i < HALVINGS; i++) {
    const flow = (low + high) / 2;
    if (outletBar(parts, flow) === undefined) high = flow;
    else low = flow;
  }
  const ratio = outletBar(parts, MATCHED_LOAD * low) ?? 0;
  const ellipse = Math.sqrt(1 - MATCHED_LOAD ** 2);
  return { lPerSBar: low, criticalRatio: Math.max(0, (ratio - ellipse) / (1 - ellipse)) };
}

/** Pressure behind the chain, bar, with 1 bar before it; undefined for a flow that it can't carry. */
function outletBar(parts: readonly Conductance[], flowLPerS: number): number | undefined {
  let bar = 1;
  for (const { lPerSBar, criticalRatio: b } of parts) {
    const load = flowLPerS / (lPerSBar * bar);
    if (!(load <= 1)) return undefined;
    bar *= b + (1 - b) * Math.sqrt(1 - load * load);
  }
  return bar;
}
