import { type Fix, readFix } from '../position/coordinates.js';
import { readExtension } from '../position/extension.js';
import type { Station } from '../report.js';
import { humanText } from '../text.js';
import { readComment } from './comment.js';
import { readWeather } from './weather.js';

/** A weather station by its symbol; what follows is weather then, not a comment. */
const WEATHER_CODE = '_';

/** Position, symbol and everything after them: what positions, objects and items share. Undefined without a position. */
export function readStation(text: string): Station | undefined {
  const fix = readFix(text);
  if (!fix) return undefined;
  const { length, ...head } = fix;
  const rest = text.slice(length);
  if (fix.symbol.code === WEATHER_CODE) return readWeatherStation(fix, rest);
  const { extension, rest: comment } =
    fix.form === 'plain' ? readExtension(rest, fix.symbol) : { extension: {}, rest };
  // A slash that only parts the extension from the comment says nothing.
  return { ...head, ...extension, ...readComment(comment.replace(/^\/(?!A=)/, ''), fix.place) };
}

/** In a compressed position course and speed are the wind (chapter 12). */
function readWeatherStation({ form, place, symbol, courseDeg, speedKmh }: Fix, text: string): Station {
  const wind =
    courseDeg === undefined || speedKmh === undefined ? {} : { windFromDeg: courseDeg, windKmh: speedKmh };
  const { weather, rest } = readWeather(text, wind);
  return { form, place, symbol, weather, comment: humanText(rest) };
}
