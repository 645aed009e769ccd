import { distrusted } from './outlet/unproven.js';
import type { CycleState } from './state.js';

/**
 * Positions of the outlets whose fill valve may be stuck open by a fault, and that no pulse has shown to shut since.
 * The next job, in this program or another, has to know them: see {@link newCycle}.
 */
export function unprovenOutlets({ stage, outlets }: CycleState): number[] {
  return outlets.flatMap((outlet, index) => {
    const isMeant = stage.kind === 'fault' && (stage.fault.outlet ?? index) === index;
    const { unproven } = isMeant ? distrusted(outlet, stage.fault.code) : outlet;
    return unproven ? [index] : [];
  });
}
