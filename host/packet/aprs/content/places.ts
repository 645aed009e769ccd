import type { StationDraft } from '../position/coordinates.js';
import type { AprsReport } from '../report.js';
import { unreadable } from '../unreadable.js';
import { readNamedFrequency, readStation } from './station.js';
import { readTime, TIME_LENGTH } from './time.js';

type Kind<K extends AprsReport['kind']> = StationDraft & { kind: K };
type Named<K extends AprsReport['kind']> = Kind<K> & { name: string; live: boolean };

/** `!` or `=` and a position (chapter 8). */
export function readPosition(info: string, messaging: boolean): AprsReport {
  const report: Kind<'position'> = { kind: 'position', messaging };
  return readStation(info, 1, report) ? report : unreadable('bad-position', info);
}

/** `/` or `@`, a time and a position. One whose time can't be read is still a position. */
export function readTimedPosition(info: string, messaging: boolean): AprsReport {
  const report: Kind<'position'> = { kind: 'position', messaging };
  const time = readTime(info, 1);
  if (time) report.time = time;
  return readStation(info, 1 + TIME_LENGTH, report) ? report : unreadable('bad-position', info);
}

const OBJECT = /^;([ -~]{9})([*_])/;

/** `;NAME     *092345z` and a position; `_` in place of `*` takes the object off the map (chapter 11). */
export function readObject(info: string): AprsReport {
  const [head = '', name = '', mark] = OBJECT.exec(info) ?? [];
  if (name.trim() === '') return unreadable('bad-name', info);
  const report: Named<'object'> = { kind: 'object', name: name.trimEnd(), live: mark === '*' };
  const time = readTime(info, head.length);
  if (time) report.time = time;
  if (!readStation(info, head.length + TIME_LENGTH, report)) return unreadable('bad-position', info);
  readNamedFrequency(name, report);
  return report;
}

const ITEM = /^\)([ "-^`-~]{3,9})([!_])/;

/** `)NAME!` or `)NAME_` and a position: three to nine characters (chapter 11). */
export function readItem(info: string): AprsReport {
  const [head = '', name = '', mark] = ITEM.exec(info) ?? [];
  if (name.trim() === '') return unreadable('bad-name', info);
  const report: Named<'item'> = { kind: 'item', name: name.trimEnd(), live: mark === '!' };
  if (!readStation(info, head.length, report)) return unreadable('bad-position', info);
  readNamedFrequency(name, report);
  return report;
}

/** Old TNCs put up to 40 characters of their own before a position that begins with `!` (chapter 5). */
const X1J_LIMIT = 40;

/** The position behind other text, undefined where there is none. */
export function readFirstPosition(info: string): AprsReport | undefined {
  const mark = info.indexOf('!');
  if (mark === -1 || mark >= X1J_LIMIT) return undefined;
  const report: Kind<'position'> = { kind: 'position', messaging: false };
  return readStation(info, mark + 1, report) ? report : undefined;
}
