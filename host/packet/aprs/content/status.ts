import { LOCATOR, readLocator } from '../position/maidenhead.js';
import type { AprsReport, Beam, Draft } from '../report.js';
import { humanText } from '../text.js';
import { frequencyInComment } from './frequency.js';
import { readTime, TIME_LENGTH } from './time.js';

type Status = Extract<AprsReport, { kind: 'status' }>;

const GRID_HEAD = /^>([A-R]{2}\d\d(?:[A-X]{2})?)([/\\0-9A-Z])([!-}])(?= |$)/i;

/** `>` and a text, after a time or a Maidenhead locator with a symbol (chapter 16). */
export function readStatus(info: string): AprsReport {
  const status: Draft<Status> = { kind: 'status', comment: '' };
  let start = 1;
  const time = readTime(info, 1);
  // A status has its time in UTC only: 092345/ is text.
  if (time?.zone === 'utc' && time.day !== undefined) {
    status.time = time;
    start += TIME_LENGTH;
  } else {
    const [head, locator = '', table = '', code = ''] = GRID_HEAD.exec(info) ?? [];
    if (head !== undefined) {
      status.grid = { ...readLocator(locator), symbol: { table, code } };
      start = head.length;
    }
  }
  readText(humanText(info.slice(start)), status);
  return status;
}

/** `[IO91SX] text`: a locator alone (chapter 16, obsolete). */
export function readGrid(info: string): AprsReport {
  const locator = LOCATOR.exec(info.slice(1))?.[0];
  const end = 1 + (locator?.length ?? 0);
  if (locator === undefined || info[end] !== ']') return { kind: 'other', text: humanText(info) };
  return { kind: 'grid', grid: readLocator(locator), comment: humanText(info.slice(end + 1)) };
}

const BEAM = /\^([0-9A-Z])([0-K])$/;

/** Power is the square of a digit times ten; beyond 9 the codes go on with `:`. */
function readText(text: string, status: Draft<Status>): void {
  const match = text.includes('^') ? BEAM.exec(text) : null;
  if (match) status.beam = beamOf(match);
  const said = match ? text.slice(0, match.index).trim() : text;
  const found = frequencyInComment(said);
  if (found) status.frequency = found.frequency;
  status.comment = found ? found.rest.trim() : said;
}

function beamOf([, heading = '', power = '']: RegExpExecArray): Beam {
  return { headingDeg: Number.parseInt(heading, 36) * 10, powerW: (power.charCodeAt(0) - 48) ** 2 * 10 };
}
