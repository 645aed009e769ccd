import test from 'ava';
import { pressureDigits, pressureText } from '../../../firmware/air-up/vehicle/units/pressure.js';
import { type Dimension, readQuantity } from '../../../firmware/air-up/vehicle/units/quantity.js';

const READ: readonly (readonly [
  given: string | number,
  dimension: Dimension,
  bare: string | undefined,
  value: number,
])[] = [
  [38, 'pressure', 'psi', 38],
  ['38', 'pressure', 'psi', 38],
  ['38psi', 'pressure', 'bar', 38],
  [' 38 PSI ', 'pressure', undefined, 38],
  ['38,5', 'pressure', 'psi', 38.5],
  ['2.6bar', 'pressure', 'psi', 37.71],
  ['260 kPa', 'pressure', 'psi', 37.71],
  ['2.6', 'pressure', 'bar', 37.71],
  ['1/4 in', 'length', undefined, 0.00635],
  ['25 ft', 'length', undefined, 7.62],
  ['2 gal', 'volume', undefined, 7.571],
  ['2.5 cfm', 'flow', undefined, 70.79],
  ['174 l/min', 'flow', undefined, 174],
  ['40 %', 'share', '', 0.4],
  ['0.4', 'share', '', 0.4],
  ['5 min', 'time', undefined, 300_000],
  ['12 mohm', 'ohms', undefined, 0.012],
];

for (const [given, dimension, bare, value] of READ) {
  test(`${JSON.stringify(given)} as ${dimension}${bare ? ` in ${bare}` : ''}`, (t) => {
    const read = readQuantity(given, dimension, bare);
    if (!('value' in read)) return t.fail(read.problem);
    t.true(Math.abs(read.value - value) < 1e-3 * Math.max(1, value) + 1e-9, `${read.value}`);
  });
}

const REFUSED: readonly (readonly [given: string, dimension: Dimension, says: RegExp])[] = [
  ['38 spi', 'pressure', /did you mean psi/],
  ['thirty', 'pressure', /for example 38psi/],
  ['', 'pressure', /for example/],
  ['3.8.1', 'pressure', /for example/],
  ['1e9', 'pressure', /for example/],
  ['NaN', 'pressure', /for example/],
  ['Infinity', 'pressure', /for example/],
  ['2', 'volume', /units: l, gal/],
  ['1/0 in', 'length', /for example/],
];

for (const [given, dimension, says] of REFUSED) {
  test(`"${given}" is no ${dimension}`, (t) => {
    const read = readQuantity(given, dimension);
    if ('value' in read) return t.fail(`${read.value}`);
    t.regex(`${read.problem}; ${read.hint}`, says);
  });
}

test('a pressure is shown in the unit that is wanted, and minus nothing is nothing', (t) => {
  t.is(pressureText(38, 'psi'), '38.0 psi');
  t.is(pressureText(38, 'bar'), '2.62 bar');
  t.is(pressureText(38, 'kPa'), '262 kPa');
  t.is(pressureDigits(-0.02, 'psi'), '0.0');
  t.is(pressureDigits(undefined, 'psi'), '-');
});
