import type { CycleStep } from '../../../../firmware/air-up/cycle/cycle.js';
import type { CycleState } from '../../../../firmware/air-up/cycle/state.js';

/**
 * What must be so after every step, whatever happens. Valves that are open are noted in `openSinceMs`.
 * @returns what is not so
 */
export function brokenPromise(
  before: CycleState,
  { state, outputs, events }: CycleStep,
  openSinceMs: (number | undefined)[],
  nowMs: number,
  stepMs: number,
): string | undefined {
  const { job, stage } = state;
  const { pump, outlets } = outputs;
  const { control } = job.pump;
  const cleared = events.some(({ kind }) => kind === 'cleared');
  const open = outlets.filter(({ fill, vent }) => fill || vent);
  if (outlets.length !== job.outlets.length) return 'an outlet has no outputs';
  if (stage.kind !== 'running' && (pump || open.length > 0)) return `an output is on while ${stage.kind}`;
  if (stage.kind !== 'running' && state.pump.relay)
    return `the relay is thought to be on while ${stage.kind}`;
  if (outlets.some(({ fill, vent }) => fill && vent)) return 'an outlet fills and vents';
  if (outlets.filter(({ fill }) => fill).length > 1) return 'two outlets fill';
  if (outlets.some(({ vent }, at) => vent && !job.outlets[at]?.hasVent))
    return 'opens a valve that is not there';
  if (open.length > 0 && (job.kind === 'watch' || job.kind === 'leak-test')) return `opens in a ${job.kind}`;
  if (job.holdToRun && (pump || open.length > 0) && !(nowMs < (state.heldUntilMs ?? 0)))
    return 'air moves, and nobody holds on';
  if (pump && control.kind === 'mechanical' && !control.relay) return 'switches a relay that is not there';
  if (pump && (state.pump.resting || state.battery.low)) return 'the pump runs when it must rest';
  if (
    before.stage.kind === 'fault' &&
    stage.kind === 'fault' &&
    stage.fault !== before.stage.fault &&
    !cleared
  )
    return 'a fault has changed its reason';
  if (before.stage.kind === 'fault' && stage.kind !== 'fault' && !cleared)
    return 'a fault is gone, and nobody cleared it';
  for (const [at, { fill, vent }] of outlets.entries()) {
    const sinceMs = fill || vent ? (openSinceMs[at] ?? nowMs) : undefined;
    openSinceMs[at] = sinceMs;
    if (sinceMs !== undefined && nowMs - sinceMs > job.limits.maxPulseMs + stepMs) return 'open for too long';
  }
  return undefined;
}
