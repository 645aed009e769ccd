import type { AprsError, AprsReport } from './report.js';
import { humanText } from './text.js';

/** A packet that can't be read is a report too. */
export function unreadable(error: AprsError, info: string): AprsReport {
  return { kind: 'unreadable', error, text: humanText(info) };
}
