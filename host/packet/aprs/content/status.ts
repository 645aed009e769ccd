import { LOCATOR, readLocator } from '../position/maidenhead.js';
import type { AprsReport, Beam } from '../report.js';
import { humanText } from '../text.js';
import { readTime, TIME_LENGTH } from './time.js';

/** `>` and a text, after a time or a Maidenhead locator with a symbol (chapter 16). */
export function readStatus(info: string): AprsReport {
  const body = info.slice(1);
  const time = readTime(body);
  // A status has its time in UTC only: 092345/ is text.
  if (time?.zone === 'utc' && time.day !== undefined) {
    const { beam, text } = readBeam(body.slice(TIME_LENGTH));
    return { kind: 'status', time, ...(beam && { beam }), comment: text };
  }
  const [head = '', locator = '', table = '', code = ''] =
    /^([A-R]{2}\d\d(?:[A-X]{2})?)([/\\0-9A-Z])([!-}])(?= |$)/i.exec(body) ?? [];
  const { beam, text } = readBeam(body.slice(head.length));
  return {
    kind: 'status',
    ...(head !== '' && { grid: { ...readLocator(locator), symbol: { table, code } } }),
    ...(beam && { beam }),
    comment: text,
  };
}

/** `[IO91SX] text`: a locator alone (chapter 16, obsolete). */
export function readGrid(info: string): AprsReport {
  const locator = LOCATOR.exec(info.slice(1))?.[0];
  const end = 1 + (locator?.length ?? 0);
  if (locator === undefined || info[end] !== ']') return { kind: 'other', text: humanText(info) };
  return { kind: 'grid', grid: readLocator(locator), comment: humanText(info.slice(end + 1)) };
}

/** Power is the square of a digit times ten; beyond 9 the codes go on with `:`. */
function readBeam(text: string): { beam?: Beam; text: string } {
  const [all, heading = '', power = ''] = /\^([0-9A-Z])([0-K])$/.exec(humanText(text)) ?? [];
  if (all === undefined) return { text: humanText(text) };
  const watts = (power.charCodeAt(0) - 48) ** 2 * 10;
  return {
    beam: { headingDeg: Number.parseInt(heading, 36) * 10, powerW: watts },
    text: humanText(humanText(text).slice(0, -all.length)),
  };
}
