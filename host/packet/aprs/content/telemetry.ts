import type { AprsReport, Telemetry } from '../report.js';
import { humanText } from '../text.js';

const VALUES = 5;
const HEAD = /^T#(MIC|\d{1,5})(?:,| (?=\d))?(.*)$/s;
const VALUE = /^-?(?:\d+\.?\d*|\.\d+)$/;
const BITS = /^[01]{1,8}/;

/**
 * `T#005,199,000,255,073,123,01101001` and a comment (chapter 13). Fewer values, signs and decimals are in use. A value
 * that is broken is null, and the others are kept.
 */
export function readTelemetry(text: string): AprsReport {
  const [, id = '', cells = ''] = HEAD.exec(text) ?? [];
  const parts = humanText(cells).split(',');
  const values = parts.slice(0, VALUES).map(cellValue);
  const isBroken = parts.slice(0, VALUES).some((cell) => cell.trim() !== '');
  if (id === '' || (isBroken && values.every((value) => value === null))) {
    return { kind: 'unreadable', error: 'bad-telemetry', text: humanText(text) };
  }
  const rest = parts.slice(VALUES).join(',');
  const bits = BITS.exec(rest)?.[0];
  const telemetry: Telemetry = {
    ...(id !== 'MIC' && { sequence: Number(id) }),
    values,
    ...(bits !== undefined && { bits }),
  };
  return { kind: 'telemetry', telemetry, comment: bits === undefined ? rest : rest.slice(bits.length) };
}

function cellValue(cell: string): number | null {
  const value = cell.trim();
  return VALUE.test(value) ? Number(value) : null;
}
