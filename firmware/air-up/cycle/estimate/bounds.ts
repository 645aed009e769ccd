import { advance, type Direction, type FlowParameters, type TireAir } from './flow-model.js';

/** What is known of how a tire takes air: as slow as it may be, as it likely is, as fast as it may be. */
export interface Bounds<T> {
  readonly slow: T;
  readonly likely: T;
  readonly fast: T;
}

export function mapBounds<A, B>(bounds: Bounds<A>, change: (one: A, side: keyof Bounds<A>) => B): Bounds<B> {
  return {
    slow: change(bounds.slow, 'slow'),
    likely: change(bounds.likely, 'likely'),
    fast: change(bounds.fast, 'fast'),
  };
}

/** The same on every side. */
export function equalBounds<T>(one: T): Bounds<T> {
  return { slow: one, likely: one, fast: one };
}

/** What hoses, cores and chucks have, l/(s bar): SOURCES.md#conductance, with a margin on both sides. */
const CONDUCTANCE = { slow: 0.08, likely: 0.4, fast: 2.5 };
/** Air space of everything with a wheel that is filled from 12 V, l: a small trailer to a 40 in tire. */
const VOLUME_L = { slow: 180, likely: 85, fast: 25 };
/** A volume by size is good to a tenth (SOURCES.md#tire-volume: 96 to 107 l for one and the same). */
const VOLUME_ERROR = 1.15;
/**
 * h A T (k - 1) / V with h from 5 to 20 W/(m2 K) (SOURCES.md#heat-in-the-tire) and A / V of 16 to 21 1/m, from the
 * elliptical section of tires of 29 to 37 in: 1.4 to 7 psi/s, and 3 in the middle. A wall that takes less heat fills
 * faster.
 */
const WALL_PSI_PER_S = { slow: 6, likely: 3, fast: 1.5 };
/** Critical ratio of hose and core: parts have 0.2 to 0.5 (SOURCES.md#conductance). */
const CRITICAL_RATIO = { slow: 0.2, likely: 0.38, fast: 0.5 };

/** What is known before the first pulse; the volume helps where it is known. */
export function initialBounds(volumeL: number | undefined): Bounds<FlowParameters> {
  const volume = volumeL
    ? { slow: volumeL * VOLUME_ERROR, likely: volumeL, fast: volumeL / VOLUME_ERROR }
    : VOLUME_L;
  const side = (key: keyof Bounds<FlowParameters>): FlowParameters => ({
    perS: CONDUCTANCE[key] / volume[key],
    wallPsiPerS: WALL_PSI_PER_S[key],
    criticalRatio: CRITICAL_RATIO[key],
  });
  return { slow: side('slow'), likely: side('likely'), fast: side('fast') };
}

/** What the hose showed over a short time while air flowed: its mean pressure, psi absolute. */
export interface Slice {
  readonly seconds: number;
  readonly hosePsi: number;
}

/** Readings are thinned to this before they are kept, s. */
export const SLICE_S = 0.1;

/** Lets time pass on every side. */
export function advanceAll(
  { slow, likely, fast }: Bounds<TireAir>,
  hosePsi: number,
  parameters: Bounds<FlowParameters>,
  seconds: number,
): Bounds<TireAir> {
  return {
    slow: advance(slow, hosePsi, parameters.slow, seconds),
    likely: advance(likely, hosePsi, parameters.likely, seconds),
    fast: advance(fast, hosePsi, parameters.fast, seconds),
  };
}

/** Lets a whole record pass. */
export function replay(record: readonly Slice[], start: TireAir, parameters: FlowParameters): TireAir {
  let air = start;
  for (const { seconds, hosePsi } of record) air = advance(air, hosePsi, parameters, seconds);
  return air;
}

/** No path is narrower or wider than this, C / V in 1/s. */
const NARROWEST = CONDUCTANCE.slow / VOLUME_L.slow / 2;
const WIDEST = (2 * CONDUCTANCE.fast) / VOLUME_L.fast;
const HALVINGS = 24;

/**
 * The parameters that make a record end at a pressure: a wider path always moves more air in the direction of the
 * pulse, so bisection finds it.
 */
export function fittedParameters(
  record: readonly Slice[],
  start: TireAir,
  endPsi: number,
  known: FlowParameters,
  direction: Direction,
): FlowParameters {
  let low = Math.log(NARROWEST);
  let high = Math.log(WIDEST);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const end = replay(record, start, { ...known, perS: Math.exp(middle) }).hotPsi;
    if (direction === 'fill' ? end < endPsi : end > endPsi) low = middle;
    else high = middle;
  }
  return { ...known, perS: Math.exp((low + high) / 2) };
}

/** What a pulse did to a tire. */
export interface PulseObservation {
  readonly direction: Direction;
  readonly record: readonly Slice[];
  readonly start: TireAir;
  /** Settled, psi absolute. */
  readonly endPsi: number;
  /** How wrong the difference of the readings before and after may be, psi. */
  readonly errorPsi: number;
  /**
   * How much more the tire may have gained than was read, for reasons that noise does not show, psi; 0 unless given.
   */
  readonly doubtPsi?: number;
}

/** A pulse that has moved the tire by less than this many errors of reading only narrows what is known. */
const CLEAR_ERRORS = 3;

/**
 * What a pulse shows, from the time with the valve open alone: the parameters that would have led to the settled
 * reading, and to two that are as wrong as a reading may be.
 */
export function refine(known: Bounds<FlowParameters>, observation: PulseObservation): Bounds<FlowParameters> {
  const { direction, record, start, endPsi, errorPsi, doubtPsi = 0 } = observation;
  const movedPsi = direction === 'fill' ? endPsi - start.hotPsi : start.hotPsi - endPsi;
  if (movedPsi < 0) return known; // impossible, so nothing follows from it
  const sign = direction === 'fill' ? 1 : -1;
  const errors: Bounds<number> = { slow: -sign * errorPsi, likely: 0, fast: sign * (errorPsi + doubtPsi) };
  const fitted = mapBounds(known, (parameters, side) =>
    fittedParameters(record, start, endPsi + errors[side], parameters, direction),
  );
  return isClear(observation) ? fitted : narrowed(known, fitted);
}

/** Whether a pulse has moved the tire by enough to tell more than that it was no more. */
export function isClear({ direction, start, endPsi, errorPsi }: PulseObservation): boolean {
  const movedPsi = direction === 'fill' ? endPsi - start.hotPsi : start.hotPsi - endPsi;
  return movedPsi >= CLEAR_ERRORS * errorPsi;
}

/** What both bounds allow; where they exclude each other, what was known before. */
function narrowed(known: Bounds<FlowParameters>, fitted: Bounds<FlowParameters>): Bounds<FlowParameters> {
  const slow = Math.max(known.slow.perS, fitted.slow.perS);
  const fast = Math.min(known.fast.perS, fitted.fast.perS);
  if (slow > fast) return known;
  const likely = Math.min(Math.max(fitted.likely.perS, slow), fast);
  const perS: Bounds<number> = { slow, likely, fast };
  return mapBounds(known, (parameters, side) => ({ ...parameters, perS: perS[side] }));
}
