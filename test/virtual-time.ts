import { setImmediate as loopTurn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';

/**
 * Runs `act` with the timers and the monotonic clock of this process under a fake clock that jumps to the
 * next timer whenever nothing else is left to do: minutes of waiting pass in milliseconds, in right order.
 * Serialport's parsers use the same timers, so they follow. Only for `test.serial`, and never with real I/O,
 * unless `isQuiet` knows of it.
 * @param isQuiet whether all real I/O is over; until then time stands still
 * @returns what `act` returns, and the virtual milliseconds it took
 */
export async function inVirtualTime<T>(
  act: () => Promise<T>,
  isQuiet: () => boolean = () => true,
): Promise<{ value: T; elapsedMs: number }> {
  const clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const started = performance.now();
    let settled = false;
    const outcome = act().finally(() => {
      settled = true;
    });
    outcome.catch(() => {}); // awaited below; this only keeps it from counting as unhandled meanwhile
    while (!settled) {
      await loopTurn();
      if (!settled && clock.countTimers() > 0 && isQuiet()) await clock.nextAsync();
    }
    return { value: await outcome, elapsedMs: performance.now() - started };
  } finally {
    clock.uninstall();
  }
}
