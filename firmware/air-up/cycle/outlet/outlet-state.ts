import type { Bounds, Slice } from '../estimate/bounds.js';
import type { Estimate } from '../estimate/estimate.js';
import type { Direction, TireAir } from '../estimate/flow-model.js';
import type { Gauge } from '../estimate/gauge.js';
import type { Growing } from '../estimate/growing.js';
import type { TireOutcome } from '../events.js';
import type { FaultCode } from '../faults.js';
import type { Doubt } from './doubt.js';

/** One opening of a valve, and what was seen of it. */
export interface Pulse {
  readonly direction: Direction;
  readonly openedAtMs: number;
  /** Set when the valve was commanded to shut. */
  readonly closedAtMs?: number | undefined;
  /** How far the reading has jumped while air flowed, psi. */
  readonly jumpPsi?: number | undefined;
  /** Nobody saw what happened for a part of it: it teaches nothing. */
  readonly isBlind?: boolean | undefined;
  /** What is known of the tire has just proved wrong: the first of these is as short as the first one that fills. */
  readonly isCareful?: boolean | undefined;
  /** It was shut only to look whether the tire rises. */
  readonly isLook?: boolean | undefined;
  /** The tire as it was before. */
  readonly start: TireAir;
  /** The tire as it may have been at the end of the last whole slice, along the bounds. */
  readonly sliced: Bounds<TireAir>;
  /** The tire as it may be now. */
  readonly air: Bounds<TireAir>;
  /** How fast the likely one changes, psi/s; of the last moment before closing once it is closed. */
  readonly ratePsiPerS: number;
  readonly record: Growing<Slice>;
  /** How many slices of the record were seen with the valve open, once it is shut. */
  readonly openSlices: number;
  /** The slice that is not full yet. */
  readonly slice: { readonly seconds: number; readonly sum: number };
  /** Newest sample that is in it. */
  readonly atMs: number;
  /** The hose has left the place where it stood before. */
  readonly moved: boolean;
  /** For "no rise": the likely pressure at some moment, and when. */
  readonly mark: { readonly psi: number; readonly atMs: number };
}

export interface Overfilled {
  readonly code: FaultCode;
  readonly reason: string;
}

/** The pump is off since then, and the reading at rest from before must stay where it was. */
export interface Proof {
  readonly sinceMs: number;
  readonly psi: number;
}

/** What an outlet is at. */
export type Phase =
  /** Nothing to do any more, or not yet. */
  | { readonly kind: 'idle' }
  /**
   * Waits for a person to put the hose on a tire; `seenOff`: it was off since the last one; `doubt`: for a person who
   * says that it is on the right one.
   */
  | {
      readonly kind: 'hose';
      readonly waitsSinceMs: number;
      readonly sinceMs: number;
      readonly seenOff: boolean;
      readonly doubt?: Doubt;
      /** A person was told what a hose without pressure means. */
      readonly toldFlat?: true;
    }
  /**
   * Reads the tire before anything is opened, or again after a wait; `proof`: as for a pulse, before it is left as it
   * is.
   */
  | { readonly kind: 'rest'; readonly sinceMs: number; readonly proof?: Proof }
  /** Knows what it wants, and waits for its turn, the pump or the battery. */
  | { readonly kind: 'ready'; readonly direction: Direction; readonly sinceMs: number }
  | { readonly kind: 'open'; readonly pulse: Pulse }
  | {
      readonly kind: 'settling';
      readonly pulse: Pulse;
      readonly closedAtMs: number;
      /** The hose stood where it did while air flowed until so long after the command, ms. */
      readonly lateMs?: number;
      readonly proof?: Proof;
    }
  /** Keeps the tire at its target; or only shows it, for a watch. */
  | { readonly kind: 'holding'; readonly sinceMs: number }
  /** Watches a tire that is done a moment longer, before anybody walks away. */
  | { readonly kind: 'guard'; readonly sinceMs: number }
  /** Waits until the air has cooled, then watches how it falls. */
  | {
      readonly kind: 'leak-test';
      readonly sinceMs: number;
      readonly cool?: { readonly psi: number; readonly atMs: number };
    };

/**
 * One outlet: its sensor, the tire it is on, and the estimate of it. A field that does not apply is there and undefined,
 * so that all have the same form: copies of objects of many forms cost a multiple.
 */
