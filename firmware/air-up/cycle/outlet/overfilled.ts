import type { FaultCode } from '../faults.js';
import { mostPsi } from '../job/check-job.js';
import type { OutletState, Pulse, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi } from './outlet-step.js';

/** Faults of a pulse after which the valve is known to be shut, and the tire may have too much. */
const TOO_MUCH: ReadonlySet<FaultCode> = new Set(['over-pressure', 'rise-too-fast']);

/**
 * A tire above its maximum is not left so where a vent valve can let it out: it is brought to its target, nothing is
 * filled any more, and then the fault latches. Undefined where that is not possible.
 */
export function letOut(
  outlet: OutletState,
  tire: TireState,
  wrong: NonNullable<OutletStep['fault']>,
  stillPsi: number | undefined,
  { direction }: Pulse,
  { config, job, target, mayVent, nowMs }: OutletContext,
): OutletStep | undefined {
  const isOver = stillPsi !== undefined && stillPsi > mostPsi(target, job.limits);
  if (!isOver || !TOO_MUCH.has(wrong.code) || direction === 'vent' || !config.hasVent || !mayVent)
    return undefined;
  const hotPsi = stillPsi + job.ambientPsi;
  const over: OutletState = {
    ...outlet,
    overfilled: wrong,
    air: { hotPsi, coldPsi: hotPsi },
    settledPsi: stillPsi,
    settledAtMs: nowMs,
  };
  return go(over, tire, { kind: 'ready', direction: 'vent', sinceMs: nowMs });
}

/** Once no more is let out the fault latches, whatever else was found meanwhile. */
export function latchedOnceOut(step: OutletStep, { mayVent }: OutletContext): OutletStep {
  const { outlet, tire, fault } = step;
  const { overfilled, phase } = outlet;
  if (!overfilled) return step;
  const isReady = phase.kind === 'ready' && phase.direction === 'vent' && mayVent;
  if (!fault && (isReady || phase.kind === 'open' || phase.kind === 'settling')) return step;
  const { outcome: _, ...undone } = tire;
  const then = fault ? `then ${fault.reason}` : `let out to ${psi(outlet.settledPsi ?? 0)}`;
  return broken(outlet, undone, overfilled.code, `${overfilled.reason}; ${then}`);
}
