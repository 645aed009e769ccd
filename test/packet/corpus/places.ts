import { type Draw, in91, padded } from './draw.js';
import { type Part, together } from './part.js';

const MPH_PER_KNOT = 1.852 / 1.609344;

/** Symbols that change nothing in how the rest is read. */
const SYMBOLS = ['/>', '/-', '/[', '/k', '/#', '/v', '\\#', 'I#', 'S&', '1>'] as const;

export function symbol(draw: Draw): string {
  return draw.pick(SYMBOLS);
}

/** By the digits that are left out: what stays open, in hundredths of a minute, and its middle. */
const OPEN = [1, 10, 100, 1000, 6000];
const MIDDLE = [0, 5, 50, 500, 3000];

/** Chapter 8: degrees, minutes and hundredths; digits from the right may be left out (chapter 6). */
export function plain(draw: Draw, of: string, blanks = 0): Part {
  const one = (degrees: number, width: number, sides: readonly [string, string]): [string, number] => {
    const [whole, hundredths, side] = [draw.whole(0, degrees), draw.whole(0, 5999), draw.pick(sides)];
    const digits = [...padded(hundredths, 4)].map((digit, at) => (at < 4 - blanks ? digit : ' ')).join('');
    const open = OPEN[blanks] ?? 1;
    const minutes = whole * 60 + (hundredths - (hundredths % open) + (MIDDLE[blanks] ?? 0)) / 100;
    const text = `${padded(whole, width)}${digits.slice(0, 2)}.${digits.slice(2)}${side}`;
    return [text, side === 'S' || side === 'W' ? -minutes : minutes];
  };
  const [north, latitude] = one(89, 2, ['N', 'S']);
  const [east, longitude] = one(179, 3, ['E', 'W']);
  return { text: `${north}${of[0]}${east}${of[1]}`, facts: { latitude, longitude } };
}

/** Chapter 9; what the last three characters say is one of four. */
export function compressed(draw: Draw, of: string, says: 'nothing' | 'motion' | 'range' | 'altitude'): Part {
  const [north, east] = [draw.whole(0, 180 * 380926 - 1), draw.whole(0, 360 * 190463 - 1)];
  const table = /\d/.test(of[0] ?? '') ? String.fromCharCode(97 + Number(of[0])) : of[0];
  const place = { latitude: (90 - north / 380926) * 60, longitude: (-180 + east / 190463) * 60 };
  return together(
    { text: `${table}${in91(north, 4)}${in91(east, 4)}${of[1]}`, facts: place },
    LAST_THREE[says](draw),
  );
}

const LAST_THREE: Readonly<Record<Parameters<typeof compressed>[2], (draw: Draw) => Part>> = {
  nothing: (draw) => ({ text: draw.pick([' sT', ' s!', ' sC']), facts: {} }),
  motion: (draw) => {
    const [c, s] = [draw.whole(0, 89), draw.whole(0, 70)];
    return {
      text: `${in91(c, 1)}${in91(s, 1)}C`,
      facts: { course: c * 4 || 360, speed: (1.08 ** s - 1) * MPH_PER_KNOT },
    };
  },
  range: (draw) => {
    const s = draw.whole(0, 60);
    return { text: `{${in91(s, 1)}C`, facts: { range: Number((2 * 1.08 ** s).toFixed(1)) } };
  },
  altitude: (draw) => {
    const cs = draw.whole(500, 5500);
    return { text: `${in91(cs, 2)}S`, facts: { altitude: 1.002 ** cs } };
  },
};

/** Chapter 7: course 1 to 360 and knots. */
export function motion(draw: Draw): Part {
  const [course, knots] = [draw.whole(1, 360), draw.whole(0, 400)];
  return { text: `${padded(course, 3)}/${padded(knots, 3)}`, facts: { course, speed: knots * MPH_PER_KNOT } };
}

/** Chapter 7: power, height, gain and direction. */
export function antenna(draw: Draw): Part {
  const [p, h, g, d] = [draw.whole(0, 9), draw.whole(0, 9), draw.whole(0, 9), draw.whole(0, 8)];
  return { text: `PHG${p}${h}${g}${d}`, facts: { antenna: `${p ** 2} W ${g}dBi` } };
}

/** Chapter 7: miles. */
export function range(draw: Draw): Part {
  const miles = draw.whole(0, 900);
  return { text: `RNG${padded(miles, 4)}`, facts: { range: miles } };
}
