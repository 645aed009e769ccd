import { visible } from '../../../base/index.js';
import { deviceOf } from '../../../packet/aprs/index.js';
import { type Heard, placeIn } from '../../../packet/aprs/receive/index.js';
import { pathOf } from '../../../packet/ax25/index.js';
import { bearingDeg, distanceKm } from '../../../packet/index.js';
import { describe, describeScaled, type Reader } from '../../../text/aprs/index.js';
import type { Output } from '../../terminal/output.js';
import { clockTime } from '../clock-time.js';

/** One packet: a line for people, a document for programs. */
export function showPacket(
  out: Output,
  { port, frame, report, scaled }: Heard,
  time: Date,
  reader: Reader,
): void {
  const device = 'device' in report ? report.device : deviceOf(frame.to);
  const place = placeIn(report);
  const seen =
    place && reader.at
      ? {
          distanceKm: rounded(distanceKm(reader.at, place)),
          bearingDeg: rounded(bearingDeg(reader.at, place)),
        }
      : {};
  const path = pathOf(frame);
  out.event({
    schema: 'aprs.packet@1',
    data: {
      time: time.toISOString(),
      port,
      from: frame.from,
      to: frame.to,
      path,
      ...(device !== undefined && { device }),
      ...seen,
      report,
      ...(scaled && { scaled }),
    },
    text: [
      `${clockTime(time)} ${out.paint('bold', frame.from)} ${visible(describe(report, reader))}${via(path)}`,
      ...(scaled ? [`         ${visible(describeScaled(scaled))}`] : []),
    ],
  });
}

/** A copy through another digipeater: shown under the first packet, not as a line of its own. */
export function showCopy(out: Output, { port, frame }: Heard, time: Date, copies: number): void {
  const path = pathOf(frame);
  out.event({
    schema: 'aprs.copy@1',
    data: { time: time.toISOString(), port, from: frame.from, to: frame.to, path, copies },
    text: [out.paint('dim', `         the same packet of ${frame.from}${via(path) || ' direct'}`)],
  });
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function via(path: readonly string[]): string {
  return path.length === 0 ? '' : ` via ${path.join(',')}`;
}
