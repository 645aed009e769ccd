/**
 * The HC-06: how long onair takes beside the module's own time (real clock), and beside the strategies of public scripts
 * at every rate and parity (virtual time of the simulated module: the same figures on every machine).
 * Run: npm run bench:hc06
 */
import { PARITIES, type Parity } from '../../../host/link/line.js';
import { inVirtualTime } from '../../virtual-time.js';
import { openSim } from './open-sim.js';
import { ownTime, type Ratio } from './own-time.js';
import { type Run, STRATEGIES, type Strategy } from './strategies.js';

const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];

/** What modules are shipped at. */
const SHIPPED = [9600, 57600, 115200];

interface Cell extends Run {
  readonly baud: number;
  readonly parity: Parity;
}

interface Played {
  readonly strategy: Strategy;
  readonly cells: readonly Cell[];
}

/** What the table's module is, and what some are: cmumford measured a second of deafness, one sketch 0.6 s of silence. */
const MEASURED = {};
const SLOWEST = { 'command-end': 600, recover: 1000 };

async function play(strategy: Strategy, quirks: Readonly<Record<string, number>>): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const parity of PARITIES) {
    for (const baud of RATES) {
      const { value } = await inVirtualTime(async () => {
        const { link } = openSim({ baud, parity, ...quirks });
        try {
          return await strategy.run(link);
        } finally {
          await link.close();
        }
      });
      cells.push({ baud, parity, ...value });
    }
  }
  return cells;
}

/** The least disturbed of some runs: other programs on this computer delay a timer by more than a CR LF module takes. */
async function bestOf(runs: number, ...module: Parameters<typeof ownTime>): Promise<Ratio[]> {
  const best: Ratio[] = [];
  for (let run = 0; run < runs; run++) {
    for (const [index, ratio] of (await ownTime(...module)).entries()) {
      const before = best[index];
      if (!before || ratio.tookMs / ratio.ownMs < before.tookMs / before.ownMs) best[index] = ratio;
    }
  }
  return best;
}

const seconds = (ms: number | undefined): string =>
  (ms === undefined ? '-' : (ms / 1000).toFixed(1)).padStart(6);

function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function worst(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

console.log('beside the module’s own time, real clock, the best of some runs');
let isSlow = false;
for (const { what, tookMs, ownMs, of, limit } of [
  ...(await bestOf(2, 'linvor-1.8', 'A')),
  ...(await bestOf(5, 'v3.0', 'C')),
]) {
  const ratio = tookMs / ownMs;
  isSlow ||= ratio > limit;
  const figures = `${Math.round(tookMs)}`.padStart(6) + `${Math.round(ownMs)}`.padStart(7);
  console.log(`  ${what.padEnd(32)}${figures} ms  ${ratio.toFixed(3)} (at most ${limit})  ${of}`);
}

async function playAll(quirks: Readonly<Record<string, number>>): Promise<Played[]> {
  const all: Played[] = [];
  for (const strategy of STRATEGIES) all.push({ strategy, cells: await play(strategy, quirks) });
  return all;
}

function showSummary(all: readonly Played[]): void {
  for (const [index, { strategy, cells }] of all.entries()) {
    const usual = cells.filter(({ parity }) => parity === 'none');
    const row = [
      ['found, mean', mean(cells.map(({ foundMs }) => foundMs))],
      ['worst', worst(cells.map(({ foundMs }) => foundMs))],
      [
        'shipped rates',
        mean(usual.filter(({ baud }) => SHIPPED.includes(baud)).map(({ foundMs }) => foundMs)),
      ],
      ['8N1 mean', mean(usual.map(({ foundMs }) => foundMs))],
      ['set, mean', mean(cells.map(({ setMs }) => setMs))],
    ] as const;
    const failed = cells.filter(({ setMs }) => setMs === undefined).length;
    const text = row.map(([name, ms]) => `${name}${seconds(ms)}`).join('  ');
    console.log(`[${index}] ${strategy.title.padEnd(36)}${text}  not set ${failed} of ${cells.length}`);
  }
}

const played = await playAll(MEASURED);
console.log(
  '\nlinvor 1.8 at 12 rates x 3 parities, seconds of virtual time: found / set to 9600, name and PIN',
);
console.log(`${'at'.padStart(14)}  ${played.map((_, index) => `[${index}]`.padEnd(15)).join('')}`);
for (const [index, { baud, parity }] of (played[0]?.cells ?? []).entries()) {
  const row = played.map(
    ({ cells }) => `${seconds(cells[index]?.foundMs)} ${seconds(cells[index]?.setMs)}  `,
  );
  console.log(`${`${baud} ${parity}`.padStart(14)}  ${row.join('')}`);
}
console.log();
showSummary(played);
console.log('\nthe same where 0.6 s of silence end a command and a second of deafness follows an answer');
showSummary(await playAll(SLOWEST));
if (isSlow) process.exitCode = 1;
