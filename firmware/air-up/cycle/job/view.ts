import { meanSince } from '../estimate/gauge.js';
import { neededMs } from '../estimate/needed.js';
import type { OutletState, Phase } from '../outlet/outlet-state.js';
import { tireOf } from '../outlet/outlet-step.js';
import { type CycleState, mayRun, type Stage } from '../state.js';

/** What a screen shows of one outlet. */
export interface OutletView {
  /** Position of its tire in the job. */
  readonly tire: number;
  readonly phase: Phase['kind'];
  /** Of the pulse that is under way: the valve is open, or shut and its reading settles. */
  readonly direction?: 'fill' | 'vent';
  /** It waits for a person to say that the hose is on the right tire. */
  readonly isDoubted?: true;
  /** What the sensor shows: not the tire's pressure while air flows. */
  readonly readingPsi?: number;
  /** Air flows past the sensor, so that the reading is not the tire's pressure. */
  readonly flowing: boolean;
  /** The best guess of the tire's pressure: settled while shut, calculated while air flows. */
  readonly tirePsi?: number;
  readonly targetPsi: number;
  /** Likely time to the target, ms; unknown before the first pulse. */
  readonly leftMs?: number;
}

/** What faces show of a running job. */
export interface CycleView {
  readonly stage: Stage['kind'];
  readonly outlets: readonly OutletView[];
  readonly pump: { readonly running: boolean; readonly resting: boolean; readonly starts: number };
  readonly batteryLow: boolean;
  /** Nobody has to hold on, or a person does. */
  readonly held: boolean;
}

/** What a screen shows of a state. */
export function viewOf(state: CycleState): CycleView {
  return {
    stage: state.stage.kind,
    outlets: state.outlets.map((outlet, index) => outletView(state, outlet, index)),
    pump: { running: state.pump.running, resting: state.pump.resting, starts: state.pump.starts },
    batteryLow: state.battery.low,
    held: mayRun(state, state.atMs),
  };
}

function outletView(state: CycleState, outlet: OutletState, index: number): OutletView {
  const { phase, gauge } = outlet;
  const config = state.job.outlets[index];
  const tire = (config && tireOf(outlet, config)) ?? 0;
  const targetPsi = state.tires[tire]?.targetPsi ?? 0;
  const pulse = phase.kind === 'open' || phase.kind === 'settling' ? phase.pulse : undefined;
  const newest = gauge.recent.at(-1);
  const readingPsi = newest && meanSince(gauge, newest.atMs - 200);
  const shutPsi = phase.kind === 'hose' ? undefined : readingPsi;
  const tirePsi = pulse ? pulse.air.likely.hotPsi - state.job.ambientPsi : shutPsi;
  const leftMs = phase.kind === 'idle' ? undefined : neededMs(state, outlet, targetPsi);
  return {
    tire,
    phase: phase.kind,
    ...(pulse && { direction: pulse.direction }),
    ...(phase.kind === 'hose' && phase.doubt && { isDoubted: true }),
    ...(readingPsi !== undefined && { readingPsi }),
    flowing: phase.kind === 'open',
    ...(tirePsi !== undefined && { tirePsi }),
    targetPsi,
    ...(leftMs !== undefined && { leftMs }),
  };
}
