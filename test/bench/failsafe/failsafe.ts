import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../../firmware/air-up/plant/random.js';
import { START_MS } from '../../failsafe/bare-board.js';
import { HEX, SKETCH } from '../../failsafe/board-under-test.js';
import { byteCycles, CLOCK_HZ } from '../../failsafe/chip.js';
import { EmulatedBoard } from '../../failsafe/emulated-board.js';
import * as wire from '../../failsafe/wire-format.js';

/**
 * What leases cost, in cycles of the chip: the sketch beside a loop as StandardFirmata's, both compiled by the same
 * compiler with the same flags, both on the same emulated ATmega328P. And the worst cases of its promises, measured: exit code 1 where one is broken.
 * Run: npm run bench:failsafe
 */
const { lease } = wire;
const REFERENCE = 'test/bench/failsafe/standard/loop.cpp';
const PIN = 8;
const BAUD = 57_600;
const CYCLES_PER_MS = CLOCK_HZ / 1000;
const WRITES = 400;
const REPORTS = 400;
const CASES = 400;
/** What README.md of the sketch promises. */
const LATE_MS = 5;
const WATCHDOG_MS = 250;

const cycles = (ms: number): number => Math.round(ms * CYCLES_PER_MS);

/** The reference, built as the sketch is. */
function standard(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'));
  try {
    for (const file of ['build.sh', 'boards.tsv']) cpSync(join(SKETCH, file), join(folder, file));
    cpSync(REFERENCE, join(folder, 'loop.cpp'));
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

  tell(...messages: readonly (readonly number[])[]): void {
    for (const message of messages) {
      this.uno.hostSend(message);
      while (this.uno.hostQueue > 0) this.uno.run(0.5);
      this.uno.run(5);
    }
  }

  /** Some time, so that the board is anywhere in its turn. */
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
  bench.tell(setUp, wire.samplingInterval(10));
  for (let channel = 0; channel < channels; channel++) bench.tell(wire.reportAnalog(channel, 1));
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

/** How far reports of a channel are from evenly spaced, at the last byte. */
function reportJitter(hex: string, channels: number): Spread {
  const bench = new Bench(hex);
  const { uno } = bench;
  bench.tell(wire.samplingInterval(10));
  const at: number[] = [];
  let awaited = 0;
  uno.onHostByte = (byte) => {
    if (byte === 0xe0) awaited = 2;
    else if (awaited > 0 && --awaited === 0) at.push(cycles(uno.nowMs));
  };
  for (let channel = 0; channel < channels; channel++) bench.tell(wire.reportAnalog(channel, 1));
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

/** As the valve of `onair air` is; without a renewal it stands for as long as the writes take. */
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
  bench.tell(lease.configure(terms), lease.clear(PIN), wire.samplingInterval(10), wire.reportAnalog(0, 1));
  bench.tell(lease.renew, wire.digitalPin(PIN, 1));
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

const [ours, theirs] = [readFileSync(HEX, 'utf8'), standard()];
const row = (what: string, our: Spread, their: Spread): string =>
  [
    what.padEnd(42),
    `${our.mean}`.padStart(6),
    `${our.most}`.padStart(7),
    `${their.mean}`.padStart(8),
    `${their.most}`.padStart(7),
    (our.mean / Math.max(1, their.mean)).toFixed(2).padStart(8),
    (our.most / Math.max(1, their.most)).toFixed(2).padStart(6),
  ].join(' ');

console.log(`cycles of 62.5 ns${' '.repeat(26)} failsafe          as standard     ratio
${' '.repeat(42)}   mean    most     mean    most     mean   most
${row('pin write, byte to pin', writeLatency(ours, 0), writeLatency(theirs, 0))}
${row('pin write, 1 channel every 10 ms', writeLatency(ours, 1), writeLatency(theirs, 1))}
${row('pin write, 6 channels every 10 ms', writeLatency(ours, 6), writeLatency(theirs, 6))}
${row('the same, a leased pin, one is watched', writeLatency(ours, 6, LEASED), writeLatency(theirs, 6))}
${row('report jitter, 1 channel every 10 ms', reportJitter(ours, 1), reportJitter(theirs, 1))}
${row('report jitter, 6 channels every 10 ms', reportJitter(ours, 6), reportJitter(theirs, 6))}

worst of ${CASES} at random moments
lease over to pin low            ${silence.toFixed(2)} ms (promised: ${LATE_MS})
sensor over ceiling to pin low   ${ceiling.toFixed(2)} ms (promised: ${LATE_MS})
program hangs to pin floating    ${hang.toFixed(1)} ms (promised: ${WATCHDOG_MS})`);

if (silence > LATE_MS || ceiling > LATE_MS || hang > WATCHDOG_MS) process.exitCode = 1;
