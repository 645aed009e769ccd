import type { EmulatedBoard } from '../board/emulated-board.js';

/**
 * Sets the clock of a program that was just started, because no test can wait for 49 days. The variable behind
 * millis() is the only number in RAM that advances with the time of the board.
 */
export function setMillis(uno: EmulatedBoard, ms: number): void {
  const ram = uno.ram;
  const view = new DataView(ram.buffer, ram.byteOffset, ram.byteLength);
  let places = Array.from({ length: ram.byteLength - 3 }, (_, address) => address);
  const startedAt = uno.nowMs - uno.ageMs;
  for (let look = 0; look < 8; look++) {
    uno.run(47.3); // beyond 256 ms, so that the low byte differs too
    places = places.filter((at) => Math.abs(view.getUint32(at, true) - (uno.nowMs - startedAt)) <= 2);
  }
  const [only, ...others] = places;
  if (only === undefined || others.length > 0) throw new Error(`millis() may be at any of ${places}`);
  view.setUint32(only, ms, true);
}
