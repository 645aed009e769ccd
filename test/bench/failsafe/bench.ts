import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { START_MS } from '../../failsafe/board/bare-board.js';
import { HEX, SKETCH, testBoard } from '../../failsafe/board/board-under-test.js';
import { EmulatedBoard } from '../../failsafe/board/emulated-board.js';
import { byteCycles, CLOCK_HZ } from '../../failsafe/chip/chip.js';
import { deepestStack, sizesOf, staticRam } from '../../failsafe/chip/stack.js';
import { type Flood, latenessUnder } from '../../failsafe/messages/flood.js';
import { FLOODS, LONG_ANSWERS } from '../../failsafe/messages/flood-kinds.js';
import * as wire from '../../failsafe/messages/wire-format.js';
import { avrGcc } from '../../peers.js';
import { atMost } from '../bound.js';
import { type Figure, figureOf } from '../figures.js';
import { judge } from '../judge.js';
import { table } from '../table.js';

/**
 * What leases cost, in cycles of the chip: the sketch beside a loop like StandardFirmata's, compiled by the same
 * compiler with the same flags, on the same emulated ATmega328P. Then the worst cases of the promises. Without avr-gcc
 * there is no reference, and the comparison is skipped. Run: npm run bench:failsafe
 */
const { lease } = wire;
const REFERENCE = 'test/bench/failsafe/standard/loop.cpp';
const PIN = 8;
const BAUD = 57_600;
const CYCLES_PER_MS = CLOCK_HZ / 1000;
const WRITES = 400;
const REPORTS = 400;
const CASES = 400;
const LEASED_WRITE = 'leased pin, one is watched';
const NO_REFERENCE = { skipped: 'no avr-gcc to build the reference (Debian packages gcc-avr, avr-libc)' };
/** Boards that are flooded, and a silence that is longer than a burst before the renewal, ms. */
const FLOODED = ['uno', 'nano', 'mega'] as const;
const FLOODED_MS = 120;
const HARMLESS = [0xf7];
/** What build.sh and the tests allow, bytes; Uno and Nano have 2,048 of RAM. */
const MOST_RAM = 1850;
/** What README.md of the sketch promises. */
const LATE_MS = 5;
const WATCHDOG_MS = 250;

const cycles = (ms: number): number => Math.round(ms * CYCLES_PER_MS);

