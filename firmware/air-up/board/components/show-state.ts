import { type CycleEvent, type CycleState, FAULTS, viewOf } from '../../cycle/index.js';
import { LIGHTS, type Rhythm, SOUNDS } from '../signals/signals.js';

/** The LED's rhythm for a state. */
export function lightOf(state: CycleState): Rhythm {
  switch (state.stage.kind) {
    case 'waiting':
      return LIGHTS.off;
    case 'running':
      return viewOf(state).outlets.some(({ flowing }) => flowing) ? LIGHTS.flowing : LIGHTS.working;
    case 'ended':
      return state.stage.reason === 'done' ? LIGHTS.done : LIGHTS.off;
    case 'fault':
      return LIGHTS.fault;
  }
}

/** The buzzer's rhythm for events: the last event that has one counts. */
export function soundOf(events: readonly CycleEvent[]): Rhythm | 'silence' | undefined {
  let sound: Rhythm | 'silence' | undefined;
  for (const event of events) {
    if (event.kind === 'move-hose') sound = SOUNDS['move-hose'];
    else if (event.kind === 'finished') sound = event.reason === 'done' ? SOUNDS.done : 'silence';
    else if (event.kind === 'fault') sound = SOUNDS.fault;
    else if (event.kind === 'refused' || event.kind === 'which-tire') sound = SOUNDS.refused;
    else if (event.kind === 'cleared') sound = 'silence';
  }
  return sound;
}

/** Two lines for a small display: the tire and its pressure, and what the cycle is doing. */
export function linesOf(state: CycleState, title?: string): readonly string[] {
  const { stage } = state;
  const view = viewOf(state);
  const outlet = view.outlets.find(({ phase }) => phase !== 'idle') ?? view.outlets[0];
  const name = outlet ? (state.job.tires[outlet.tire]?.name ?? '') : '';
  const psi = outlet?.tirePsi ?? outlet?.readingPsi;
  const first = `${name} ${psi === undefined ? '--' : psi.toFixed(1)}>${outlet?.targetPsi.toFixed(1) ?? '--'} psi`;
  if (stage.kind === 'fault') return [`! ${stage.fault.code}`, FAULTS[stage.fault.code].title];
  if (stage.kind === 'waiting') return [title ?? first, 'press start'];
  if (stage.kind === 'ended') return [first, stage.reason];
  if (outlet?.phase === 'hose') return [first, outlet.isDoubted ? `on ${name}? next` : `hose on ${name}`];
  const left = outlet?.leftMs === undefined ? '' : ` ${Math.ceil(outlet.leftMs / 1000)} s`;
  return [first, `${outlet?.flowing ? (outlet.direction ?? '') : (outlet?.phase ?? '')}${left}`];
}
