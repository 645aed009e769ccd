import { bearingDeg, distanceKm, type Point } from '../../geo.js';
import { type Heard, placeIn } from './heard.js';

/** Data of one station from its packets. */
export interface StationHeard {
  readonly call: string;
  readonly first: Date;
  readonly last: Date;
  /** Packets; copies by other digipeaters are not counted. */
  readonly packets: number;
  /** Paths on which it was received, `direct` or the digipeaters, with the number of packets; copies count. */
  readonly via: Readonly<Record<string, number>>;
  /** Its last reported position. */
  readonly place?: Point;
  readonly distanceKm?: number;
  readonly bearingDeg?: number;
}

interface Row {
  first: Date;
  last: Date;
  packets: number;
  place: Point | undefined;
  readonly via: Map<string, number>;
}

/** Maximum number of stations; the one heard longest ago is dropped. */
const MOST_STATIONS = 10_000;

/** The stations heard: when, where, how often and by which path. */
export class Stations {
  readonly #rows = new Map<string, Row>();

  add({ frame, report }: Heard, time: Date, isCopy: boolean): void {
    const { from: call } = frame;
    const row = this.#rows.get(call) ?? {
      first: time,
      last: time,
      packets: 0,
      place: undefined,
      via: new Map(),
    };
    this.#rows.delete(call); // to the end: the one heard longest ago is the first
    this.#rows.set(call, row);
    row.last = time;
    if (!isCopy) row.packets++;
    const way = wayOf(frame.path);
    row.via.set(way, (row.via.get(way) ?? 0) + 1);
    if (report.kind === 'position') row.place = placeIn(report);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > MOST_STATIONS && oldest !== undefined) this.#rows.delete(oldest);
  }

  /** Last heard first; distances from `at`. */
  list(at: Point | undefined): StationHeard[] {
    return [...this.#rows].reverse().map(([call, { place, via, ...row }]) => ({
      call,
      ...row,
      via: Object.fromEntries(via),
      ...(place && { place: { latitude: place.latitude, longitude: place.longitude } }),
      ...(place && at && { distanceKm: distanceKm(at, place), bearingDeg: bearingDeg(at, place) }),
    }));
  }
}

/** The digipeaters up to the last that has marked itself. */
function wayOf(path: Heard['frame']['path']): string {
  const last = path.findLastIndex(({ repeated }) => repeated);
  return last === -1
    ? 'direct'
    : path
        .slice(0, last + 1)
        .map(({ call }) => call)
        .join(',');
}