/** The reference, built as the sketch is. */
function standard(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'));
  try {
    for (const file of ['build.sh', 'boards.tsv']) cpSync(join(SKETCH, file), join(folder, file));
    cpSync(REFERENCE, join(folder, 'src', 'standard', 'loop.cpp'));
    writeFileSync(join(folder, 'failsafe.ino'), '');
    execFileSync('sh', [join(folder, 'build.sh'), 'uno', folder]);
    return readFileSync(join(folder, 'failsafe-uno.hex'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Bench {
  readonly uno: EmulatedBoard;
  reading = 0.4;
  readonly #random = seeded(1);

  constructor(hex: string) {
    this.uno = new EmulatedBoard(hex, { analogRatio: () => this.reading });
    this.uno.run(START_MS + 100);
  }

  execute(...messages: readonly (readonly number[])[]): void {
    for (const message of messages) {
      this.uno.hostSend(message);
      while (this.uno.hostQueue > 0) this.uno.run(0.5);
      this.uno.run(5);
    }
  }

  /** Runs for a random time, so that the board is anywhere in its loop. */
  pause(fromMs: number, toMs: number): void {
    this.uno.run(fromMs + this.#random() * (toMs - fromMs));
  }
}

interface Spread {
  readonly mean: number;
  readonly most: number;
}

function spread(values: readonly number[]): Spread {
  return {
    mean: Math.round(values.reduce((sum, value) => sum + value, 0) / values.length),
    most: Math.round(Math.max(...values)),
  };
}

/**
 * From the stop bit of the last byte of a pin write to the edge at the pin.
 * @param setUp what makes the pin an output
 */
function writeLatency(hex: string, channels: number, setUp = wire.pinMode(PIN, 'output')): Spread {
  const bench = new Bench(hex);
  const { uno } = bench;
  bench.execute(setUp, wire.samplingInterval(10));
  for (let channel = 0; channel < channels; channel++) bench.execute(wire.reportAnalog(channel, 1));
  const taken: number[] = [];
  let changedAt = 0;
  uno.onPin = (pin, _state, atMs) => {
    if (pin === PIN) changedAt = cycles(atMs);
  };
  for (let n = 0; n < WRITES; n++) {
    bench.pause(10, 23);
    const message = wire.digitalPin(PIN, n % 2 === 0 ? 1 : 0);
    const arrivesAt = cycles(uno.nowMs) + message.length * byteCycles(BAUD);
    changedAt = 0;
    uno.hostSend(message);
    uno.run(8);
    if (changedAt === 0) throw new Error('the pin did not change');
    taken.push(changedAt - arrivesAt);
  }
  return spread(taken);
}

/** Jitter: deviation of the reports of a channel from even spacing, at the last byte, cycles. */
function reportJitter(hex: string, channels: number): Spread {
  const bench = new Bench(hex);
  const { uno } = bench;
  bench.execute(wire.samplingInterval(10));
  const at: number[] = [];
  let awaited = 0;
  uno.onHostByte = (byte) => {
    if (byte === 0xe0) awaited = 2;
    else if (awaited > 0 && --awaited === 0) at.push(cycles(uno.nowMs));
  };
  for (let channel = 0; channel < channels; channel++) bench.execute(wire.reportAnalog(channel, 1));
  at.length = 0;
  while (at.length < REPORTS) uno.run(10);
  const gaps = at.slice(1).map((moment, index) => moment - (at[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return spread(gaps.map((gap) => Math.abs(gap - mean)));
}

/** The worst of many cases at random moments, in ms. */
function worst(measure: (bench: Bench) => number): number {
  const hex = readFileSync(HEX, 'utf8');
  const bench = new Bench(hex);
  return Math.max(...Array.from({ length: CASES }, () => measure(bench)));
}

const TERMS: wire.LeaseTerms = { pin: PIN, safe: 0, silenceMs: 60, activeMs: 0 };
const WATCHED: wire.LeaseTerms = {
  ...TERMS,
  silenceMs: 5000,
  watch: { channel: 0, lowest: 41, highest: 800, samples: 3 },
};

/** Like the valve of `onair air`; the silence is long enough for all writes without a renewal. */
const LEASED = lease.configure({ ...WATCHED, silenceMs: 16_383 });

function untilSafe(bench: Bench, fromMs: number): number {
  let shutAt = Number.NaN;
  bench.uno.onPin = (pin, state, atMs) => {
    if (pin === PIN && state !== 'high') shutAt = atMs;
  };
  while (Number.isNaN(shutAt)) bench.uno.run(1);
  bench.uno.onPin = () => {};
  return shutAt - fromMs;
}

function open(bench: Bench, terms: wire.LeaseTerms): void {
  bench.reading = 0.4;
  bench.execute(lease.configure(terms), lease.clear(PIN), wire.samplingInterval(10), wire.reportAnalog(0, 1));
  bench.execute(lease.renew, wire.digitalPin(PIN, 1));
}

const silence = worst((bench) => {
  open(bench, TERMS);
  const renewedAt = bench.uno.nowMs + (lease.renew.length * byteCycles(BAUD)) / CYCLES_PER_MS;
  bench.uno.hostSend(lease.renew);
  return untilSafe(bench, renewedAt) - TERMS.silenceMs;
});

const ceiling = worst((bench) => {
  open(bench, WATCHED);
  bench.pause(0, 23);
  bench.reading = 0.9;
  return untilSafe(bench, bench.uno.nowMs);
});

const hang = worst((bench) => {
  open(bench, WATCHED);
  bench.pause(0, 23);
  const from = bench.uno.nowMs;
  bench.uno.hang({ interruptsOff: true });
  const ms = untilSafe(bench, from);
  bench.uno.run(150);
  return ms;
});

/** The worst lateness of a lease under floods of every kind, before its renewal and after it, ms. */
function lateUnderFloods(name: keyof typeof LONG_ANSWERS): number {
  const board = testBoard(name);
  const { silenceMs, times } = LONG_ANSWERS[name];
  const late = (flood: Flood, silence: number): number => latenessUnder(flood, board, silence) ?? Infinity;
  const each = Object.entries(FLOODS).map(([what, bytes]) => {
    const worst = Math.max(
      late({ before: bytes, after: HARMLESS }, FLOODED_MS),
      late({ after: bytes }, FLOODED_MS),
    );
    return [what, worst] as const;
  });
  const long = late({ before: wire.sysex(0x6b), times, after: HARMLESS }, silenceMs);
  const rows = [...each, [`${times} of the longest answers`, long] as const];
  floodRows.push(...rows.map(([what, ms]) => [name, what, ms.toFixed(2)]));
  return Math.max(...rows.map(([, ms]) => ms));
}

const floodRows: string[][] = [];
const underFloods = FLOODED.map((name) => ({ name, late: lateUnderFloods(name) }));
console.log(
  'lease over to pin low under a flood, before its renewal and after it: ms late, negative is early',
);
console.log(table(['board', 'flood', 'late'], floodRows));

/** What is compared, in cycles, with its name in the figures. */
interface Row {
  readonly what: string;
  readonly our: Spread;
  readonly their: Spread;
}

function compared(ours: string, theirs: string): Row[] {
  return [
    { what: 'pin write', our: writeLatency(ours, 0), their: writeLatency(theirs, 0) },
    { what: 'pin write, 1 channel', our: writeLatency(ours, 1), their: writeLatency(theirs, 1) },
    { what: 'pin write, 6 channels', our: writeLatency(ours, 6), their: writeLatency(theirs, 6) },
    { what: LEASED_WRITE, our: writeLatency(ours, 6, LEASED), their: writeLatency(theirs, 6) },
    { what: 'report jitter, 1 channel', our: reportJitter(ours, 1), their: reportJitter(theirs, 1) },
    { what: 'report jitter, 6 channels', our: reportJitter(ours, 6), their: reportJitter(theirs, 6) },
  ];
}

const rows = avrGcc ? compared(readFileSync(HEX, 'utf8'), standard()) : [];
const ratio = (our: number, their: number): number => our / Math.max(1, their);
console.log('cycles of 62.5 ns, channels reported every 10 ms');
console.log(
  table(
    ['', 'mean', 'most', 'standard', 'most', 'ratio', 'most'],
    rows.map(({ what, our, their }) => [
      what,
      ...[our.mean, our.most, their.mean, their.most].map(String),
      ratio(our.mean, their.mean).toFixed(2),
      ratio(our.most, their.most).toFixed(2),
    ]),
  ),
);

const leased = rows.find(({ what }) => what === LEASED_WRITE);
judge(
  'failsafe',
  [
    atMost('lease over to pin low', silence, LATE_MS, { unit: 'ms' }),
    ...underFloods.map(({ name, late }) =>
      atMost(`${name}: late under every flood`, late, LATE_MS, { unit: 'ms' }),
    ),
    ...(['uno', 'nano'] as const).map((name) =>
      atMost(`${name}: RAM and deepest stack`, staticRam(name) + deepestStack(testBoard(name)), MOST_RAM, {
        unit: 'bytes',
        decimals: 0,
      }),
    ),
    ...FLOODED.flatMap((name) => {
      const { flash, mostFlash, ram, mostRam } = sizesOf(name);
      return [
        atMost(`${name}: flash`, flash, mostFlash, { unit: 'bytes', decimals: 0 }),
        atMost(`${name}: static RAM`, ram, mostRam, { unit: 'bytes', decimals: 0 }),
      ];
    }),
    atMost('sensor over ceiling to pin low', ceiling, LATE_MS, { unit: 'ms' }),
    atMost('program hangs to pin floating', hang, WATCHDOG_MS, { unit: 'ms', decimals: 0 }),
    atMost(
      'leased pin write, the longest',
      leased ? ratio(leased.our.most, leased.their.most) : NO_REFERENCE,
      0.5,
      {
        of: "a loop as StandardFirmata's",
      },
    ),
  ],
  avrGcc ? figures() : [],
);

function figures(): Figure[] {
  return [
    ...rows.flatMap(({ what, our, their }) => [
      figureOf(`failsafe, ${what}: mean`, our.mean, 0, 'cycles'),
      figureOf(`failsafe, ${what}: most`, our.most, 0, 'cycles'),
      figureOf(`failsafe, ${what}: reference, mean`, their.mean, 0, 'cycles'),
      figureOf(`failsafe, ${what}: reference, most`, their.most, 0, 'cycles'),
      figureOf(`failsafe, ${what}: ratio of most`, ratio(our.most, their.most), 1),
    ]),
    figureOf('failsafe: cases', CASES, 0),
    figureOf('failsafe: lease over to pin low', silence, 2, 'ms'),
    ...underFloods.map(({ name, late }) =>
      figureOf(`failsafe, ${name}: lease over to pin low under every flood`, late, 2, 'ms'),
    ),
    figureOf('failsafe: sensor over its ceiling to pin low', ceiling, 2, 'ms'),
    figureOf('failsafe: program hangs to pins floating', hang, 0, 'ms'),
  ];
}