export interface OutletState {
  readonly gauge: Gauge;
  readonly phase: Phase;
  /** Position in the outlet's own list of tires. */
  readonly turn: number;
  readonly air: TireAir;
  /** The last settled reading of a shut valve, psi. */
  readonly settledPsi?: number | undefined;
  readonly settledAtMs?: number | undefined;
  /** How wrong that may be, psi. */
  readonly errorPsi: number;
  /** A mean of the shut hose soon after it: what later ones are held against. */
  readonly shut?: { readonly psi: number; readonly atMs: number } | undefined;
  readonly fill: Estimate;
  readonly vent: Estimate;
  /** How fast the last pulse moved the tire when it ended, psi/s. */
  readonly ratePsiPerS?: number | undefined;
  /** What the hose showed when it was off all tires, psi: the sensor's own zero. */
  readonly zeroPsi?: number | undefined;
  /** How often the shut hose has jumped since it is for this tire, and when last. */
  readonly jumps?: number | undefined;
  readonly jumpedAtMs?: number | undefined;
  /** How often a look at this tire has shown a rise: the next one is due after twice the time. */
  readonly looks: number;
  /** How often the pressure had to turn back for this tire. */
  readonly reversals: number;
  readonly lastDirection?: Direction | undefined;
  /** It has brought a tire above its maximum: that is let out to the target, and then this fault latches. */
  readonly overfilled?: Overfilled | undefined;
  /** The tire that this outlet has moved air for last, and what it had when it was done, psi. */
  readonly filled?: Filled | undefined;
  /** A fault may have been that of its fill valve, and no pulse since has shown that it shuts. */
  readonly unproven?: true | undefined;
  /** Longest time that a valve of it has taken to shut since the hose was put on, ms, where that was long. */
  readonly slowMs?: number | undefined;
  /** Moments of the last top-ups while holding. */
  readonly topUps: readonly number[];
}

/**
 * With another reading and phase. Written out, as this is twice in every step, and a spread takes ten times as long.
 */
export function outletWith(outlet: OutletState, gauge: Gauge, phase: Phase): OutletState {
  return {
    gauge,
    phase,
    turn: outlet.turn,
    air: outlet.air,
    fill: outlet.fill,
    vent: outlet.vent,
    settledPsi: outlet.settledPsi,
    settledAtMs: outlet.settledAtMs,
    errorPsi: outlet.errorPsi,
    shut: outlet.shut,
    ratePsiPerS: outlet.ratePsiPerS,
    zeroPsi: outlet.zeroPsi,
    jumps: outlet.jumps,
    jumpedAtMs: outlet.jumpedAtMs,
    looks: outlet.looks,
    reversals: outlet.reversals,
    lastDirection: outlet.lastDirection,
    overfilled: outlet.overfilled,
    filled: outlet.filled,
    unproven: outlet.unproven,
    slowMs: outlet.slowMs,
    topUps: outlet.topUps,
  } satisfies Record<keyof OutletState, unknown>;
}

/** A tire when it was done. */
export interface Filled {
  readonly tire: number;
  readonly psi: number;
  readonly coldPsi: number;
  readonly atMs: number;
}

/** What a leak test found. */
export interface LeakResult {
  readonly lostPsi: number;
  readonly overMs: number;
  readonly leaks: boolean;
}

/** What is known of one tire of the job. */
export interface TireState {
  readonly targetPsi: number;
  /** The highest target that it has had, where a person has changed it, psi. */
  readonly mostAimedPsi?: number | undefined;
  readonly startPsi?: number | undefined;
  readonly finalPsi?: number | undefined;
  readonly finalCoolPsi?: number | undefined;
  readonly valveCycles: number;
  /** Valve cycles since the hose is on it or the last top-up began. */
  readonly tries: number;
  readonly openMs: number;
  /** From its first reading until it was done; waiting for a turn or a hot pump included, people left out, ms. */
  readonly elapsedMs: number;
  /** Of that: valve open or settling, ms. */
  readonly activeMs: number;
  readonly outcome?: TireOutcome | undefined;
  /** Of a leak test. */
  readonly leak?: LeakResult | undefined;
}

/** With more time. Written out for the same reason as {@link outletWith}. */
export function tireWith(tire: TireState, elapsedMs: number, activeMs: number): TireState {
  return {
    targetPsi: tire.targetPsi,
    mostAimedPsi: tire.mostAimedPsi,
    startPsi: tire.startPsi,
    finalPsi: tire.finalPsi,
    finalCoolPsi: tire.finalCoolPsi,
    valveCycles: tire.valveCycles,
    tries: tire.tries,
    openMs: tire.openMs,
    elapsedMs,
    activeMs,
    outcome: tire.outcome,
    leak: tire.leak,
  } satisfies Record<keyof TireState, unknown>;
}
