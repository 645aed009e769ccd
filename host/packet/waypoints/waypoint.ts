import type { AprsSymbol } from '../aprs/report.js';

/** Who invented the sentence: NMEA 0183 (`$GPWPL`), Magellan (`$PMGNWPL`) or Kenwood (`$PKWDWPL`). */
export type WaypointForm = 'nmea' | 'magellan' | 'kenwood';

/** A place with a name, as a radio reports it to a GPS receiver for every station or object that it heard. */
export interface Waypoint {
  readonly form: WaypointForm;
  /** Call sign or name of an object; a radio may cut it to six letters. */
  readonly name: string;
  /** Decimal degrees, north and east positive. */
  readonly latitude: number;
  readonly longitude: number;
  /** Above sea level. */
  readonly altitudeM?: number;
  /** 360 is north. */
  readonly courseDeg?: number;
  readonly speedKmh?: number;
  /** Of APRS; only Kenwood's sentence has one. */
  readonly symbol?: AprsSymbol;
  /** Magellan's alone. */
  readonly comment?: string;
  /** One or two letters that stand for a picture in a Magellan. */
  readonly icon?: string;
}

/** A waypoint, and when this computer heard it: the clock of a radio is often not set. */
export interface HeardWaypoint {
  readonly waypoint: Waypoint;
  /** ISO 8601, UTC. */
  readonly time: string;
}
