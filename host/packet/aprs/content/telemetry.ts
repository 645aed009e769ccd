import type { AprsReport } from '../report.js';
import { humanText } from '../text.js';

const VALUES = 5;

/** `T#005,199,000,255,073,123,01101001` and a comment (chapter 13). Fewer values, signs and decimals are in use. */
export function readTelemetry(text: string): AprsReport {
  const [, id = '', cells = ''] = /^T#(MIC|\d{1,5})(?:,| (?=\d))?(.*)$/s.exec(text) ?? [];
  if (id === '') return { kind: 'unreadable', error: 'bad-telemetry', text: humanText(text) };
  const parts = humanText(cells).split(',');
  const values = parts.slice(0, VALUES).map((cell) => cell.trim());
  if (values.some((cell) => !/^(-?(\d+\.?\d*|\.\d+))?$/.test(cell))) {
    return { kind: 'unreadable', error: 'bad-telemetry', text: humanText(text) };
  }
  const [, bits, comment = ''] = /^([01]{1,8})(.*)$/s.exec(parts.slice(VALUES).join(',')) ?? [];
  return {
    kind: 'telemetry',
    telemetry: {
      ...(id !== 'MIC' && { sequence: Number(id) }),
      values: values.map((cell) => (cell === '' ? null : Number(cell))),
      ...(bits !== undefined && { bits }),
    },
    comment: bits === undefined ? parts.slice(VALUES).join(',') : comment,
  };
}
