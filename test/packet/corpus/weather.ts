import { INCHES_PER_HPA } from '../judges/facts.js';
import { type Draw, padded } from './draw.js';
import { NOTHING, type Part, together } from './part.js';

/** Chapter 12, and what stations make of it: each field by its letter. */

function field(letter: string, value: number, width: number, facts: Part['facts']): Part {
  const digits = value < 0 ? `-${padded(-value, width - 1)}` : padded(value, width);
  return { text: letter + digits, facts };
}

/** Not measured. */
function dots(letter: string, width: number): Part {
  return { text: letter + '.'.repeat(width), facts: {} };
}

type Field = (draw: Draw) => Part;

const inches =
  (letter: string, key: string): Field =>
  (draw) => {
    const hundredths = draw.whole(0, 999);
    return field(letter, hundredths, 3, { [key]: hundredths / 100 });
  };

const gust: Field = (draw) => {
  const mph = draw.whole(0, 99);
  return field('g', mph, 3, { gust: mph });
};
const temperature: Field = (draw) => {
  const degrees = draw.whole(-40, 120);
  return field('t', degrees, 3, { temperature: degrees });
};
const humidity: Field = (draw) => {
  const percent = draw.whole(1, 100);
  return field('h', percent % 100, 2, { humidity: percent });
};
const pressure: Field = (draw) => {
  const tenths = draw.whole(9500, 10_500);
  return field('b', tenths, 5, { barometer: (tenths / 10) * INCHES_PER_HPA });
};
const light: Field = (draw) => field('L', draw.whole(0, 999), 3, {});

/** By chapter: gust and temperature, then each of the others or none. */
export function fields(draw: Draw): Part {
  const more = [
    inches('r', 'rain-hour'),
    inches('p', 'rain-day'),
    inches('P', 'rain-midnight'),
    humidity,
    pressure,
    light,
  ].filter(() => draw.whole(1, 3) > 1);
  return together(gust(draw), temperature(draw), ...more.map((one) => one(draw)));
}

/** What stations send: mixed, with dots, three digits of humidity, and the letters of weather-new. */
export function fieldsAsSent(draw: Draw): Part {
  const kinds: Part[] = [
    draw.once(3) ? dots('r', 3) : inches('r', 'rain-hour')(draw),
    draw.once(3) ? dots('p', 3) : inches('p', 'rain-day')(draw),
    draw.once(3) ? dots('P', 3) : inches('P', 'rain-midnight')(draw),
    draw.pick([
      { text: 'h100', facts: { humidity: 100 } },
      { text: `h0${draw.whole(10, 99)}`, facts: {} },
      dots('h', 2),
      dots('h', 3),
      humidity(draw),
    ]),
    pressure(draw),
    draw.once(2) ? { text: `V${padded(draw.whole(90, 160), 3)}`, facts: {} } : NOTHING,
    draw.once(3) ? { text: `X${padded(draw.whole(0, 999), 3)}`, facts: {} } : NOTHING,
    draw.once(3) ? { text: `F${padded(draw.whole(0, 999), 4)}`, facts: {} } : NOTHING,
  ].map((part) =>
    /^h0\d\d$/.test(part.text) ? { ...part, facts: { humidity: Number(part.text.slice(1)) } } : part,
  );
  const turned = draw.whole(0, kinds.length - 1);
  const mixed = draw.once(2) ? kinds : [...kinds.slice(turned), ...kinds.slice(0, turned)];
  const first = draw.once(4) ? dots('g', 3) : gust(draw);
  return together(first, draw.once(4) ? dots('t', 3) : temperature(draw), ...mixed);
}

/** Direction and miles per hour behind a plain position. */
export function wind(draw: Draw): Part {
  const [from, mph] = [draw.whole(1, 360), draw.whole(0, 80)];
  return { text: `${padded(from, 3)}/${padded(mph, 3)}`, facts: { 'wind-from': from, wind: mph } };
}

/** The same without a position. */
export function windLetters(draw: Draw): Part {
  const [from, mph] = [draw.whole(1, 360), draw.whole(0, 80)];
  return { text: `c${padded(from, 3)}s${padded(mph, 3)}`, facts: { 'wind-from': from, wind: mph } };
}

/** Chapter 5, with the columns of Xastir. */
export function peet(draw: Draw): Part {
  const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0');
  const [sixteenth, speed, degrees] = [draw.whole(0, 15), draw.whole(0, 60), draw.whole(-40, 110)];
  const mark = draw.pick(['#', '*']);
  return {
    text: `${mark}${hex(sixteenth, 1)}${hex(speed, 2)}${hex(degrees + 56, 2)}${hex(draw.whole(0, 999), 4)}${hex(0, 4)}`,
    facts: {
      'wind-from': sixteenth * 22.5 || 360,
      wind: mark === '*' ? speed : speed / 1.609344,
      temperature: degrees,
      comment: '',
    },
  };
}
