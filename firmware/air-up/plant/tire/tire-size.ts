import { inchesToM } from '../../../units.js';
import { FORMS, type TireSize } from './size-forms.js';

/** The air space of a tire: its volume, and the area of its wall. */
export interface TireCavity {
  readonly volumeL: number;
  readonly wallM2: number;
}

/**
 * Thickness of the rubber, in inches: of tread and belts, and of both sidewalls together. With the values of a road
 * tire the elliptical section gives the 5,863 cubic inches for 35x12.5R17 and the 2.17 cubic feet for 31x10.5R15 of
 * SOURCES.md#tire-volume (derived: two figures from two numbers); the values of a light tire are a guess.
 */
const RUBBER_IN = { road: { tread: 0.8, sidewalls: 1.0 }, light: { tread: 0.5, sidewalls: 0.5 } } as const;

type Measures = Pick<TireSize, 'outerIn' | 'widthIn' | 'rimIn'> & Partial<Pick<TireSize, 'build'>>;

/** The smallest rim is a wheelbarrow's, the largest an earth mover's, in. */
const RIM_IN = { min: 4, max: 25 };

/** Parses a size as printed on the sidewall; undefined if it is not a size, or one that no rim could carry. */
export function parseTireSize(text: string): TireSize | undefined {
  if (isBicycle(text)) return undefined;
  for (const { pattern, read } of FORMS) {
    const groups = pattern.exec(text.trim());
    const size = groups ? read(groups.slice(1)) : undefined;
    if (size) return isPossible(size) ? size : undefined;
  }
  return undefined;
}

function isPossible({ outerIn, widthIn, rimIn, build }: TireSize): boolean {
  const { tread, sidewalls } = RUBBER_IN[build];
  const height = (outerIn - rimIn) / 2;
  return (
    rimIn >= RIM_IN.min &&
    rimIn <= RIM_IN.max &&
    height > tread &&
    height < 2 * widthIn &&
    widthIn > 2 * sidewalls
  );
}

/** 700x28C, 26x2.1, 28-622: half a liter, which the first pulse of a pump overfills. */
function isBicycle(text: string): boolean {
  return /^\s*(?:7\d\d\s*x\s*\d{2}\s*[a-d]?|(?:1[2-9]|2\d)\s*x\s*[123](?:\.\d+)?|\d{2}\s*-\s*\d{3})\s*$/i.test(
    text,
  );
}

const EXAMPLES = '35x12.5R17, LT265/70R17, 7.50-16, 120/70ZR17';

/** What to do about a size that {@link parseTireSize} does not read. */
export function tireSizeHint(text: string): string {
  const typed = text.trim();
  if (isBicycle(typed)) return 'a bicycle tire is too small for this pump and sensor: use a hand pump';
  const meant = SLIPS.map((mend) => mend(typed)).find((each) => each !== typed && parseTireSize(each));
  if (meant !== undefined) return `did you mean ${meant}?`;
  if (/^\D{0,2}\d{2,3}(?:\.\d+)?\s*[x/]\s*\d{1,2}(?:\.\d+)?\s*[rbd-]?$/i.test(typed))
    return `the rim is missing; it comes last: ${typed.replace(/[rbd-]$/i, '')}R17`;
  return `as printed on the sidewall: ${EXAMPLES}`;
}

/** Corrects usual typing mistakes: `35*12.5R17`, `35/12.5R17`, `265x70R17`, `265-70-17`, `35x12,5R17`, `265/70 17`. */
const SLIPS: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll(',', '.'),
  (text) => text.replace(/^(\D*\d{2}(?:\.\d+)?)\s*[*×/-]\s*/, '$1x').replaceAll(',', '.'),
  (text) => text.replace(/^(\D*\d{3})\s*[x*×-]\s*/i, '$1/'),
  (text) => text.replace(/^(\D*\d{3})\s+(\d{2})\s+[r]?\s*(?=\d)/i, '$1/$2R'),
  (text) => text.replace(/\s+(\d{2})$/, 'R$1'),
  (text) => text.replace(/^(\D*\d{3})\s*[x*×/-]?\s*(\d{2})\s*[-x/ ]\s*(\d{2})$/i, '$1/$2R$3'),
];

/**
 * The air space as a ring with an elliptical section: V = pi/4 h w * pi D, wall = perimeter (Ramanujan) * pi D.
 * h and w are those of the tire less its rubber; D is the diameter through the middle of the section.
 * Source: SOURCES.md#tire-volume; a rectangular section gives 50 % too much.
 */
export function tireCavity({ outerIn, widthIn, rimIn, build = 'road' }: Measures): TireCavity {
  const { tread, sidewalls } = RUBBER_IN[build];
  const heightM = inchesToM((outerIn - rimIn) / 2 - tread);
  const widthM = inchesToM(widthIn - sidewalls);
  const circumferenceM = Math.PI * (inchesToM(rimIn) + heightM);
  const a = heightM / 2;
  const b = widthM / 2;
  const perimeterM = Math.PI * (3 * (a + b) - Math.sqrt((3 * a + b) * (a + 3 * b)));
  return {
    volumeL: (Math.PI / 4) * heightM * widthM * circumferenceM * 1000,
    wallM2: perimeterM * circumferenceM,
  };
}
