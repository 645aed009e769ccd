import type { Point } from '../../../../packet/index.js';
import { worldPerKm } from './mercator.js';
import type { Size, View } from './view.js';

/** Rings that fit into the smaller half of a picture. */
const RINGS = 3;

/** Distances of the rings around the own place, km: 1, 2 or 5 and their tens, so that three of them fit. */
export function ringDistances(view: View, { width, height }: Size, at: Point): readonly number[] {
  const shownKm = Math.min(width, height) / 2 / (view.scale * worldPerKm(at));
  const stepKm = roundStep(shownKm / RINGS);
  return Array.from({ length: RINGS }, (_, index) => stepKm * (index + 1));
}

/** The largest of 1, 2, 5, 10, 20, 50 ... that is at most `most`. */
export function roundStep(most: number): number {
  const ten = 10 ** Math.floor(Math.log10(most));
  const digit = [5, 2, 1].find((each) => each * ten <= most) ?? 1;
  return digit * ten;
}
