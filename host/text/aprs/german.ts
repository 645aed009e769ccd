import { germanSymbol } from './german-symbols.js';
import { METRIC, type Units } from './units.js';
import type { AprsLanguage, AprsWords } from './words.js';

const POINTS = ['N', 'NO', 'O', 'SO', 'S', 'SW', 'W', 'NW'];
const STORMS: Readonly<Record<string, string>> = {
  'tropical-depression': 'tropisches Tief',
  'tropical-storm': 'tropischer Sturm',
  hurricane: 'Hurrikan',
};
const DEFINED: Readonly<Record<string, string>> = {
  names: 'Namen',
  units: 'Einheiten',
  coefficients: 'Koeffizienten',
  bits: 'Bits',
};

const two = (value: number): string => String(value).padStart(2, '0');
const comma = (digits: string): string => digits.replace('.', ',');

const WORDS: AprsWords = {
  time: ({ month, day, hour, minute, second, zone }) => {
    const date = day === undefined ? '' : month === undefined ? `am ${day}., ` : `${day}.${month}., `;
    const clock = `${two(hour)}:${two(minute)}${second === undefined ? '' : `:${two(second)}`}`;
    return `${date}${clock} ${zone === 'utc' ? 'UTC' : 'Zeit des Absenders'}`;
  },
  compass: (degrees) => POINTS[Math.round(degrees / 45) % POINTS.length] ?? 'N',
  symbol: germanSymbol,
  number: comma,
  kinds: { object: 'Objekt', item: 'Gegenstand' },
  gone: '(weg)',
  status: 'Status',
  to: (call) => `an ${call}`,
  message: (id) => ` (Nachricht ${id})`,
  hasMessage: (id) => `hat Nachricht ${id}`,
  refusesMessage: (id) => `lehnt Nachricht ${id} ab`,
  bulletin: (id, group) => `Bulletin ${id}${group === undefined ? '' : ` für ${group}`}`,
  asks: (whom, query) => `fragt ${whom} nach ${query}`,
  asksAll: (area, query) => `fragt alle${area} nach ${query}`,
  within: (radius, place) => ` im Umkreis von ${radius} um ${place}`,
  defines: (what, call) => `${DEFINED[what] ?? what} der Telemetrie von ${call}`,
  can: 'kann',
  relays: (call) => `reicht weiter von ${call}`,
  userData: (kind) => `Daten der Art ${kind}`,
  directionFound: (degrees, quality) => `ein Signal kommt aus ${degrees}°, Güte ${quality}`,
  reserved: { 'map-feature': 'Kartenobjekt', shelter: 'Notunterkunft', 'space-weather': 'Weltraumwetter' },
  test: 'Testdaten',
  unreadable: (error) => `unlesbar (${error})`,
  beam: (degrees, watts) => `Strahl nach ${degrees}°, ${watts} W`,
  high: (height) => `${height} hoch`,
  antenna: (watts, height, gainDb) => `${watts} W, Antenne in ${height}, ${gainDb} dB`,
  range: (distance) => `Reichweite ${distance}`,
  hears: (strength) => `hört S${strength}`,
  bears: (degrees) => `peilt ${degrees}°`,
  area: (shape) => `Fläche: ${shape}`,
  signpost: (text) => `zeigt „${text}“`,
  moving: (speed, point, degrees) => `${speed} nach ${point} (${degrees}°)`,
  about: (place) => `etwa ${place}`,
  grid: 'Locator',
  wind: (speed, from) => `Wind ${speed}${from === undefined ? '' : ` aus ${from}`}`,
  gusts: (speed) => `Böen ${speed}`,
  humid: (percent) => `${percent} % Feuchte`,
  rain: (rain) => `Regen ${rain} in einer Stunde`,
  rainDay: (rain) => `${rain} an einem Tag`,
  rainMidnight: (rain) => `${rain} seit Mitternacht`,
  snow: (snow) => `Schnee ${snow} an einem Tag`,
  light: (watts) => `Licht ${watts} W/m²`,
  water: (height) => `Wasser ${height}`,
  radiation: (value) => `Strahlung ${value} nSv/h`,
  battery: (volts) => `Batterie ${comma(String(volts))} V`,
  station: (unit) => `Station ${unit}`,
  by: (software) => `von ${software}`,
  storm: (kind) => STORMS[kind] ?? kind,
  telemetry: 'Telemetrie',
  bits: (bits) => ` Bits ${bits}`,
  heardOn: (mhz) => `gehört auf ${mhz} MHz`,
  narrow: 'schmal',
  withinRange: (distance) => `bis ${distance}`,
  noTone: 'kein Ton',
  tones: { tone: 'Ton', ctcss: 'CTCSS', burst: 'Rufton' },
};

/** Metric, with a decimal comma. */
const UNITS: Units = {
  distance: (km) => comma(METRIC.distance(km)),
  speed: METRIC.speed,
  height: METRIC.height,
  temperature: (celsius) => comma(METRIC.temperature(celsius)),
  rain: (mm) => comma(METRIC.rain(mm)),
};

/** The sentences for APRS packets in German. What stations write themselves stays as it is. */
export const GERMAN_APRS: AprsLanguage = { words: WORDS, units: UNITS };
