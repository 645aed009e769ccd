import { nmeaChecksum } from '../nmea.js';
import { KMH_PER_KNOT } from '../units.js';
import type { Waypoint } from './waypoint.js';

/**
 * A waypoint as a radio sends it, without line end. Commas in a name stay as they are: so does a TM-D710 (Dire Wolf,
 * src/waypoint.c).
 * @param utc what the radio's clock says, for Kenwood's sentence
 */
export function writeWaypoint(waypoint: Waypoint, utc: Date): string {
  const body = BODIES[waypoint.form](waypoint, utc);
  return `$${body}*${nmeaChecksum(body)}`;
}

const BODIES: Readonly<Record<Waypoint['form'], (waypoint: Waypoint, utc: Date) => string>> = {
  nmea: (waypoint) => `GPWPL,${place(waypoint)},${waypoint.name}`,
  magellan: ({ altitudeM = 0, name, comment = '', icon = 'a', ...waypoint }) =>
    `PMGNWPL,${place(waypoint)},${padded(altitudeM, 7)},M,${name},${comment},${icon}`,
  kenwood: ({ altitudeM, speedKmh, courseDeg, name, symbol, ...waypoint }, utc) => {
    const [, year = '', month = '', day = '', time = ''] =
      /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(utc.toISOString()) ?? [];
    return [
      'PKWDWPL',
      time.replaceAll(':', ''),
      'V', // all captures have V, with and without a fix
      place(waypoint),
      speedKmh === undefined ? '' : Math.round(speedKmh / KMH_PER_KNOT),
      courseDeg === undefined ? '' : Math.round(courseDeg),
      `${day}${month}${year}`,
      altitudeM === undefined ? '' : padded(altitudeM, 6),
      name,
      symbol ? `${symbol.table}${symbol.code}` : '',
    ].join();
  },
};

type Point = Pick<Waypoint, 'latitude' | 'longitude'>;

function place({ latitude, longitude }: Point): string {
  const [north, east] = [minutes(latitude, 2), minutes(longitude, 3)];
  return `${north},${latitude < 0 ? 'S' : 'N'},${east},${longitude < 0 ? 'W' : 'E'}`;
}

/** `ddmm.mm`: a hundredth of a minute, as in most packets. */
function minutes(degrees: number, digits: number): string {
  const hundredths = Math.round(Math.abs(degrees) * 6000);
  const whole = String(Math.floor(hundredths / 6000)).padStart(digits, '0');
  return whole + ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
}

function padded(value: number, digits: number): string {
  const whole = String(Math.abs(Math.round(value))).padStart(digits, '0');
  return value < 0 ? `-${whole.slice(1)}` : whole;
}
