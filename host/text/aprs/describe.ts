import {
  type AprsReport,
  describeTime,
  type Grid,
  type Place,
  type QueryArea,
  type ScaledTelemetry,
  type Station,
  type Storm,
  type Telemetry,
  type Weather,
} from '../../packet/aprs/index.js';
import { symbolName } from '../../packet/aprs/symbols/index.js';
import {
  bearingDeg,
  compassPoint,
  distanceKm,
  formatLocator,
  formatMinutes,
  type Point,
} from '../../packet/index.js';
import { describeFrequency } from './describe-frequency.js';
import type { Units } from './units.js';

/** Settings of the reader. */
export interface Reader {
  readonly units: Units;
  /** The point from which distance and bearing are measured. */
  readonly at: Point | undefined;
  /** Format of positions; default: decimal degrees. */
  readonly places?: PlaceFormat;
}

/** Common formats of positions. */
export const PLACES = ['degrees', 'minutes', 'grid'] as const;
/** How positions are written: decimal degrees, degrees and minutes, or a locator. */
export type PlaceFormat = (typeof PLACES)[number];

/** One report as a line for people, without its sender. */
export function describe(report: AprsReport, reader: Reader): string {
  switch (report.kind) {
    case 'position':
      return station(report, reader);
    case 'object':
    case 'item':
      return `${report.kind} ${report.name}${report.live ? '' : ' (gone)'}: ${station(report, reader)}`;
    case 'weather':
      return joined([
        weather(report.weather, reader.units),
        report.time && describeTime(report.time),
        report.comment,
      ]);
    case 'status':
      return `status: ${joined([
        report.comment,
        report.grid && grid(report.grid, reader),
        report.frequency && describeFrequency(report.frequency, reader.units),
        report.beam && `beam to ${report.beam.headingDeg}°, ${report.beam.powerW} W`,
        report.time && describeTime(report.time),
      ])}`;
    case 'grid':
      return joined([grid(report.grid, reader), report.comment]);
    case 'message':
      return `to ${report.to}: ${report.text}${report.id === undefined ? '' : ` (message ${report.id})`}`;
    case 'ack':
      return `to ${report.to}: has message ${report.id}`;
    case 'reject':
      return `to ${report.to}: refuses message ${report.id}`;
    case 'bulletin':
      return `bulletin ${report.bulletin || report.to}${report.group === undefined ? '' : ` for ${report.group}`}: ${report.text}`;
    case 'directed-query':
      return `asks ${report.to} for ${report.query}`;
    case 'telemetry-definition':
      return `${report.defines} of the telemetry of ${report.to}: ${report.values.join(', ')}`;
    case 'telemetry':
      return joined([telemetry(report.telemetry), report.comment]);
    case 'query':
      return `asks all${report.area ? within(report.area, reader) : ''} for ${report.query}`;
    case 'capabilities':
      return `can do: ${Object.entries(report.capabilities)
        .map(([name, value]) => (value === '' ? name : `${name} ${value}`))
        .join(', ')}`;
    case 'third-party':
      return `relays ${report.from}: ${describe(report.inner, reader)}`;
    case 'user-defined':
      return `data of the kind ${report.user}${report.type}: ${report.data}`;
    case 'nmea':
      return report.sentence;
    case 'direction-finder':
      return `a signal bears ${report.bearingDeg}°, quality ${report.quality}`;
    case 'reserved':
      return `${RESERVED[report.use]}: ${report.data}`;
    case 'test':
      return `test data: ${report.data}`;
    case 'other':
      return report.text;
    case 'unreadable':
      return `can't be read (${report.error}): ${report.text}`;
  }
}

const RESERVED = {
  'map-feature': 'map feature',
  shelter: 'shelter',
  'space-weather': 'space weather',
} as const;

/** Joins the parts of a line that exist. */
export function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

function station(report: Station, reader: Reader): string {
  const { units } = reader;
  const { symbol, courseDeg, speedKmh, altitudeM, antenna, rangeKm, signal, bearing, area, storm } = report;
  return joined([
    symbolName(symbol),
    where(report.place, reader),
    speedKmh === undefined ? undefined : motion(units.speed(speedKmh), speedKmh, courseDeg),
    altitudeM === undefined ? undefined : `${units.height(altitudeM)} high`,
    report.state,
    report.weather && weather(report.weather, units),
    antenna && `${antenna.powerW} W, antenna ${units.height(antenna.heightM)} up, ${antenna.gainDb} dB`,
    rangeKm === undefined ? undefined : `range ${units.distance(rangeKm)}`,
    signal && `hears S${signal.strengthS}`,
    bearing && `bears ${bearing.bearingDeg}°`,
    area && `area: ${area.shape}`,
    report.signpost === undefined ? undefined : `says "${report.signpost}"`,
    storm && describeStorm(storm, units),
    report.frequency && describeFrequency(report.frequency, units),
    report.telemetry && telemetry(report.telemetry),
    report.comment === '' ? undefined : `"${report.comment}"`,
    report.time && describeTime(report.time),
    report.device && `[${report.device}]`,
  ]);
}

