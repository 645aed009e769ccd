import { type Clock, systemClock } from '../../../host/base/index.js';

/** How much faster a minute passes: programs over a real bus still have seconds for what takes milliseconds. */
const FASTER = 10;

/** The clock of the double and of onair in these tests. */
export const scaledClock: Clock = {
  now: () => systemClock.now() * FASTER,
  after: (delayMs, act) => systemClock.after(delayMs / FASTER, act),
  sleep: (delayMs, signal) => systemClock.sleep(delayMs / FASTER, signal),
};
