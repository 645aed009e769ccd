import type { AprsReport, ReservedUse } from '../report.js';
import { humanText } from '../text.js';

const BEARING = /^%(\d{3})\/(\d)/;

/** `%270/8` of an Agrelo DFJr or MicroFinder: bearing and quality (chapter 5; its form: SOURCES.md#reading-packets). */
export function readDirectionFinder(info: string): AprsReport | undefined {
  const [, bearing, quality] = BEARING.exec(info) ?? [];
  if (bearing === undefined || Number(bearing) > 360) return undefined;
  return { kind: 'direction-finder', bearingDeg: Number(bearing), quality: Number(quality) };
}

/** What chapter 5 keeps for later: kept as sent. */
export function readReserved(use: ReservedUse, info: string): AprsReport {
  return { kind: 'reserved', use, data: humanText(info.slice(1)) };
}
