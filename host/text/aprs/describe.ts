import type {
  AprsReport,
  Grid,
  Place,
  QueryArea,
  ScaledTelemetry,
  Station,
  Storm,
  Telemetry,
  Weather,
} from '../../packet/aprs/index.js';
import { symbolName } from '../../packet/aprs/symbols/index.js';
import { bearingDeg, distanceKm, formatLocator, formatMinutes, type Point } from '../../packet/index.js';
import { describeFrequency } from './describe-frequency.js';
import type { Units } from './units.js';
import { type AprsWords, ENGLISH_WORDS } from './words.js';

/** Settings of the reader. */
export interface Reader {
  readonly units: Units;
  /** The point from which distance and bearing are measured. */
  readonly at: Point | undefined;
  /** Format of positions; default: decimal degrees. */
  readonly places?: PlaceFormat;
  /** Language of the sentences; default: English. */
  readonly words?: AprsWords;
}

const wordsOf = ({ words = ENGLISH_WORDS }: Pick<Reader, 'words'>): AprsWords => words;

/** Common formats of positions. */
export const PLACES = ['degrees', 'minutes', 'grid'] as const;
/** How positions are written: decimal degrees, degrees and minutes, or a locator. */
export type PlaceFormat = (typeof PLACES)[number];

/** One report as a line for people, without its sender. */
export function describe(report: AprsReport, reader: Reader): string {
  const words = wordsOf(reader);
  switch (report.kind) {
    case 'position':
      return station(report, reader);
    case 'object':
    case 'item':
      return `${words.kinds[report.kind]} ${report.name}${report.live ? '' : ` ${words.gone}`}: ${station(report, reader)}`;
    case 'weather':
      return joined([
        weather(report.weather, reader),
        report.time && words.time(report.time),
        report.comment,
      ]);
    case 'status':
      return `${words.status}: ${joined([
        report.comment,
        report.grid && grid(report.grid, reader),
        report.frequency && describeFrequency(report.frequency, reader.units, words),
        report.beam && words.beam(report.beam.headingDeg, report.beam.powerW),
        report.time && words.time(report.time),
      ])}`;
    case 'grid':
      return joined([grid(report.grid, reader), report.comment]);
    case 'message':
      return `${words.to(report.to)}: ${report.text}${report.id === undefined ? '' : words.message(report.id)}`;
    case 'ack':
      return `${words.to(report.to)}: ${words.hasMessage(report.id)}`;
    case 'reject':
      return `${words.to(report.to)}: ${words.refusesMessage(report.id)}`;
    case 'bulletin':
      return `${words.bulletin(report.bulletin || report.to, report.group)}: ${report.text}`;
    case 'directed-query':
      return words.asks(report.to, report.query);
    case 'telemetry-definition':
      return `${words.defines(report.defines, report.to)}: ${report.values.join(', ')}`;
    case 'telemetry':
      return joined([telemetry(report.telemetry, words), report.comment]);
    case 'query':
      return words.asksAll(report.area ? within(report.area, reader) : '', report.query);
    case 'capabilities':
      return `${words.can}: ${Object.entries(report.capabilities)
        .map(([name, value]) => (value === '' ? name : `${name} ${value}`))
        .join(', ')}`;
    case 'third-party':
      return `${words.relays(report.from)}: ${describe(report.inner, reader)}`;
    case 'user-defined':
      return `${words.userData(`${report.user}${report.type}`)}: ${report.data}`;
    case 'nmea':
      return report.sentence;
    case 'direction-finder':
      return words.directionFound(report.bearingDeg, report.quality);
    case 'reserved':
      return `${words.reserved[report.use]}: ${report.data}`;
    case 'test':
      return `${words.test}: ${report.data}`;
    case 'other':
      return report.text;
    case 'unreadable':
      return `${words.unreadable(report.error)}: ${report.text}`;
  }
}

/** Joins the parts of a line that exist. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

function station(report: Station, reader: Reader): string {
  const { units } = reader;
  const words = wordsOf(reader);
  const { symbol, courseDeg, speedKmh, altitudeM, antenna, rangeKm, signal, bearing, area, storm } = report;
  return joined([
    words.symbol(symbolName(symbol)),
    where(report.place, reader),
    speedKmh === undefined ? undefined : motion(units.speed(speedKmh), speedKmh, courseDeg, words),
    altitudeM === undefined ? undefined : words.high(units.height(altitudeM)),
    report.state,
    report.weather && weather(report.weather, reader),
    antenna && words.antenna(antenna.powerW, units.height(antenna.heightM), antenna.gainDb),
    rangeKm === undefined ? undefined : words.range(units.distance(rangeKm)),
    signal && words.hears(signal.strengthS),
    bearing && words.bears(bearing.bearingDeg),
    area && words.area(area.shape),
    report.signpost === undefined ? undefined : words.signpost(report.signpost),
    storm && describeStorm(storm, reader),
    report.frequency && describeFrequency(report.frequency, units, words),
    report.telemetry && telemetry(report.telemetry, words),
    report.comment === '' ? undefined : `"${report.comment}"`,
    report.time && words.time(report.time),
    report.device && `[${report.device}]`,
  ]);
}

function within({ radiusKm, ...center }: QueryArea, reader: Reader): string {
  const place = placeText({ ...center, ambiguity: 0 }, reader.places);
  return wordsOf(reader).within(reader.units.distance(radiusKm), place);
}

/** A stationary station has no course. */
export function motion(
  speed: string,
  speedKmh: number,
  courseDeg: number | undefined,
  words: AprsWords = ENGLISH_WORDS,
): string {
  return courseDeg === undefined || speedKmh < 1
    ? speed
    : words.moving(speed, words.compass(courseDeg), courseDeg.toFixed(0));
}

