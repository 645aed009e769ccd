import { setImmediate as loopTurn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';

/**
 * `--import` for a program on simulated devices: its clock jumps to the next timer whenever nothing else is left to do,
 * so that what it prints does not depend on how busy the machine is.
 */
const clock = FakeTimers.install({
  toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'hrtime'],
});

async function run(): Promise<never> {
  for (;;) {
    // As with real timers, the program ends when none is left.
    await loopTurn(undefined, { ref: clock.countTimers() > 0 });
    if (clock.countTimers() > 0) await clock.nextAsync();
  }
}

void run();
