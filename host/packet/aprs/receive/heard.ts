import { type Ax25Frame, decodeFrame } from '../../ax25/index.js';
import { KISS_COMMANDS, type KissFrame } from '../../kiss/index.js';
import { decodeAprs } from '../decode.js';
import type { AprsReport, Place } from '../report.js';
import type { ScaledTelemetry } from '../telemetry-book.js';

/** One packet off the air. */
export interface Heard {
  /** Port of the TNC. */
  readonly port: number;
  readonly frame: Ax25Frame;
  readonly report: AprsReport;
  /** Its telemetry, by the definitions that its station has sent. */
  readonly scaled?: ScaledTelemetry;
}

/** The APRS content of a KISS frame; undefined if it is not a UI frame. */
export function heardIn({ port, command, data }: KissFrame): Heard | undefined {
  if (command !== KISS_COMMANDS.data) return undefined;
  const decoded = decodeFrame(data);
  if (!decoded.ok || decoded.frame.type !== 'UI') return undefined;
  return { port, frame: decoded.frame, report: decodeAprs(decoded.frame) };
}

/** What is wrong with a frame that carries data; undefined if nothing is. */
export function frameProblem({ command, data }: KissFrame): string | undefined {
  if (command !== KISS_COMMANDS.data) return undefined;
  const decoded = decodeFrame(data);
  return decoded.ok ? undefined : decoded.error;
}

/** The position in the packet; of a third-party packet, the position in the relayed one. */
export function placeIn(report: AprsReport): Place | undefined {
  if (report.kind === 'third-party') return placeIn(report.inner);
  return 'place' in report ? report.place : undefined;
}

/** Who says what: what a gateway relays is said by the station that it names. */
export function spoken({ frame, report }: Heard): { readonly from: string; readonly report: AprsReport } {
  return inner(frame.from, report);
}

function inner(from: string, report: AprsReport): { readonly from: string; readonly report: AprsReport } {
  return report.kind === 'third-party' ? inner(report.from, report.inner) : { from, report };
}
