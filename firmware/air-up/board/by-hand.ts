import type { Clock } from '../../../host/base/index.js';
import { type Outputs, SHUT, safeOutputs } from '../cycle/index.js';
import type { AirUpBoard } from './air-up-board.js';
import type { PinMap } from './pins/pin-schema.js';

/** Interval at which a held output is written, well within the host's lease, ms. */
const WRITE_EVERY_MS = 50;

/** One output by the name that users give: `hose.fill`, `hose.vent`, `relay`. */
export interface NamedOutput {
  readonly name: string;
  /** The outputs with only this one on. */
  readonly on: Outputs;
}

/** Every output of a pin map that moves something, in the map's order. */
export function outputsOf({ outlets, pump }: PinMap): readonly NamedOutput[] {
  const shut = safeOutputs(outlets.length);
  const valve = (index: number, side: 'fill' | 'vent'): Outputs => ({
    ...shut,
    outlets: shut.outlets.map((outlet, at) => (at === index ? { ...SHUT, [side]: true } : outlet)),
  });
  return [
    ...outlets.flatMap(({ name, vent }, index) => [
      { name: `${name}.fill`, on: valve(index, 'fill') },
      ...(vent === undefined ? [] : [{ name: `${name}.vent`, on: valve(index, 'vent') }]),
    ]),
    ...(pump.relay === undefined ? [] : [{ name: 'relay', on: { ...shut, pump: true } }]),
  ];
}

/** How long one output is switched on by hand, and what ends it early. */
export interface ManualOpening {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Maximum time that it is on, ms. */
  readonly forMs: number;
  /** Checked before every write: true ends it early. */
  readonly enough?: (sinceMs: number) => boolean;
}

/**
 * Holds one output on by hand, and turns it off whatever happens.
 * @returns how long it was on, ms
 * @throws OnairError port-lost, or the reason of the signal
 */
export async function holdByHand(
  board: AirUpBoard,
  outputs: Outputs,
  { clock, signal, forMs, enough }: ManualOpening,
): Promise<number> {
  const safe = safeOutputs(outputs.outlets.length);
  const startedAt = clock.now();
  const since = (): number => clock.now() - startedAt;
  try {
    while (since() < forMs && !enough?.(since())) {
      board.write(outputs);
      await clock.sleep(Math.min(WRITE_EVERY_MS, forMs - since()), signal);
    }
    return since();
  } finally {
    board.write(safe);
  }
}

/**
 * Keeps everything shut and renews the leases while the caller waits for something else, usually a person: leases that
 * are not renewed in that time would trip, and stay tripped.
 */
export async function shutWhile<T>(
  board: AirUpBoard,
  { outlets }: PinMap,
  clock: Clock,
  waited: Promise<T>,
): Promise<T> {
  const safe = safeOutputs(outlets.length);
  let isOver = false;
  const keep = (): void => {
    if (isOver) return;
    try {
      board.write(safe);
    } catch {
      return; // the link is gone: the board and its signal report it
    }
    clock.after(WRITE_EVERY_MS, keep);
  };
  keep();
  try {
    return await waited;
  } finally {
    isOver = true;
  }
}
