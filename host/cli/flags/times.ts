import { InvalidArgumentError } from 'commander';

/** What a time may end with, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** The longest time that a timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** `30s`, `1.5h`, or a number alone in the unit `alone`; NaN where it is none. */
function milliseconds(text: string, alone: string): number {
  const [, number, unit = alone] = /^(\d+(?:\.\d+)?)([a-z]+)?$/.exec(text) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}

/** A number alone below this was meant as seconds: no command does anything in less than 0.1 s. */
const LEAST_ALONE_MS = 100;

/** A time above zero in milliseconds: `30s`, `5m`, `1h`; a number alone is milliseconds, 100 and more. */
export function someTime(text: string): number {
  const ms = milliseconds(text, 'ms');
  if (ms > 0 && ms < LEAST_ALONE_MS && !/[a-z]$/.test(text)) {
    throw new InvalidArgumentError(`A number alone is milliseconds. Seconds are ${text}s, minutes ${text}m.`);
  }
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new InvalidArgumentError('Give a time, for example 30s, 5m or 1h; a number alone is milliseconds.');
}

/** A time of whole seconds within limits: `90s`, `10m`; a number alone is seconds. */
export function wholeSeconds(min: number, max: number): (text: string) => number {
  return (text) => {
    const seconds = milliseconds(text, 's') / 1000;
    if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return seconds;
    throw new InvalidArgumentError(
      `Give a time from ${min} s to ${max} s, for example 90s or 10m; a number alone is seconds.`,
    );
  };
}
