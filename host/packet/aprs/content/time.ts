import { digitsAt, NONE } from '../numbers.js';
import type { Timestamp } from '../report.js';

/** Length of a time in a packet: six digits and what they mean. */
export const TIME_LENGTH = 7;

/** Written where an object has no time, or is permanent (APRS 1.1; Dire Wolf). */
const NO_TIME = '111111z';

/**
 * `092345z` day, hour, minute in UTC; `092345/` the same in the sender's own zone; `234517h` a time of day in UTC.
 * Undefined where it is none, and for `111111z`.
 */
export function readTime(text: string, at: number): Timestamp | undefined {
  const first = digitsAt(text, at, at + 2);
  const second = digitsAt(text, at + 2, at + 4);
  const third = digitsAt(text, at + 4, at + 6);
  if (first === NONE || second === NONE || third === NONE || third > 59) return undefined;
  const form = text[at + 6];
  if (form === 'h') {
    return first < 24 && second < 60
      ? { hour: first, minute: second, second: third, zone: 'utc' }
      : undefined;
  }
  if ((form !== 'z' && form !== '/') || first < 1 || first > 31 || second > 23) return undefined;
  if (text.startsWith(NO_TIME, at)) return undefined;
  return { day: first, hour: second, minute: third, zone: form === 'z' ? 'utc' : 'local' };
}

/** `10092345`: month, day, hour, minute in UTC; only in weather reports without a position. */
export function readMonthTime(text: string, at: number): Timestamp | undefined {
  const month = digitsAt(text, at, at + 2);
  const day = digitsAt(text, at + 2, at + 4);
  const hour = digitsAt(text, at + 4, at + 6);
  const minute = digitsAt(text, at + 6, at + 8);
  const fits =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60;
  return fits ? { month, day, hour, minute, zone: 'utc' } : undefined;
}

/** Now, as `092345z`. */
export function writeTime(now: Date): string {
  return `${two(now.getUTCDate())}${two(now.getUTCHours())}${two(now.getUTCMinutes())}z`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For people: `9th 23:45 UTC` is `day 9, 23:45 UTC`. */
export function describeTime({ month, day, hour, minute, second, zone }: Timestamp): string {
  const date =
    day === undefined ? '' : month === undefined ? `day ${day}, ` : `${MONTHS[month - 1]} ${day}, `;
  const clock = `${two(hour)}:${two(minute)}${second === undefined ? '' : `:${two(second)}`}`;
  return `${date}${clock} ${zone === 'utc' ? 'UTC' : 'sender’s time'}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
