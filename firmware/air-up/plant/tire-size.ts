import { inchesToM } from '../../units.js';

/** The three figures of a tire's size, in inches. */
export interface TireSize {
  readonly outerIn: number;
  readonly widthIn: number;
  readonly rimIn: number;
}

/** The air space of a tire: its volume, and the area of its wall. */
export interface TireCavity {
  readonly volumeL: number;
  readonly wallM2: number;
}

/**
 * Thickness of the rubber: 0.8 in of tread and belts, 1 in for both sidewalls together. With these the elliptical
 * section gives the 5,863 cubic inches for 35x12.5R17 and the 2.17 cubic feet for 31x10.5R15 of
 * SOURCES.md#tire-volume (derived: two figures from two numbers).
 */
const TREAD_IN = 0.8;
const SIDEWALLS_IN = 1.0;

const MM_PER_INCH = 25.4;

/** 35x12.5R17, 35X12.50-17, 31x10.5R15LT */
const FLOTATION =
  /^(\d{2}(?:\.\d+)?)\s*x\s*(\d{1,2}(?:\.\d+)?)\s*(?:r|d|b|-)\s*(\d{1,2}(?:\.5)?)(?:\s*lt)?$/i;
/** 265/70R17, LT265/70R17, ST205/75R15 */
const METRIC = /^(?:p|lt|st)?\s*(\d{3})\s*\/\s*(\d{2})\s*(?:z?r|d|b|-)\s*(\d{2}(?:\.5)?)$/i;

/** Reads a size as printed on the sidewall; undefined when it is none, or one that no rim could carry. */
export function parseTireSize(text: string): TireSize | undefined {
  const size = readFlotation(text.trim()) ?? readMetric(text.trim());
  if (!size) return undefined;
  const section = size.outerIn - size.rimIn;
  return section > 2 * TREAD_IN && size.widthIn > 2 * SIDEWALLS_IN ? size : undefined;
}

function readFlotation(text: string): TireSize | undefined {
  const [, outer, width, rim] = FLOTATION.exec(text) ?? [];
  if (outer === undefined) return undefined;
  return { outerIn: Number(outer), widthIn: Number(width), rimIn: Number(rim) };
}

function readMetric(text: string): TireSize | undefined {
  const [, width, aspect, rim] = METRIC.exec(text) ?? [];
  if (width === undefined) return undefined;
  const widthIn = Number(width) / MM_PER_INCH;
  const rimIn = Number(rim);
  return { outerIn: rimIn + (2 * widthIn * Number(aspect)) / 100, widthIn, rimIn };
}

/**
 * The air space as a ring with an elliptical section: V = pi/4 h w * pi D, wall = perimeter (Ramanujan) * pi D,
 * where h = (outer - rim) / 2 - 0.8 in, w = width - 1 in and D is the diameter through the middle of the section.
 * Source: SOURCES.md#tire-volume; a rectangular section gives 50 % too much.
 */
export function tireCavity({ outerIn, widthIn, rimIn }: TireSize): TireCavity {
  const heightM = inchesToM((outerIn - rimIn) / 2 - TREAD_IN);
  const widthM = inchesToM(widthIn - SIDEWALLS_IN);
  const aroundM = Math.PI * (inchesToM(rimIn) + heightM);
  const a = heightM / 2;
  const b = widthM / 2;
  const perimeterM = Math.PI * (3 * (a + b) - Math.sqrt((3 * a + b) * (a + 3 * b)));
  return { volumeL: (Math.PI / 4) * heightM * widthM * aroundM * 1000, wallM2: perimeterM * aroundM };
}
