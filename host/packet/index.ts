/** What packets of all kinds share: call signs, places, units, monitor lines. */
export {
  type CallSign,
  isPlaceholder,
  parseCallSign,
  requireOwnCallSign,
  splitCallSign,
} from './callsign.js';
export { describeData } from './describe-data.js';
export { bearingDeg, compassPoint, distanceKm, type Point } from './geo.js';
export { GPSD_WATCH, GpsReader } from './gps-reader.js';
export { formatMinutes, oddPlace, parseLatLon } from './lat-lon.js';
export { formatLocator } from './locator.js';
export { formatMonitor, monitorBytes } from './monitor.js';
export type { NmeaFix } from './nmea.js';
export { TOCALL } from './tocall.js';
export { fahrenheit, KM_PER_MILE, M_PER_FOOT, MM_PER_INCH } from './units.js';
