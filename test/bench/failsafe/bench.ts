import { parseArgs } from 'node:util';
import { HEX } from '../../failsafe/bare-board.js';
import * as wire from '../../failsafe/wire-format.js';
import { median, most, quantile } from '../air-up/statistics.js';
import { block, figure, table } from '../air-up/table.js';
import { buildBoth } from './build.js';
import { LEASE, LOADS, measure, type Timing } from './timing.js';
import { afterCeiling, afterHang, afterSilence, withLease, withoutLease } from './worst.js';

/**
 * What the sketch costs and what it gives, on an emulated Uno, beside a loop like StandardFirmata's that is built and run
 * in the same way. Cycles of 1/16 us; the same figures on every machine. Exit code 1 where a promise is broken.
 * Run: npm run bench:failsafe -- --writes 600 --phases 30
 */
const { values } = parseArgs({
  options: { writes: { type: 'string', default: '600' }, phases: { type: 'string', default: '30' } },
});
const [writes, phases] = [Number(values.writes), Number(values.phases)];
const OUTPUT = wire.pinMode(7, 'output');

const built = buildBoth();
if (!built)
  console.log('No avr-gcc: without the reference. Debian packages: gcc-avr, avr-libc, arduino-core-avr.\n');

type Row = readonly [title: string, hex: string, setUp: readonly number[]];
const rows: readonly Row[] = [
  ['failsafe, a plain pin', HEX, OUTPUT],
  ['failsafe, leased and watched', HEX, LEASE],
  ...(built ? [['like StandardFirmata', built.standard.hex, OUTPUT] as const] : []),
];

const figures = (values: readonly number[]): string[] =>
  values.length === 0 ? ['-', '-', '-'] : [median(values), quantile(values, 0.99), most(values)].map(String);
const ratio = (values: readonly number[], reference: readonly number[] | undefined): string =>
  values.length === 0 || !reference ? '-' : figure(quantile(values, 0.99) / quantile(reference, 0.99));

function compare(
  title: string,
  of: (timing: Timing) => readonly number[],
  timings: readonly Timing[][],
): string {
  const lines = LOADS.flatMap((load, at) => {
    const all = timings[at] ?? [];
    const reference = built && all.at(-1);
    return rows.flatMap(([name], row) => {
      const values = all[row] ? of(all[row]) : [];
      if (values.length === 0) return [];
      return [[load.title, name, ...figures(values), ratio(values, reference && of(reference))]];
    });
  });
  return block(title, table(['while', 'board', 'median', '99 %', 'most', 'ratio of 99 %'], lines, ['board']));
}

const timings = LOADS.map((load) => rows.map(([, hex, setUp]) => measure(hex, load, setUp, writes)));
console.log(
  compare('From the last byte of a digital write to the pin, cycles', ({ latency }) => latency, timings),
);
console.log(
  compare('Reports of a channel: off the 10 ms between two of them, cycles', ({ jitter }) => jitter, timings),
);

const own = withLease(HEX);
const standard = built && withoutLease(built.standard.hex);
const hang = afterHang(own, phases);
const standardHang = standard && afterHang(standard, 1);
const promises = [
  ['end of the lease to safe', afterSilence(own, phases), 5, standard && afterSilence(standard, 1)],
  ['reading over its ceiling to safe', afterCeiling(own, phases), 5, standard && afterCeiling(standard, 1)],
  ['loop stands still to pins let go', hang.letsGo, 250, standardHang?.letsGo],
  ['loop stands still to driven safe', hang.drivenLow, 253, standardHang?.drivenLow],
] as const;
console.log(
  block(
    `The longest of ${phases} phases, silent and flooding hosts, six channels reported every 10 ms; ms`,
    table(
      ['from', 'failsafe', 'promised', 'like StandardFirmata'],
      promises.map(([title, worst, promised, reference]) => [
        title,
        figure(worst),
        `${promised}`,
        reference === undefined ? '-' : figure(reference),
      ]),
    ),
  ),
);
if (built) {
  console.log(
    block(
      'Bytes on an Uno',
      table(
        ['program', 'flash', 'RAM before the stack'],
        [
          ['failsafe', `${built.sketch.flashBytes}`, `${built.sketch.ramBytes}`],
          [
            'like StandardFirmata (no I2C, no strings)',
            `${built.standard.flashBytes}`,
            `${built.standard.ramBytes}`,
          ],
        ],
      ),
    ),
  );
}
if (promises.some(([, worst, promised]) => !(worst <= promised))) process.exitCode = 1;
