import { NO_PLACE, readFix, type StationDraft, WEATHER_CODE } from '../position/coordinates.js';
import { readExtension } from '../position/extension.js';
import type { AprsSymbol, Draft, Station, Weather } from '../report.js';
import { readComment } from './comment.js';
import { frequencyInName } from './frequency.js';
import { readWeather } from './weather.js';

/**
 * Position, symbol and everything after them, from `at` on: what positions, objects and items share.
 * @returns false without a position
 */
export function readStation<T extends StationDraft>(
  text: string,
  at: number,
  station: T,
): station is T & Draft<Station> {
  const start = readFix(text, at, station);
  const { symbol } = station;
  if (start === NO_PLACE || !symbol) return false;
  const weatherEnd = symbol.code === WEATHER_CODE ? readWeatherStation(text, start, station) : start;
  const end =
    weatherEnd === start ? skipSlash(text, readExtension(text, start, symbol, station)) : weatherEnd;
  readComment(text.slice(readSign(text, end, symbol, station)), station);
  return true;
}

/** A slash that only parts the extension from the comment says nothing. */
function skipSlash(text: string, at: number): number {
  return text[at] === '/' && !text.startsWith('/A=', at) ? at + 1 : at;
}

/** After the symbol of a weather station is weather; nothing of it where a digipeater has the symbol. */
function readWeatherStation(text: string, start: number, station: StationDraft): number {
  const weather: Draft<Weather> = station.weather ?? {};
  const end = readWeather(text, start, weather);
  if (end !== start) station.weather = weather;
  return end;
}

const SIGN = /\{([^{}]{1,3})\}/y;

/** `{55}` after the symbol of a sign, `\m` (chapter 11). */
function readSign(text: string, at: number, symbol: AprsSymbol, station: StationDraft): number {
  if (symbol.code !== 'm' || symbol.table === '/') return at;
  SIGN.lastIndex = at;
  const match = SIGN.exec(text);
  if (!match) return at;
  station.signpost = match[1] ?? '';
  return SIGN.lastIndex;
}

/** A name may be the frequency of a repeater (APRS 1.2, freqspec). */
export function readNamedFrequency(name: string, station: StationDraft): void {
  const found = station.frequency ? undefined : frequencyInName(name, station.comment ?? '');
  if (!found) return;
  station.frequency = found.frequency;
  station.comment = found.rest.trim();
}
