import type { Timestamp } from '../report.js';

/** Length of a time in a packet: six digits and what they mean. */
export const TIME_LENGTH = 7;

/** `092345z` day, hour, minute in UTC; `092345/` the same in the sender's own zone; `234517h` a time of day in UTC. */
export function readTime(text: string): Timestamp | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)([z/h])/.exec(text);
  if (!match) return undefined;
  const [first = 0, second = 0, third = 0] = match.slice(1, 4).map(Number);
  if (match[4] === 'h') {
    return first < 24 && second < 60 && third < 60
      ? { hour: first, minute: second, second: third, zone: 'utc' }
      : undefined;
  }
  const fits = first >= 1 && first <= 31 && second < 24 && third < 60;
  return fits
    ? { day: first, hour: second, minute: third, zone: match[4] === 'z' ? 'utc' : 'local' }
    : undefined;
}

/** `10092345`: month, day, hour, minute in UTC; only in weather reports without a position. */
export function readMonthTime(text: string): Timestamp | undefined {
  const [month = 0, day = 0, hour = 0, minute = 0] = (/^(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text) ?? [])
    .slice(1)
    .map(Number);
  const fits = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60;
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
