import { isMap, isNode, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Calibration } from '../../cycle/index.js';

/**
 * A vehicle file with its calibration put in and every other letter as it was: notes and columns are the owner's.
 * @param calibrations one for all outlets, or one for each
 */
export function withCalibration(
  text: string,
  calibrations: readonly Calibration[],
  fullScale: string,
): string {
  const maps = calibrations.map(mapText);
  const value = maps.length === 1 ? (maps[0] ?? '') : `[${maps.join(', ')}]`;
  const { contents } = parseDocument(text);
  const sensor = isMap(contents) ? pairOf(contents, 'sensor')?.value : undefined;
  if (!isMap(sensor))
    return `${text.trimEnd()}\n\nsensor: { full-scale: ${fullScale}, calibration: ${value} }\n`;
  const own = pairOf(sensor, 'calibration')?.value;
  if (isNode(own) && own.range) return spliced(text, own.range[0], own.range[1], value);
  const last = sensor.items.at(-1)?.value;
  const end = isNode(last) ? last.range?.[1] : undefined;
  if (end === undefined) return text;
  if (sensor.flow) return spliced(text, end, end, `, calibration: ${value}`);
  const key = sensor.items[0]?.key;
  const start = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  return spliced(text, lineEnd, lineEnd, `\n${indent}calibration: ${value}`);
}

/** The lines that a file would get, for somebody without one. */
export function mapText({ zeroRatio, psiPerRatio }: Calibration): string {
  return `{ zero-ratio: ${zeroRatio.toFixed(4)}, psi-per-ratio: ${psiPerRatio.toFixed(2)} }`;
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function spliced(text: string, from: number, to: number, put: string): string {
  return text.slice(0, from) + put + text.slice(to);
}
