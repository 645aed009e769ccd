import { readFileSync } from 'node:fs';
import { BareBoard } from '../board/bare-board.js';
import { SKETCH, type TestBoard } from '../board/board-under-test.js';
import { GOOD } from '../board/bus-problems.js';
import { Registers } from '../board/slaves.js';
import { MESSAGES } from '../messages/message-table.js';
import * as wire from '../messages/wire-format.js';

const { i2c, lease } = wire;
/** Paint for memory above the static RAM. */
const PAINT = 0xc5;
/** Bytes below the present stack that are not painted: interrupts may be using them. */
const MARGIN = 40;

/** Sizes of a board's program and their limits, bytes. */
export interface Sizes {
  readonly flash: number;
  readonly mostFlash: number;
  readonly ram: number;
  readonly mostRam: number;
}

/** From the table in the sketch's README, which the build test compares with the build. */
export function sizesOf(name: string): Sizes {
  const readme = readFileSync(`${SKETCH}README.md`, 'utf8');
  const row = readme.split('\n').find((line) => line.toLowerCase().startsWith(`| ${name} | `));
  const [flash, mostFlash, ram, mostRam] = (row?.split('|').slice(2, 6) ?? []).map((cell) =>
    Number(cell.trim().replaceAll(',', '')),
  );
  if (!flash || !mostFlash || !ram || !mostRam)
    throw new Error(`no figures of ${name} in the sketch's README.md`);
  return { flash, mostFlash, ram, mostRam };
}

/** RAM before the stack, bytes. */
export const staticRam = (name: string): number => sizesOf(name).ram;

/**
 * The deepest stack of a board that has all leases, servos and I2C at work while every message arrives, bytes. Free RAM
 * is painted, and overwritten paint was used.
 */
export function deepestStack(board: TestBoard): number {
  const bare = new BareBoard({ ...board, analogRatio: () => 0.5 });
  const { uno } = bare;
  const { length } = uno.ram;
  uno.ram.fill(PAINT, staticRam(board.name), length - MARGIN);
  uno.bus.slaves.set(GOOD, new Registers());
  const watch = { channel: 0, lowest: 0, highest: 1000, samples: 3 };
  bare.execute(i2c.config(16_383), i2c.readOn(GOOD, 0, 32), wire.samplingInterval(1));
  for (let n = 0; n < 8; n++)
    bare.execute(lease.configure({ pin: 2 + n, safe: 0, silenceMs: 300 + n, activeMs: 100, watch }));
  for (let n = 10; n < 14; n++) bare.execute(wire.pinMode(n, 'servo'), wire.extendedAnalog(n, 180));
  for (let n = 0; n < 6; n++) bare.execute(wire.reportAnalog(n, 1));
  for (let round = 0; round < 2; round++) {
    for (const message of Object.values(MESSAGES)) {
      uno.hostSend(message);
      bare.run(25);
      for (let n = 0; n < 8; n++) uno.hostSend([...lease.clear(2 + n), ...wire.digitalPin(2 + n, 1)]);
      bare.run(15);
    }
  }
  bare.run(1000);
  const touched = uno.ram.subarray(staticRam(board.name)).findIndex((byte) => byte !== PAINT);
  return length - staticRam(board.name) - touched;
}
