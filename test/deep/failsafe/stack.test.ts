import test from 'ava';
import { testBoard } from '../../failsafe/board/board-under-test.js';
import { deepestStack, staticRam } from '../../failsafe/chip/stack.js';

/** Of 2,048 bytes on Uno and Nano; what is left is for what no test has met. */
const MOST_RAM = 1850;

for (const name of ['uno', 'nano']) {
  test(`${name}: static RAM and the deepest stack leave room`, (t) => {
    const stack = deepestStack(testBoard(name));
    t.log(`${staticRam(name)} bytes and a stack of ${stack}`);
    t.true(stack > 60, 'the paint shows it');
    t.true(staticRam(name) + stack <= MOST_RAM);
  });
}
