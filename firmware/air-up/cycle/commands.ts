import type { CycleEvent } from './events.js';
import type { Fault } from './faults.js';
import type { Command } from './input.js';
import { leastTargetPsi, mostPsi } from './job/check-job.js';
import type { Job } from './job/job.js';
import type { OutletState } from './outlet/outlet-state.js';
import { forgotten } from './outlet/outlet-step.js';
import { distrusted } from './outlet/unproven.js';
import { type CycleState, HOLD_TO_RUN_MS, latched } from './state.js';

/** The reason where none was given. */
const NO_WORD = { 'link-lost': 'no connection', 'lease-tripped': 'no reason reported' } as const;

/** Carries out the commands in their order. */
export function applyCommands(
  state: CycleState,
  commands: readonly Command[],
  nowMs: number,
  events: CycleEvent[],
): CycleState {
  return commands.reduce((before, command) => apply(before, command, nowMs, events), state);
}

function apply(state: CycleState, command: Command, nowMs: number, events: CycleEvent[]): CycleState {
  const { stage } = state;
  switch (command.kind) {
    case 'start':
      if (stage.kind === 'waiting') return started(state, nowMs);
      if (stage.kind === 'fault') events.push({ kind: 'refused', reason: 'a fault is on; clear it first' });
      return state;
    case 'next':
      return state;
    case 'stop':
      return stage.kind === 'running' || stage.kind === 'waiting' ? stopped(state, nowMs, events) : state;
    case 'emergency-stop':
      return latched(state, { code: command.kind, reason: 'by hand', atMs: nowMs }, events);
    case 'lease-tripped':
      if (stage.kind !== 'running') return state; // nothing was open
      return latched(
        state,
        { code: command.kind, reason: command.reason ?? NO_WORD[command.kind], atMs: nowMs },
        events,
      );
    case 'link-lost':
      return latched(
        state,
        { code: command.kind, reason: command.reason ?? NO_WORD[command.kind], atMs: nowMs },
        events,
      );
    case 'target':
      return retargeted(state, command.tire, command.psi, events);
    case 'clear':
      if (stage.kind !== 'fault') return state;
      events.push({ kind: 'cleared' });
      return {
        ...state,
        stage: { kind: 'waiting' },
        outlets: state.outlets.map((outlet, index) =>
          lookedAtAgain(cleared(state.job, outlet, index, stage.fault), nowMs),
        ),
        tires: state.tires.map((tire) => ({ ...tire, tries: 0, activeMs: 0 })),
      };
    case 'hold-on':
      return stage.kind === 'running' ? { ...state, heldUntilMs: nowMs + HOLD_TO_RUN_MS } : state;
    case 'let-go':
      return released(state);
  }
}

/** Nobody holds on any more. */
function released(state: CycleState): CycleState {
  return { ...state, heldUntilMs: undefined };
}

/** A hold from before the start does not count: the person must see what happens. */
function started(state: CycleState, nowMs: number): CycleState {
  return {
    ...released(state),
    stage: { kind: 'running', sinceMs: nowMs },
    outlets: state.outlets.map((outlet) => lookedAtAgain(outlet, nowMs)),
  };
}

function stopped(state: CycleState, nowMs: number, events: CycleEvent[]): CycleState {
  events.push({ kind: 'finished', reason: 'stopped' });
  const tires = state.tires.map((tire) => (tire.outcome ? tire : { ...tire, outcome: 'stopped' as const }));
  return { ...state, tires, stage: { kind: 'ended', reason: 'stopped', atMs: nowMs } };
}

/**
 * After a fault, and after a stall, every tire that is not done, or whose valve may be stuck, is read again before
 * anything is opened.
 */
export function lookedAtAgain(outlet: OutletState, nowMs: number): OutletState {
  if (outlet.phase.kind === 'idle' && !outlet.unproven) return outlet;
  return { ...outlet, phase: { kind: 'hose', waitsSinceMs: nowMs, sinceMs: nowMs, seenOff: true } };
}

/** What was learned while something was broken, or before a person has mended it, may be wrong. */
function cleared(job: Job, outlet: OutletState, index: number, fault: Fault): OutletState {
  const config = job.outlets[index];
  const unlearned = { ...outlet, zeroPsi: undefined, slowMs: undefined, overfilled: undefined };
  const fresh = config ? forgotten(unlearned, outlet.turn, job, config) : unlearned;
  return (fault.outlet ?? index) === index ? distrusted(fresh, fault.code) : fresh;
}

function retargeted(state: CycleState, index: number, psi: number, events: CycleEvent[]): CycleState {
  const tire = state.tires[index];
  const target = state.job.tires[index];
  if (!tire || !target) return state;
  const most = mostPsi(target, state.job.limits);
  const least = leastTargetPsi(state.job.limits);
  if (!(psi >= least && psi <= most)) {
    events.push({
      kind: 'refused',
      reason: `${psi} psi is not between ${least} and ${most} psi, the most for ${target.name}`,
    });
    return state;
  }
  events.push({ kind: 'target', tire: index, psi });
  const mostAimedPsi = Math.max(tire.mostAimedPsi ?? tire.targetPsi, psi);
  return { ...state, tires: state.tires.with(index, { ...tire, targetPsi: psi, mostAimedPsi }) };
}
