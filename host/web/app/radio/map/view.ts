import type { Point } from '../../../../packet/index.js';
import { toWorld, type WorldPoint } from './mercator.js';

/** The part of the world that is shown. */
export interface View {
  /** What is in the middle. */
  readonly center: WorldPoint;
  /** Pixels for the width of the world. */
  readonly scale: number;
}

/** Of the canvas, CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the upper left corner of the canvas, CSS pixels. */
export interface Pixel {
  readonly left: number;
  readonly top: number;
}

/** The whole world in 256 pixels, as at zoom 0 of tiles. */
const LEAST_SCALE = 256;
/** Zoom 20 of tiles: 0.15 m a pixel. */
const MOST_SCALE = 256 * 2 ** 20;
/** One place alone is shown at zoom 11: 76 m a pixel. */
const SCALE_OF_ONE = 256 * 2 ** 11;
/** Room for names at the edges, a part of the picture. */
const FILLED = 0.8;

/** Shown until a place is known. */
export const WHOLE_WORLD: View = { center: { x: 0.5, y: 0.5 }, scale: 512 };

/** Where on the canvas a point of the world is. */
export function pixelOf({ center, scale }: View, { width, height }: Size, { x, y }: WorldPoint): Pixel {
  return { left: width / 2 + (x - center.x) * scale, top: height / 2 + (y - center.y) * scale };
}

/** The point of the world at a pixel of the canvas. */
export function worldOf({ center, scale }: View, { width, height }: Size, { left, top }: Pixel): WorldPoint {
  return { x: center.x + (left - width / 2) / scale, y: center.y + (top - height / 2) / scale };
}

/** Moves the picture by so many pixels. */
export function panned({ center, scale }: View, right: number, down: number): View {
  return { center: { x: bounded(center.x - right / scale), y: bounded(center.y - down / scale) }, scale };
}

/** Enlarges the picture; what is at the pixel stays there. */
export function zoomed(view: View, size: Size, factor: number, at: Pixel = middleOf(size)): View {
  const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, view.scale * factor));
  const kept = worldOf(view, size, at);
  const center = {
    x: bounded(kept.x - (at.left - size.width / 2) / scale),
    y: bounded(kept.y - (at.top - size.height / 2) / scale),
  };
  return { center, scale };
}

/** A view of all places. */
export function fitted(places: readonly Point[], { width, height }: Size): View {
  const [first, ...others] = places.map(toWorld);
  if (!first) return WHOLE_WORLD;
  let [west, east, north, south] = [first.x, first.x, first.y, first.y];
  for (const { x, y } of others) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  const fits = Math.min(width / (east - west), height / (south - north)) * FILLED;
  const most = others.length === 0 ? SCALE_OF_ONE : MOST_SCALE / 16;
  const scale = Math.max(LEAST_SCALE, Math.min(most, fits));
  return { center: { x: (west + east) / 2, y: (north + south) / 2 }, scale };
}

/** The nearest of the things within reach of a finger; undefined if none is. */
export function nearestTo<T>(
  things: readonly T[],
  pixel: (thing: T) => Pixel,
  at: Pixel,
  reachPx: number,
): T | undefined {
  let nearest: T | undefined;
  let least = reachPx;
  for (const thing of things) {
    const { left, top } = pixel(thing);
    const distance = Math.hypot(left - at.left, top - at.top);
    if (distance > least) continue;
    least = distance;
    nearest = thing;
  }
  return nearest;
}

function middleOf({ width, height }: Size): Pixel {
  return { left: width / 2, top: height / 2 };
}

function bounded(value: number): number {
  return Math.max(0, Math.min(1, value));
}