/** To 18 m of latitude or better; fewer digits if the sender omitted some. */
export function where(place: Place, { units, at, places, words = ENGLISH_WORDS }: Reader): string {
  const point = placeText(place, places);
  const about = place.ambiguity === 0 ? point : words.about(point);
  if (!at) return about;
  const bearing = bearingDeg(at, place);
  return `${about} (${units.distance(distanceKm(at, place))} ${words.compass(bearing)}, ${bearing.toFixed(0)}°)`;
}

function placeText(place: Place, places: PlaceFormat = 'degrees'): string {
  if (places === 'grid') return formatLocator(place);
  if (places === 'minutes') return formatMinutes(place, Math.max(0, 2 - place.ambiguity));
  const digits = place.ambiguity === 0 ? 4 : place.ambiguity < 3 ? 2 : 1;
  return `${place.latitude.toFixed(digits)}, ${place.longitude.toFixed(digits)}`;
}

function grid({ locator, place }: Grid, reader: Reader): string {
  return `${wordsOf(reader).grid} ${locator}, ${where({ ...place, ambiguity: 2 }, reader)}`;
}

function weather(report: Weather, reader: Reader): string {
  const { units } = reader;
  const words = wordsOf(reader);
  const { temperatureC, windKmh, windFromDeg, gustKmh, humidityPercent, pressureHpa } = report;
  const { rainHourMm, rainDayMm, rainSinceMidnightMm, snowDayMm } = report;
  const { luminosityWm2, waterLevelM, radiationNsvH, batteryV, software, unit } = report;
  const from = windFromDeg === undefined ? undefined : words.compass(windFromDeg);
  return joined([
    temperatureC === undefined ? undefined : units.temperature(temperatureC),
    windKmh === undefined ? undefined : words.wind(units.speed(windKmh), from),
    gustKmh === undefined ? undefined : words.gusts(units.speed(gustKmh)),
    humidityPercent === undefined ? undefined : words.humid(humidityPercent),
    pressureHpa === undefined ? undefined : `${words.number(pressureHpa.toFixed(1))} hPa`,
    rainHourMm === undefined ? undefined : words.rain(units.rain(rainHourMm)),
    rainDayMm === undefined ? undefined : words.rainDay(units.rain(rainDayMm)),
    rainSinceMidnightMm === undefined ? undefined : words.rainMidnight(units.rain(rainSinceMidnightMm)),
    snowDayMm === undefined ? undefined : words.snow(units.rain(snowDayMm)),
    luminosityWm2 === undefined ? undefined : words.light(luminosityWm2),
    waterLevelM === undefined ? undefined : words.water(units.height(waterLevelM)),
    radiationNsvH === undefined ? undefined : words.radiation(radiationNsvH),
    batteryV === undefined ? undefined : words.battery(batteryV),
    unit === undefined ? undefined : words.station(unit),
    software === undefined ? undefined : words.by(software),
  ]);
}

function describeStorm({ storm, sustainedKmh, gustKmh, pressureHpa }: Storm, reader: Reader): string {
  const { units } = reader;
  const words = wordsOf(reader);
  const [wind, gusts] = [words.wind(units.speed(sustainedKmh), undefined), words.gusts(units.speed(gustKmh))];
  return `${words.storm(storm)}, ${wind}, ${gusts}, ${pressureHpa} hPa`;
}

function telemetry({ sequence, values, bits }: Telemetry, words: AprsWords): string {
  const number = sequence === undefined ? '' : ` ${sequence}`;
  const shown = values.map((value) => value ?? '-').join(' ');
  return `${words.telemetry}${number}: ${shown}${bits === undefined ? '' : words.bits(bits)}`;
}

/** `Battery 12.5 V, Door on`: telemetry as defined by its station. */
export function describeScaled({ project, values, bits }: ScaledTelemetry): string {
  return joined([
    project === undefined ? undefined : `"${project}"`,
    ...values.map(({ name, value, unit }) => `${name} ${value ?? '-'} ${unit}`.trim()),
    ...bits.map(({ name, isOn, unit }) => `${name} ${isOn ? unit || 'on' : `not ${unit || 'on'}`}`),
  ]);
}
