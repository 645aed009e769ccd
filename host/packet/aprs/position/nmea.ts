import { readSentence } from '../../nmea.js';
import type { AprsReport } from '../report.js';
import { symbolByAddress } from '../symbols/symbols.js';
import { humanText } from '../text.js';

/** `$GPRMC,...`: what a bare GPS on the air says (chapter 5). A waypoint is an object of its name. */
export function readRawNmea(from: string, to: string, info: string): AprsReport {
  const text = humanText(info);
  const read = readSentence(text);
  if (!read.ok) {
    return read.error === 'unknown'
      ? { kind: 'nmea', sentence: text }
      : { kind: 'unreadable', error: read.error, text };
  }
  const { latitude, longitude, altitudeM, courseDeg, speedKmh, name } = read.fix;
  if (latitude === undefined || longitude === undefined) return { kind: 'nmea', sentence: text };
  const station = {
    form: 'nmea',
    symbol: symbolByAddress(from, to),
    place: { latitude, longitude, ambiguity: 0 },
    ...(altitudeM !== undefined && { altitudeM }),
    ...(courseDeg !== undefined && { courseDeg }),
    ...(speedKmh !== undefined && { speedKmh }),
    comment: '',
  } as const;
  return name === undefined
    ? { kind: 'position', ...station }
    : { kind: 'item', name, live: true, ...station };
}
