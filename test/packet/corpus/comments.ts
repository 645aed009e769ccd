import { type Draw, in91, padded } from './draw.js';
import { NOTHING, type Part } from './part.js';

/** Chapter 6: feet, anywhere in the comment. */
export function altitude(draw: Draw): Part {
  const feet = draw.whole(0, 99_999);
  return { text: `/A=${padded(feet, 6)}`, facts: { altitude: feet } };
}

/** APRS 1.2, base 91 telemetry: sequence, values and bits, the first of them the lowest. */
export function telemetry91(draw: Draw): Part {
  const [sequence, count, hasBits] = [draw.whole(0, 8280), draw.whole(1, 5), draw.once(3)];
  const values = Array.from({ length: count }, () => draw.whole(0, 8280));
  const bits = draw.whole(0, 255);
  const all = hasBits ? [...values.concat(Array(5 - count).fill(0)), bits] : values;
  return {
    text: `|${[sequence, ...all].map((value) => in91(value, 2)).join('')}|`,
    facts: {
      sequence,
      ...Object.fromEntries(all.slice(0, 5).map((value, at) => [`A${at + 1}`, value])),
      ...(hasBits && { bits: [...padded(Number(bits.toString(2)), 8)].reverse().join('') }),
    },
  };
}

/** APRS 1.2, !DAO!: one more digit, or two as base 91 times 1.1. */
export function finer(draw: Draw, place: Part): Part {
  const isDecimal = draw.once(2);
  const drawn = (): [string, number] => {
    const digit = isDecimal ? draw.whole(0, 9) : draw.whole(0, 90);
    return isDecimal ? [String(digit), digit / 1000] : [in91(digit, 1), (digit * 1.1) / 10_000];
  };
  const [[north, latitude], [east, longitude]] = [drawn(), drawn()];
  const away = (key: 'latitude' | 'longitude', minutes: number): number => {
    const from = Number(place.facts[key]);
    return from + (Object.is(from, -0) || from < 0 ? -minutes : minutes);
  };
  return {
    text: `!${isDecimal ? 'W' : 'w'}${north}${east}!`,
    facts: { latitude: away('latitude', latitude), longitude: away('longitude', longitude) },
  };
}

/** EIA RS-220, and what a packet has of each. */
const TONES = [67, 71.9, 77, 88.5, 100, 107.2, 123, 131.8, 141.3, 162.2, 203.5] as const;
const DCS = ['023', '047', '125', '245', '606'] as const;

/** APRS 1.2, freqspec: `146.520MHz T100 -060 R20m`, each of the last three or none. */
export function frequency(draw: Draw): Part {
  const mhz = draw.pick(['146', '147', '145', '439', '444', '223']);
  const digits = padded(draw.whole(0, 199) * 5, 3);
  return join(
    { text: `${mhz}.${digits}MHz`, facts: { frequency: Number(`${mhz}.${digits}`) } },
    ...tail(draw),
  );
}

/** What stands behind a frequency, or in the comment of an object that is named after one. */
export function tail(draw: Draw): Part[] {
  const tone = draw.whole(1, 4) > 1 ? toneOf(draw) : NOTHING;
  const tens = draw.pick([60, 160, 500, 760]);
  const sign = draw.pick(['+', '-']);
  const offset = draw.once(2)
    ? { text: `${sign}${padded(tens, 3)}`, facts: { offset: (sign === '-' ? -10 : 10) * tens } }
    : NOTHING;
  const miles = draw.whole(10, 99);
  const reach = draw.once(3) ? { text: `R${miles}m`, facts: { range: miles } } : NOTHING;
  return [tone, offset, reach];
}

function toneOf(draw: Draw): Part {
  const code = draw.pick(DCS);
  if (draw.once(4)) return { text: `D${code}`, facts: { tone: code } };
  const hz = draw.pick(TONES);
  return { text: `${draw.pick(['T', 'C'])}${padded(Math.floor(hz), 3)}`, facts: { tone: hz } };
}

/** With a blank between. */
function join(...parts: readonly Part[]): Part {
  const there = parts.filter(({ text }) => text !== '');
  return {
    text: there.map(({ text }) => text).join(' '),
    facts: Object.assign({}, ...there.map(({ facts }) => facts)) as Part['facts'],
  };
}

export { join };

/** Words around what is meant for programs: that is what is left for people. */
export function comment(draw: Draw, ...inner: readonly Part[]): Part {
  const first = draw.once(2) ? `${draw.words()} ` : '';
  const last = draw.once(2) ? ` ${draw.words()}` : '';
  return {
    text: first + inner.map(({ text }) => text).join('') + last,
    facts: {
      ...(Object.assign({}, ...inner.map(({ facts }) => facts)) as Part['facts']),
      comment: (first + last).trim(),
    },
  };
}

/** A comment with nothing in it but words. */
export function words(draw: Draw): Part {
  const text = draw.words();
  return { text, facts: { comment: text } };
}
