import type { Chamber } from './chamber.js';
import { CP, conductance, GAMMA, GAS_CONSTANT, isoFlow, STEP_S } from './gas.js';

/** Below this difference a passage counts as having it, Pa: the ellipse of ISO 6358 is endlessly steep at none. */
const LEAST_PA = 10;
/** What a shut passage resists with, Pa/kg. */
const SHUT = 1e30;

/** A piece of the way through a hose. */
export interface Piece {
  /** Sonic conductance, l/(s bar), and the critical ratio. */
  lPerSBar: number;
  readonly b: number;
  isOpen: boolean;
}

/** Three pieces of a hose: its sensor sits at the first, its chuck at the last. */
export type Nodes = readonly [Chamber, Chamber, Chamber];

/**
 * Moves the air of one step from piece to piece of a hose and through its chuck, with the pressures at the end of the
 * step: the nodes of a thin hose hold so little that an explicit step of 1 ms would have to hold the air back, and a
 * hose of 64 ml would then lose 3 psi at 0.23 l/s that no hose loses. What flows into the nodes from elsewhere must be
 * in already.
 */
export function flowThrough(
  [first, middle, last]: Nodes,
  far: Chamber,
  [upper, lower, chuck]: readonly [Piece, Piece, Piece],
): void {
  const r1 = resistance(first, middle, upper);
  const r2 = resistance(middle, last, lower);
  const r3 = resistance(last, far, chuck);
  const [a1, a2, a3, a4] = [paPerKg(first), paPerKg(middle), paPerKg(last), paPerKg(far)];
  const d1 = fedPa(first) - fedPa(middle);
  const d2 = fedPa(middle) - fedPa(last);
  const d3 = fedPa(last) - far.pa;
  // r x = what is left of d once the air x has moved: three equations, each with its neighbors.
  const m1 = r1 + a1 + a2;
  const m2 = r2 + a2 + a3 - (a2 * a2) / m1;
  const e2 = d2 + (a2 * d1) / m1;
  const m3 = r3 + a3 + a4 - (a3 * a3) / m2;
  const x3 = (d3 + (a3 * e2) / m2) / m3;
  const x2 = (e2 + a3 * x3) / m2;
  const x1 = (d1 + a2 * x2) / m1;
  move(first, middle, x1);
  move(middle, last, x2);
  move(last, far, x3);
}

/** Difference of pressure for each kg that flows in a step, at the flow that there is, Pa/kg. */
function resistance(from: Chamber, to: Chamber, { lPerSBar, b, isOpen }: Piece): number {
  if (!isOpen || lPerSBar === 0) return SHUT;
  const [up, down] = from.pa >= to.pa ? [from, to] : [to, from];
  const difference = Math.max(up.pa - down.pa, LEAST_PA);
  return difference / (isoFlow(conductance(lPerSBar), b, up.pa, up.pa - difference, up.rootT) * STEP_S);
}

/** Pressure that a room gains for each kg, Pa/kg. */
function paPerKg({ kelvin, perM3 }: Chamber): number {
  return GAMMA * GAS_CONSTANT * kelvin * perM3;
}

/** Pressure with what has come in during this step. */
function fedPa({ pa, inJ, perM3 }: Chamber): number {
  return pa + (GAMMA - 1) * inJ * perM3;
}

function move(from: Chamber, to: Chamber, kg: number): void {
  const joule = kg * CP * (kg >= 0 ? from : to).kelvin;
  from.inKg -= kg;
  from.inJ -= joule;
  to.inKg += kg;
  to.inJ += joule;
}