function within({ radiusKm, ...center }: QueryArea, { units, places }: Reader): string {
  return ` within ${units.distance(radiusKm)} of ${placeText({ ...center, ambiguity: 0 }, places)}`;
}

/** A stationary station has no course. */
export function motion(speed: string, speedKmh: number, courseDeg: number | undefined): string {
  return courseDeg === undefined || speedKmh < 1
    ? speed
    : `${speed} to ${compassPoint(courseDeg)} (${courseDeg.toFixed(0)}°)`;
}

/** To 18 m of latitude or better; fewer digits if the sender omitted some. */
export function where(place: Place, { units, at, places }: Reader): string {
  const point = placeText(place, places);
  const about = place.ambiguity === 0 ? point : `about ${point}`;
  if (!at) return about;
  const bearing = bearingDeg(at, place);
  return `${about} (${units.distance(distanceKm(at, place))} ${compassPoint(bearing)}, ${bearing.toFixed(0)}°)`;
}

function placeText(place: Place, places: PlaceFormat = 'degrees'): string {
  if (places === 'grid') return formatLocator(place);
  if (places === 'minutes') return formatMinutes(place, Math.max(0, 2 - place.ambiguity));
  const digits = place.ambiguity === 0 ? 4 : place.ambiguity < 3 ? 2 : 1;
  return `${place.latitude.toFixed(digits)}, ${place.longitude.toFixed(digits)}`;
}

function grid({ locator, place }: Grid, reader: Reader): string {
  return `grid ${locator}, ${where({ ...place, ambiguity: 2 }, reader)}`;
}

function weather(report: Weather, units: Units): string {
  const { temperatureC, windKmh, windFromDeg, gustKmh, humidityPercent, pressureHpa } = report;
  const { rainHourMm, rainDayMm, rainSinceMidnightMm, snowDayMm } = report;
  const { luminosityWm2, waterLevelM, radiationNsvH, batteryV, software, unit } = report;
  const from = windFromDeg === undefined ? '' : ` from ${compassPoint(windFromDeg)}`;
  return joined([
    temperatureC === undefined ? undefined : units.temperature(temperatureC),
    windKmh === undefined ? undefined : `wind ${units.speed(windKmh)}${from}`,
    gustKmh === undefined ? undefined : `gusts ${units.speed(gustKmh)}`,
    humidityPercent === undefined ? undefined : `${humidityPercent}% humid`,
    pressureHpa === undefined ? undefined : `${pressureHpa.toFixed(1)} hPa`,
    rainHourMm === undefined ? undefined : `rain ${units.rain(rainHourMm)} in an hour`,
    rainDayMm === undefined ? undefined : `${units.rain(rainDayMm)} in a day`,
    rainSinceMidnightMm === undefined ? undefined : `${units.rain(rainSinceMidnightMm)} since midnight`,
    snowDayMm === undefined ? undefined : `snow ${units.rain(snowDayMm)} in a day`,
    luminosityWm2 === undefined ? undefined : `light ${luminosityWm2} W/m²`,
    waterLevelM === undefined ? undefined : `water ${units.height(waterLevelM)}`,
    radiationNsvH === undefined ? undefined : `radiation ${radiationNsvH} nSv/h`,
    batteryV === undefined ? undefined : `battery ${batteryV} V`,
    unit === undefined ? undefined : `station ${unit}`,
    software === undefined ? undefined : `by ${software}`,
  ]);
}

function describeStorm({ storm, sustainedKmh, gustKmh, pressureHpa }: Storm, units: Units): string {
  return `${storm.replace('-', ' ')}, wind ${units.speed(sustainedKmh)}, gusts ${units.speed(gustKmh)}, ${pressureHpa} hPa`;
}

function telemetry({ sequence, values, bits }: Telemetry): string {
  const number = sequence === undefined ? '' : ` ${sequence}`;
  const shown = values.map((value) => value ?? '-').join(' ');
  return `telemetry${number}: ${shown}${bits === undefined ? '' : ` bits ${bits}`}`;
}

/** `Battery 12.5 V, Door on`: telemetry as defined by its station. */
export function describeScaled({ project, values, bits }: ScaledTelemetry): string {
  return joined([
    project === undefined ? undefined : `"${project}"`,
    ...values.map(({ name, value, unit }) => `${name} ${value ?? '-'} ${unit}`.trim()),
    ...bits.map(({ name, isOn, unit }) => `${name} ${isOn ? unit || 'on' : `not ${unit || 'on'}`}`),
  ]);
}
