import { BareBoard } from '../../failsafe/bare-board.js';
import { byteCycles, CLOCK_HZ } from '../../failsafe/chip.js';
import { Dice } from '../../failsafe/fuzz/dice.js';
import * as wire from '../../failsafe/wire-format.js';

const CYCLES_PER_MS = CLOCK_HZ / 1000;
const BAUD_RATE = 57_600;
const SEED = 4;
const VALVE = 7;
const CHANNELS = [0, 1, 2, 3, 4, 5];

/** What the host asks of a board while it is measured. */
export interface Load {
  readonly title: string;
  readonly begin: readonly (readonly number[])[];
  /** Between two writes of a pin, ms: any time from the first to the second. */
  readonly gapMs: readonly [number, number];
}

export const INTERVAL_MS = 10;
const reportAll = [
  wire.samplingInterval(INTERVAL_MS),
  ...CHANNELS.map((channel) => wire.reportAnalog(channel, 1)),
];

export const LOADS: readonly Load[] = [
  { title: 'nothing else', begin: [], gapMs: [4, 24] },
  { title: 'six channels every 10 ms', begin: reportAll, gapMs: [4, 24] },
  { title: 'that, and a write every 2 ms', begin: reportAll, gapMs: [1.5, 2.5] },
];

/** The pin as a lease, and a channel that is watched for it: what the valve of `onair air` is. */
export const LEASE = wire.lease.configure({
  pin: VALVE,
  safe: 0,
  silenceMs: 16_383,
  activeMs: 0,
  watch: { channel: 0, lowest: 0, highest: 1000, samples: 3 },
});

/** In cycles of 1/16 us. */
export interface Timing {
  /** From the end of the stop bit of the last byte of a write to the pin. */
  readonly latency: readonly number[];
  /** How far the time between two reports of one channel is from the interval that was asked for. */
  readonly jitter: readonly number[];
}

/** @param setUp what makes the pin an output */
export function measure(
  hex: string,
  { begin, gapMs: [least, most] }: Load,
  setUp: readonly number[],
  writes: number,
): Timing {
  const dice = new Dice(SEED);
  const board = new BareBoard({ hex, analogRatio: () => 0.3 });
  const { uno } = board;
  board.tell(setUp);
  board.tell(...begin);
  board.run(50);
  const reports: number[] = [];
  uno.onHostByte = (byte) => byte === 0xe0 && reports.push(uno.nowMs);
  let changedAt = Number.NaN;
  uno.onPin = (pin, _, atMs) => {
    if (pin === VALVE) changedAt = atMs;
  };
  const latency: number[] = [];
  for (let n = 0; n < writes; n++) {
    const [write, from] = [wire.digitalPin(VALVE, n % 2 === 0 ? 1 : 0), uno.nowMs];
    const arrivedAt = from + (write.length * byteCycles(BAUD_RATE)) / CYCLES_PER_MS;
    uno.hostSend(write);
    uno.run(least + (dice.int(0, 1000) / 1000) * (most - least));
    if (!(changedAt >= arrivedAt)) throw new Error(`write ${n} is not obeyed in time`);
    latency.push(Math.round((changedAt - arrivedAt) * CYCLES_PER_MS));
    changedAt = Number.NaN;
  }
  const jitter = reports
    .slice(1)
    .map((atMs, n) => Math.round(Math.abs(atMs - (reports[n] ?? 0) - INTERVAL_MS) * CYCLES_PER_MS));
  return { latency, jitter };
}
