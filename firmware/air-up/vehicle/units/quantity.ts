import { suggest } from '../../../../host/base/index.js';
import { barToPsi, cfmToLPerMin, feetToM, gallonsToL, inchesToM, kpaToPsi } from '../../../units.js';

/** Units of pressure that people use for tires, as they write them. */
export const PRESSURE_UNITS = ['psi', 'bar', 'kPa'] as const;

/** A unit in which pressures can be typed and shown. */
export type PressureUnit = (typeof PRESSURE_UNITS)[number];

type Conversion = (value: number) => number;
const as = (factor: number): Conversion => {
  return (value) => value * factor;
};

/** What can be measured, and every unit that it may be given in; the first one is that of the result. */
const DIMENSIONS = {
  /** Gauge, psi. */
  pressure: { psi: as(1), bar: barToPsi, kPa: kpaToPsi },
  /** m */
  length: { m: as(1), cm: as(0.01), mm: as(0.001), ft: feetToM, in: inchesToM },
  /** l */
  volume: { l: as(1), gal: gallonsToL },
  /** Free air, l/min. */
  flow: { 'l/min': as(1), cfm: cfmToLPerMin },
  /** ms */
  time: { ms: as(1), s: as(1000), min: as(60_000), h: as(3_600_000) },
  /** 0 to 1 */
  share: { '': as(1), '%': as(0.01) },
  volts: { V: as(1) },
  amps: { A: as(1) },
  ohms: { ohm: as(1), mohm: as(0.001) },
  /** A plain number. */
  count: { '': as(1) },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Conversion>>>>;

/** What a number with a unit measures. */
export type Dimension = keyof typeof DIMENSIONS;

/** A number that was read, or what is wrong with it. */
export type Read<T> = { readonly value: T } | { readonly problem: string; readonly hint: string };

/** `38`, `38.5`, `38,5`, `1/4`; then a unit, with or without a blank. */
const QUANTITY = /^([+-]?\d+(?:[.,]\d+)?|\d+\/[1-9]\d*)\s*([a-z/%]*)$/i;

/**
 * Reads a number with its unit: `38psi`, `2.6 bar`, `1/4 in`, `38,5`.
 * @param bareUnit the unit of a number that comes without one; left out where every number must say its unit
 */
export function readQuantity(given: string | number, dimension: Dimension, bareUnit?: string): Read<number> {
  const units: Readonly<Record<string, Conversion>> = DIMENSIONS[dimension];
  const names = Object.keys(units);
  const wanted = names.filter((name) => name !== '').join(', ');
  const [, digits, unitGiven = ''] = QUANTITY.exec(String(given).trim()) ?? [];
  if (digits === undefined)
    return { problem: `"${given}" is not a number${wanted && ' with a unit'}`, hint: example(dimension) };
  const unit = unitGiven === '' ? (bareUnit ?? '') : unitGiven;
  const name = names.find((known) => known.toLowerCase() === unit.toLowerCase());
  const convert = name === undefined ? undefined : units[name];
  if (convert) return { value: convert(toNumber(digits)) };
  return unitGiven === ''
    ? { problem: `"${given}" has no unit`, hint: `${example(dimension)}; units: ${wanted}` }
    : { problem: `"${given}": there is no unit "${unitGiven}" here`, hint: suggest(unitGiven, names) };
}

function toNumber(digits: string): number {
  const [over, under] = digits.split('/');
  return under === undefined ? Number(digits.replace(',', '.')) : Number(over) / Number(under);
}

const EXAMPLES: Readonly<Record<Dimension, string>> = {
  pressure: '38psi, 2.6bar or 260kPa',
  length: '25 ft, 7.6 m or 1/4 in',
  volume: '2 gal or 7.6 l',
  flow: '6.16 cfm or 174 l/min',
  time: '90 s or 5 min',
  share: '40 % or 0.4',
  volts: '11.8 V',
  amps: '50 A',
  ohms: '0.012 ohm',
  count: '20',
};

function example(dimension: Dimension): string {
  return `for example ${EXAMPLES[dimension]}`;
}
