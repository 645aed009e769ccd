/** The dimensions in a size, in inches, and how accurate the volume calculated from them is. */
export interface TireSize {
  readonly outerIn: number;
  readonly widthIn: number;
  readonly rimIn: number;
  /** `light`: thin rubber, as on motorcycles, ATVs and small trailers. */
  readonly build: 'road' | 'light';
  /** The volume may be wrong by this share, either way: SOURCES.md#tire-volume. */
  readonly error: number;
}

const MM_PER_INCH = 25.4;
/** Error if two dimensions of the size are the tire's own. */
const GOOD = 0.15;
/** Error if the height is that of usual tires of its kind. */
const ROUGH = 0.25;

/** Between width and rim: `R`, `ZR`, `HB`, `D`, `-`. */
const JOINT = String.raw`\s*(?:[a-z]?[rbd]|-)\s*-?\s*`;
const RIM = String.raw`(\d{1,2}(?:\.5)?)`;
/** What may follow: `LT`, `C`, load range, load index, `TL`, `M/C`. */
const REST = String.raw`(?:\s*(?:lt|st|mh|c|tl|tt|m\/c|m))?(?:\s*(?:\/\s*)?[a-n])?(?:\s*\(?\d{2,3}(?:\/\d{2,3})?[a-z]\)?)?`;
const INCHES = String.raw`(\d{1,2}(?:\.\d{1,2})?)`;

interface Form {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => TireSize | undefined;
}

function pattern(start: string): RegExp {
  return new RegExp(`^${start}${JOINT}${RIM}${REST}$`, 'i');
}

/** `share`: of the height of the section in its width. */
function byShare(widthIn: number, share: number, rimIn: number, more: Pick<TireSize, 'build' | 'error'>) {
  return { outerIn: rimIn + 2 * widthIn * share, widthIn, rimIn, ...more };
}

/** Width of the widest motorcycle tire on sale, mm. */
const WIDEST_MOTORCYCLE_MM = 240;

/** 265/70R17, LT235/85R16E, ST205/75D15, 120/70ZR17. Widths of motorcycles end in 0, all others in 5. */
function metric([width = '', share = '', rim = '']: readonly string[]): TireSize {
  const mm = Number(width);
  const isMotorcycle = mm % 10 === 0 && mm <= WIDEST_MOTORCYCLE_MM;
  const more = isMotorcycle
    ? ({ build: 'light', error: ROUGH } as const)
    : ({ build: 'road', error: GOOD } as const);
  return byShare(mm / MM_PER_INCH, Number(share) / 100, Number(rim), more);
}

/** Letters of motorcycle sizes, mm: SOURCES.md#tire-volume. */
const LETTER_MM: Readonly<Record<string, number>> = {
  h: 80,
  j: 90,
  m: 100,
  n: 110,
  p: 120,
  r: 120,
  t: 130,
  u: 140,
  v: 150,
};

/**
 * Height of the section of sizes that name its width in inches alone; a rim of half inches has a tubeless truck tire.
 */
function inches([width = '', rim = '']: readonly string[]): TireSize {
  const wide = Number(width);
  const rimIn = Number(rim);
  if (rim.endsWith('.5')) return byShare(wide, 0.87, rimIn, { build: 'road', error: ROUGH });
  const isLight = wide < 5.5;
  return byShare(wide, isLight ? 0.97 : 1.03, rimIn, { build: isLight ? 'light' : 'road', error: ROUGH });
}

/** A tire narrower than this, on a small rim, is for an ATV or a mower. */
const ATV_RIM_IN = 14;

/** Every way in which a size is written; the first that fits is used. */
export const FORMS: readonly Form[] = [
  {
    // 35x12.5R17LT, LT35x12.50-17, AT25x8-12, 18x8.5-8
    pattern: pattern(String.raw`(?:lt|at|p)?\s*(\d{2}(?:\.\d{1,2})?)\s*x\s*${INCHES}`),
    read: ([outer = '', width = '', rim = '']) => {
      const isLight = Number(rim) <= ATV_RIM_IN && Number(outer) < 29;
      return {
        outerIn: Number(outer),
        widthIn: Number(width),
        rimIn: Number(rim),
        build: isLight ? 'light' : 'road',
        error: isLight ? ROUGH : GOOD,
      };
    },
  },
  {
    pattern: pattern(String.raw`(?:p|lt|st|t)?\s*(\d{2,3})\s*\/\s*(\d{2,3})`),
    read: metric,
  },
  {
    // 195R14C: no height is given; it is then 82 % of the width.
    pattern: new RegExp(String.raw`^(\d{3})\s*[rd]\s*${RIM}${REST}$`, 'i'),
    read: ([width = '', rim = '']) => metric([width, '82', rim]),
  },
  {
    // 12.5/80-18: width in inches, height in percent
    pattern: pattern(String.raw`(\d{1,2}\.\d{1,2})\s*\/\s*(\d{2})`),
    read: ([width = '', share = '', rim = '']) =>
      byShare(Number(width), Number(share) / 100, Number(rim), { build: 'road', error: GOOD }),
  },
  {
    // MT90B16, MU85-16
    pattern: pattern(String.raw`m([hjmnprtuv])\s*(\d{2})`),
    read: ([letter = '', share = '', rim = '']) => {
      const mm = LETTER_MM[letter.toLowerCase()];
      if (mm === undefined) return undefined;
      return byShare(mm / MM_PER_INCH, Number(share) / 100, Number(rim), { build: 'light', error: ROUGH });
    },
  },
  {
    // 7.50-16, 7.50R16LT, 11R22.5, 4.80-8, 4.80/4.00-8, 3.25-18
    pattern: pattern(String.raw`(?:lt|st)?\s*${INCHES}(?:\s*\/\s*\d\.\d{2})?`),
    read: inches,
  },
];
