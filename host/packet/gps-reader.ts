import { latin1Text } from '../base/index.js';
import { type NmeaFix, readSentence } from './nmea.js';
import { KMH_PER_MPS, rounded } from './units.js';

/** What gpsd needs first to send JSON (gpsd_json(5)). */
export const GPSD_WATCH = '?WATCH={"enable":true,"json":true};\n';

/** Maximum length of a line; a longer one is neither a sentence nor a report of a fix. */
const MAX_LINE = 8192;

/** A fix is dropped this long after its last sentence, ms. */
const STALE_MS = 10_000;

/**
 * Lines of a GPS receiver (NMEA 0183) or of gpsd (JSON, class TPV) to the newest fix. Sentences say different things:
 * the fix is what the last of each said. Never throws.
 */
export class GpsReader {
  #line = '';
  #fix: NmeaFix = {};
  #fixAtMs = Number.NEGATIVE_INFINITY;

  push(bytes: Uint8Array, nowMs: number): void {
    for (const piece of latin1Text(bytes).split(/(?<=\n)/)) {
      this.#line = (this.#line + piece).slice(-MAX_LINE);
      if (!this.#line.endsWith('\n')) continue;
      this.#take(this.#line.trim(), nowMs);
      this.#line = '';
    }
  }

  /** The place, while it is not older than ten seconds. */
  fix(nowMs: number): (NmeaFix & { latitude: number; longitude: number }) | undefined {
    const { latitude, longitude } = this.#fix;
    if (nowMs - this.#fixAtMs > STALE_MS || latitude === undefined || longitude === undefined)
      return undefined;
    return { ...this.#fix, latitude, longitude };
  }

  #take(line: string, nowMs: number): void {
    const isJson = line.startsWith('{');
    const fix = isJson ? readTpv(line) : sentence(line);
    if (!fix) return;
    // A report of gpsd says everything that is known; a sentence only its part.
    this.#fix = isJson ? fix : { ...this.#fix, ...fix };
    if (fix.latitude !== undefined) this.#fixAtMs = nowMs;
  }
}

function sentence(line: string): NmeaFix | undefined {
  const start = line.indexOf('$');
  const read = start === -1 ? undefined : readSentence(line.slice(start));
  return read?.ok && read.fix.name === undefined ? read.fix : undefined;
}

const FIX_2D = 2;

/** `{"class":"TPV","mode":3,"lat":..,"lon":..,"track":..,"speed":..,"altMSL":..}`: meters and seconds. */
function readTpv(line: string): NmeaFix | undefined {
  let report: Readonly<Record<string, unknown>>;
  try {
    report = JSON.parse(line); // begins with a brace: an object, or an error
  } catch {
    return undefined;
  }
  if (report.class !== 'TPV' || !(Number(report.mode) >= FIX_2D)) return undefined;
  const number = (key: string, limit: number): number | undefined => {
    const found = report[key];
    return typeof found === 'number' && Math.abs(found) <= limit ? found : undefined;
  };
  const [latitude, longitude] = [number('lat', 90), number('lon', 180)];
  if (latitude === undefined || longitude === undefined) return undefined;
  const [courseDeg, speed] = [number('track', 360), number('speed', 500)];
  const altitudeM = number('altMSL', 300_000) ?? number('alt', 300_000);
  return {
    latitude,
    longitude,
    ...(courseDeg !== undefined && courseDeg >= 0 && { courseDeg: courseDeg === 0 ? 360 : courseDeg }),
    ...(speed !== undefined && speed >= 0 && { speedKmh: rounded(speed * KMH_PER_MPS) }),
    ...(altitudeM !== undefined && { altitudeM }),
  };
}
