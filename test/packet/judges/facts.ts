import type { AprsReport, Frequency, Station, Telemetry, Weather } from '../../../host/packet/aprs/report.js';
import { fahrenheit, KMH_PER_MPH, M_PER_FOOT, MM_PER_INCH } from '../../../host/packet/units.js';

/** What two decoders must agree upon, in the units that Dire Wolf prints. A fact that one does not state is missing. */
export type Facts = Readonly<Record<string, string | number>>;

export const INCHES_PER_HPA = 0.0295333727;

/** How far two numbers may be apart: half of the last digit that Dire Wolf prints, and the rounding of ours. */
const TOLERANCE: Readonly<Record<string, number>> = {
  latitude: 0.0002,
  longitude: 0.0002,
  speed: 0.52,
  course: 0.5,
  altitude: 0.6,
  wind: 0.06,
  gust: 0.02,
  temperature: 0.06,
  rain: 0.006,
  barometer: 0.006,
};

/** The facts that differ, or that only one of the two states. */
export function differences(ours: Facts, theirs: Facts): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((key) => {
    const [a, b] = [ours[key], theirs[key]];
    if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
    return !(Math.abs(a - b) <= (TOLERANCE[key.replace(/-.*/, '')] ?? 0));
  });
}

/** Drops what is undefined. */
export function facts(values: Readonly<Record<string, string | number | undefined>>): Facts {
  return Object.fromEntries(
    Object.entries(values).filter((pair): pair is [string, string | number] => pair[1] !== undefined),
  );
}

/** Our report in those terms. */
export function factsOf(report: AprsReport): Facts {
  switch (report.kind) {
    case 'position':
      return stationFacts(report);
    case 'object':
    case 'item':
      return { ...stationFacts(report), name: report.name, live: String(report.live) };
    case 'weather':
      return { ...weatherFacts(report.weather), comment: report.comment };
    case 'message':
      return facts({
        to: report.to,
        text: report.text,
        id: report.id === undefined ? undefined : report.id + receipt(report.acks),
      });
    case 'ack':
    case 'reject':
      return {
        to: report.to,
        [report.kind]: report.id + receipt(report.acks),
      };
    case 'bulletin':
      return facts({ to: report.to, text: report.text, id: report.id });
    case 'telemetry-definition':
      return { to: report.to, defines: report.defines };
    case 'status':
      return facts({
        comment: report.comment,
        locator: report.grid?.locator,
        latitude: minutes(report.grid?.place.latitude),
        longitude: minutes(report.grid?.place.longitude),
      });
    case 'telemetry':
      return { ...telemetryFacts(report.telemetry), comment: report.comment };
    case 'capabilities':
      return {
        comment: Object.entries(report.capabilities)
          .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
          .join(','),
      };
    default:
      return {};
  }
}

/** Dire Wolf does not tell `{12}` from `{12`. */
function receipt(acks: string | undefined): string {
  return acks === undefined || acks === '' ? '' : `}${acks}`;
}

function minutes(degrees: number | undefined): number | undefined {
  return degrees === undefined ? undefined : degrees * 60;
}

function stationFacts(station: Station): Facts {
  const { place, speedKmh, courseDeg, altitudeM, weather, telemetry, antenna, rangeKm } = station;
  return {
    ...facts({
      latitude: minutes(place.latitude),
      longitude: minutes(place.longitude),
      speed: speedKmh === undefined ? undefined : speedKmh / KMH_PER_MPH,
      course: courseDeg,
      altitude: altitudeM === undefined ? undefined : altitudeM / M_PER_FOOT,
      state: station.state,
      device: station.form === 'mic-e' ? station.device : undefined,
      antenna: antenna && `${antenna.powerW} W ${antenna.gainDb}dBi`,
      comment: station.comment,
    }),
    ...frequencyFacts(station.frequency),
    ...(station.signpost !== undefined && { signpost: station.signpost }),
    ...(rangeKm !== undefined && { range: Number((rangeKm / KMH_PER_MPH).toFixed(1)) }),
    ...(weather && weatherFacts(weather)),
    ...(telemetry && telemetryFacts(telemetry)),
  };
}

function frequencyFacts(frequency: Frequency | undefined): Facts {
  const { mhz, tone, offsetKhz, rangeKm } = frequency ?? {};
  return facts({
    frequency: mhz,
    tone: tone === undefined || tone.kind === 'none' ? undefined : tone.kind === 'dcs' ? tone.code : tone.hz,
    offset: offsetKhz,
    range: rangeKm === undefined ? undefined : Number((rangeKm / KMH_PER_MPH).toFixed(1)),
  });
}

function weatherFacts(weather: Weather): Facts {
  const inches = (mm: number | undefined): number | undefined =>
    mm === undefined ? undefined : mm / MM_PER_INCH;
  const miles = (kmh: number | undefined): number | undefined =>
    kmh === undefined ? undefined : kmh / KMH_PER_MPH;
  return facts({
    wind: miles(weather.windKmh),
    'wind-from': weather.windFromDeg,
    gust: miles(weather.gustKmh),
    temperature: weather.temperatureC === undefined ? undefined : fahrenheit(weather.temperatureC),
    'rain-hour': inches(weather.rainHourMm),
    'rain-day': inches(weather.rainDayMm),
    'rain-midnight': inches(weather.rainSinceMidnightMm),
    humidity: weather.humidityPercent,
    barometer: weather.pressureHpa === undefined ? undefined : weather.pressureHpa * INCHES_PER_HPA,
  });
}

function telemetryFacts({ sequence, values, bits }: Telemetry): Facts {
  return facts({
    sequence: sequence ?? 0,
    ...Object.fromEntries(values.map((value, index) => [`A${index + 1}`, value ?? undefined])),
    bits,
  });
}
