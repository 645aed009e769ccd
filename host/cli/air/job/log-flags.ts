import { type Command, InvalidArgumentError } from 'commander';

/** Adds the flags for the log of the tires. */
export function logFlags(command: Command): Command {
  return command
    .option('--history <file>', 'where the job is written down (onair air log); none: nowhere')
    .option('--outside <temperature>', 'how warm it is, for the log: 12C, 54F', celsius);
}

/** Range of plausible outdoor temperatures, Celsius. */
const OUTSIDE = { min: -60, max: 60 };

function celsius(text: string): number {
  const [, digits, unit = ''] = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*°?\s*([cf])\s*$/i.exec(text) ?? [];
  const degrees = Number((digits ?? 'x').replace(',', '.'));
  const value = unit.toLowerCase() === 'f' ? (degrees - 32) / 1.8 : degrees;
  if (value >= OUTSIDE.min && value <= OUTSIDE.max) return Math.round(value * 10) / 10;
  throw new InvalidArgumentError('Give a temperature with its unit, for example 12C or 54F.');
}
