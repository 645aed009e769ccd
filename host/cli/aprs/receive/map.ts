import { type Clock, visibleJson } from '../../../base/index.js';
import type { AprsReport, Station } from '../../../packet/aprs/index.js';
import { symbolName } from '../../../packet/aprs/symbols/index.js';
import { saveFile } from '../../files/save.js';

/** Minimum time between two writes of the file, ms. */
const EVERY_MS = 1000;

/** Maximum number of stations on the map; the one heard longest ago is dropped. */
const MOST_STATIONS = 10_000;

/**
 * The last position of each station as GeoJSON. The file is always complete, because a new one is written beside it and
 * renamed: neither another program nor a power cut meets half a file.
 */
export class StationMap {
  readonly #features = new Map<string, object>();
  #writtenAtMs = Number.NEGATIVE_INFINITY;
  #changed = true;

  /** @throws OnairError bad-value if the file can't be written */
  constructor(
    private readonly path: string,
    private readonly clock: Clock,
  ) {
    this.flush();
  }

  /** Adds a report; `from` is its sender. @throws OnairError bad-value */
  add(from: string, report: AprsReport, time: string): void {
    if (report.kind === 'third-party') this.add(report.from, report.inner, time);
    else if (report.kind === 'position') this.#put(from, from, report, time);
    else if (report.kind === 'object' || report.kind === 'item') {
      if (report.live) this.#put(report.name, from, report, time);
      else this.#changed = this.#features.delete(report.name) || this.#changed;
    }
    if (this.clock.now() - this.#writtenAtMs >= EVERY_MS) this.flush();
  }

  /** Writes what has changed. @throws OnairError bad-value */
  flush(): void {
    if (!this.#changed) return;
    const features = [...this.#features.values()];
    saveFile(this.path, `${visibleJson({ type: 'FeatureCollection', features })}\n`, { flag: '--map' });
    this.#changed = false;
    this.#writtenAtMs = this.clock.now();
  }

  #put(name: string, from: string, station: Station, time: string): void {
    const { place, symbol, courseDeg, speedKmh, altitudeM, weather, comment } = station;
    this.#features.delete(name); // to the end: stations are in the order of their last packet
    this.#features.set(name, {
      type: 'Feature',
      geometry: {
        type: 'Point',
        coordinates: [place.longitude, place.latitude, ...(altitudeM === undefined ? [] : [altitudeM])],
      },
      properties: {
        name,
        from,
        symbol: `${symbol.table}${symbol.code}`,
        kind: symbolName(symbol),
        courseDeg,
        speedKmh,
        altitudeM,
        weather,
        comment,
        time,
      },
    });
    const [oldest] = this.#features.keys();
    if (this.#features.size > MOST_STATIONS && oldest !== undefined) this.#features.delete(oldest);
    this.#changed = true;
  }
}
