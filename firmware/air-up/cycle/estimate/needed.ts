import type { OutletState } from '../outlet/outlet-state.js';
import { tireOf } from '../outlet/outlet-step.js';
import type { CycleState } from '../state.js';

/** Time that the tire on an outlet likely still needs, ms; undefined before its first pulse. */
export function neededMs(state: CycleState, outlet: OutletState, targetPsi: number): number | undefined {
  const { phase } = outlet;
  const pulse = phase.kind === 'open' || phase.kind === 'settling' ? phase.pulse : undefined;
  const nowPsi = pulse ? pulse.air.likely.hotPsi - state.job.ambientPsi : outlet.settledPsi;
  const rate = Math.abs(
    pulse && outlet[pulse.direction].pulses > 0 ? pulse.ratePsiPerS : (outlet.ratePsiPerS ?? 0),
  );
  if (nowPsi === undefined || !(rate > 0)) return undefined;
  return (Math.abs(targetPsi - nowPsi) / rate) * 1000;
}

/** Time that the whole job likely still needs the pump, ms; undefined while a tire is still unknown. */
export function neededRunMs(state: CycleState): number | undefined {
  let sum = 0;
  for (const [index, outlet] of state.outlets.entries()) {
    const config = state.job.outlets[index];
    if (!config || outlet.phase.kind === 'idle' || outlet.phase.kind === 'guard') continue;
    const tire = tireOf(outlet, config);
    if (tire === undefined || outlet.turn < config.tires.length - 1) return undefined;
    const needed = neededMs(state, outlet, state.tires[tire]?.targetPsi ?? 0);
    if (needed === undefined) return undefined;
    sum += needed;
  }
  return sum;
}
