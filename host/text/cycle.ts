import type {
  CycleEvent,
  CycleState,
  CycleView,
  FaultCode,
  OutletView,
  TireOutcome,
} from '../../firmware/air-up/cycle/index.js';

/** How the caller formats the values in an event. */
export interface EventWriters {
  readonly pressure: (psi: number | undefined) => string;
  /** A duration in seconds: `1:05`. */
  readonly duration: (seconds: number) => string;
  readonly fault: (code: FaultCode) => string;
}

/** The result for a tire, in words. */
export const OUTCOME_WORDS: Readonly<Record<TireOutcome, string>> = {
  done: 'done',
  'left-alone': 'left as it was',
  past: 'past its target',
  stopped: 'stopped',
};

/** The state of a tire in a job: its result when it has one. */
export type TireStatus = TireOutcome | 'left-out' | 'waiting' | 'next' | 'now';

/** The state of a tire, in words. */
export const TIRE_WORDS: Readonly<Record<TireStatus, string>> = {
  ...OUTCOME_WORDS,
  'left-out': 'left alone',
  waiting: '',
  next: 'next',
  now: 'now',
};

/** Faults after which it is unknown whether the valves are shut. */
const NO_WORD_FROM_BOARD: ReadonlySet<FaultCode> = new Set(['link-lost']);

/** Events that call a person. */
export const CALLS: ReadonlySet<CycleEvent['kind']> = new Set(['move-hose', 'which-tire', 'fault']);

/** What an outlet is doing, in a word or two. `isAlone`: it has no other outlet to wait for. */
export function phaseWords({ phase, direction, isDoubted }: OutletView, isAlone = false): string {
  switch (phase) {
    case 'idle':
      return 'done';
    case 'hose':
      return isDoubted ? 'is the hose on this tire?' : 'put the hose on';
    case 'rest':
      return 'reading';
    case 'ready':
      return isAlone ? 'about to open the valve' : 'waiting for its turn';
    case 'open':
      return direction === 'vent' ? 'letting air out' : 'filling';
    case 'settling':
      return 'settling';
    case 'holding':
      return 'holding';
    case 'guard':
      return 'watching that it stays';
    case 'leak-test':
      return 'watching for a leak';
  }
}

/** What the pump is doing. */
export function pumpWords({ pump, batteryLow }: CycleView): string {
  if (batteryLow) return 'waits: battery low';
  if (pump.resting) return 'rests: too hot';
  return pump.running ? 'runs' : 'off';
}

/** The question which tire the hose is on, without how to answer it. */
export function whichTireText(
  {
    about,
    tire,
    other,
    psi,
  }: Pick<Extract<CycleEvent, { kind: 'which-tire' }>, 'about' | 'tire' | 'other' | 'psi'>,
  { job, tires }: CycleState,
  pressure: EventWriters['pressure'],
): string {
  const [name, beside] = [tire, other].map((index) => job.tires[index]?.name ?? `${index}`);
  const why =
    about === 'same'
      ? `as ${beside} had when it was done`
      : `and ${beside} beside it had ${pressure(tires[other]?.startPsi)}`;
  return `${name}: ${pressure(psi)}, ${why}. Is the hose on ${name}? If not, move it`;
}

/** An event as a line for a person; undefined for events that are not shown. */
export function eventLine(event: CycleEvent, state: CycleState, write: EventWriters): string | undefined {
  const name = (tire: number): string => state.job.tires[tire]?.name ?? `${tire}`;
  const target = (tire: number): string => write.pressure(state.tires[tire]?.targetPsi);
  switch (event.kind) {
    case 'rest':
      return `${name(event.tire)}: ${write.pressure(event.psi)}`;
    case 'opened':
      return event.direction === 'fill'
        ? `${name(event.tire)}: filling to ${target(event.tire)}`
        : `${name(event.tire)}: letting air out to ${target(event.tire)}`;
    case 'settled':
      return `${name(event.tire)}: ${write.pressure(event.psi)}, valve shut`;
    case 'tire-done':
      return `${name(event.tire)}: ${OUTCOME_WORDS[event.outcome]} at ${write.pressure(event.psi)}`;
    case 'move-hose':
      return `put the hose on ${name(event.tire)}`;
    case 'which-tire':
      return `${whichTireText(event, state, write.pressure)}; if so, say next (n)`;
    case 'no-tire':
      return `${name(event.tire)}: the hose reads ${write.pressure(event.psi)}: it is on no tire, or the tire is flat. Nothing opens into open air; give a flat tire ${write.pressure(event.givePsi)} by hand first`;
    case 'hose-on':
      return `the hose is on ${name(event.tire)}`;
    case 'gap':
      return event.ageMs === 0
        ? 'nothing reached the board for a moment: it has shut everything'
        : `no reading for ${(event.ageMs / 1000).toFixed(1)} s: shut, and looking again`;
    case 'gap-over':
      return `the link is back after ${(event.awayMs / 1000).toFixed(1)} s: looking at the hose`;
    case 'slow-valve':
      return `the valve shuts slowly: ${(event.ms / 1000).toFixed(1)} s after the command`;
    case 'pump-rests':
      return `the pump rests for about ${write.duration(Math.ceil(event.forMs / 1000))}`;
    case 'pump-ready':
      return 'the pump has cooled';
    case 'battery-low':
      return `battery ${event.volts.toFixed(1)} V: waiting; is the engine on?`;
    case 'battery-back':
      return `battery ${event.volts.toFixed(1)} V: going on`;
    case 'target':
      return `${name(event.tire)}: new target ${write.pressure(event.psi)}`;
    case 'refused':
      return `refused: ${event.reason}`;
    case 'fault':
      return `STOPPED: ${write.fault(event.fault.code)}; ${NO_WORD_FROM_BOARD.has(event.fault.code) ? 'no answer from it: it should have shut everything by itself within half a second' : 'all valves are shut'}`;
    case 'cleared':
      return 'cleared';
    case 'closed':
    case 'hose-off':
    case 'finished':
      return undefined;
  }
}
