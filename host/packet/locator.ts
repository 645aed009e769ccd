import type { Point } from './geo.js';

/** Letters and digits in turns, two and two: field, square, subsquare and what divides that. */
const LOCATOR = /^[A-R]{2}\d{2}[A-X]{2}(?:\d{2}(?:[A-X]{2})?)?$/i;

/** Into how many parts each pair divides the last one (IARU Region 1, VHF Managers Handbook). */
const PARTS = [18, 10, 24, 10, 24];

/** The middle of a Maidenhead square of 6 to 10 characters; undefined for any other text. */
export function locatorPoint(text: string): Point | undefined {
  return LOCATOR.test(text) ? middleOf(text) : undefined;
}

/** The middle of a Maidenhead square of any size; the text must be one. */
export function middleOf(text: string): Point {
  let [latitude, longitude, height, width] = [-90, -180, 180, 360];
  for (let pair = 0; 2 * pair < text.length; pair++) {
    const parts = PARTS[pair] ?? 1;
    width /= parts;
    height /= parts;
    longitude += width * step(text[2 * pair]);
    latitude += height * step(text[2 * pair + 1]);
  }
  return { latitude: latitude + height / 2, longitude: longitude + width / 2 };
}

/** The square of 6 characters, 5 by 2.5 minutes, that a place is in. */
export function formatLocator({ latitude, longitude }: Point): string {
  let [y, x, height, width] = [
    Math.min(latitude + 90, 180 - 1e-9),
    Math.min(longitude + 180, 360 - 1e-9),
    180,
    360,
  ];
  let text = '';
  for (const [pair, parts] of PARTS.slice(0, 3).entries()) {
    width /= parts;
    height /= parts;
    for (const [value, size] of [
      [x, width],
      [y, height],
    ] as const) {
      const index = Math.floor(value / size);
      text += pair === 1 ? String(index) : String.fromCharCode((pair === 0 ? 65 : 97) + index);
    }
    x %= width;
    y %= height;
  }
  return text;
}

function step(character = ''): number {
  return /\d/.test(character) ? Number(character) : character.toUpperCase().charCodeAt(0) - 65;
}
