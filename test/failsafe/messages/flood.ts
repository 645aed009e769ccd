import { BareBoard } from '../board/bare-board.js';
import type { TestBoard } from '../board/board-under-test.js';
import { GOOD } from '../board/bus-problems.js';
import { VALVE } from '../board/leased-valve.js';
import { Registers } from '../board/slaves.js';
import * as wire from './wire-format.js';

const { i2c, lease } = wire;

/** Bytes that wait at the host, so that the line is never idle. */
const QUEUE = 24;
/** Bytes that are queued at the board before the renewal: with it as many as the receive buffer holds. */
const BURST = 54;
const STEP_MS = 0.05;
const NOTHING: readonly number[] = [];

export interface Flood {
  /** Sent immediately before the renewal, as often as the receive buffer holds it, or this many times. */
  readonly before?: readonly number[];
  readonly times?: number;
  /** Sent repeatedly from the renewal on. */
  readonly after?: readonly number[];
}

/** When the valve shut, ms after the lease ended by the last renewal; undefined: it did not. */
export type Lateness = number | undefined;

/**
 * Opens a leased valve, floods the board at the full rate of the line, renews once in the middle, and reads from the
 * chip's clock when the valve shuts.
 * A lease that ends while its renewal is still queued ends early, by the renewal before.
 */
export function latenessUnder(
  { before = NOTHING, times, after = NOTHING }: Flood,
  board: TestBoard,
  silenceMs: number,
): Lateness {
  const bare = new BareBoard(board);
  const { uno } = bare;
  uno.bus.slaves.set(GOOD, new Registers());
  bare.execute(i2c.config(), lease.configure({ pin: VALVE, safe: 0, silenceMs, activeMs: 0 }));
  let shutAtMs: number | undefined;
  bare.arrive(lease.clear(VALVE), lease.renew, wire.digitalPin(VALVE, 1));
  bare.run(1);
  if (uno.pin(VALVE) !== 'high') throw new Error('the valve does not open');
  uno.onPin = (pin, state, atMs) => {
    if (pin === VALVE) shutAtMs = state === 'high' ? undefined : atMs;
  };
  const count = times ?? Math.floor(BURST / Math.max(1, before.length));
  const burst = before.length > 0 ? Array.from({ length: count }, () => before).flat() : [];
  const renewedAt = bare.arrive(burst, lease.renew);
  const end = renewedAt + silenceMs + ENOUGH_MS;
  while (uno.nowMs < end) {
    while (after.length > 0 && uno.hostQueue < QUEUE) uno.hostSend(after);
    uno.run(STEP_MS);
  }
  return shutAtMs === undefined ? undefined : shutAtMs - renewedAt - silenceMs;
}

/** Time after the end of a lease from which an open valve counts as late, ms. */
const ENOUGH_MS = 20;
