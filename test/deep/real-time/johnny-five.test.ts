import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { testBoard } from '../../failsafe/board/board-under-test.js';
import { EmulatedBoard } from '../../failsafe/board/emulated-board.js';
import { until } from '../../link/waits.js';
import { socat } from '../../peers.js';
import { Child } from '../../real-time/child.js';
import { newFolder, PtyFarEnd } from '../../real-time/link/socat.js';

/** The program in the page, as it stands there. */
const [, PROGRAM = ''] = /^```js\n(.*?)^```/ms.exec(readFileSync('firmware/README.md', 'utf8')) ?? [];
/** Port in the page. */
const PORT = '/dev/ttyUSB0';
const LED = 13;
/** Time of the board in a look at the wire, ms. */
const SLICE_MS = 5;

/** A program that can import what this package does. */
function program(t: ExecutionContext, text: string): Child {
  const child = new Child(['--input-type=module', '--eval', text], {});
  child.diesWith(t);
  return child;
}

/** The sketch on an emulated Uno behind a pseudo-terminal; it lives while somebody asks. */
async function plugIn(t: ExecutionContext): Promise<{ path: string; board: EmulatedBoard; live(): void }> {
  const folder = newFolder();
  t.teardown(() => folder.remove());
  const far = await PtyFarEnd.plugIn(join(folder.path, 'port'));
  t.teardown(() => far.unplug());
  const { hex, model } = testBoard('uno');
  const board = new EmulatedBoard(readFileSync(hex, 'utf8'), { model, analogRatio: () => 0 });
  let said: number[] = [];
  let taken = 0;
  board.onHostByte = (byte) => said.push(byte);
  const live = (): void => {
    board.hostSend(far.heard.bytes.subarray(taken));
    taken = far.heard.length;
    board.run(SLICE_MS);
    if (said.length > 0) far.send(Buffer.from(said));
    said = [];
  };
  return { path: far.path, board, live };
}

(socat ? test.serial : test.serial.skip)(
  'the Johnny-Five program of firmware/README.md blinks on the compiled sketch (needs socat)',
  async (t) => {
    t.true(PROGRAM.includes(`'${PORT}'`));
    const { path, board, live } = await plugIn(t);
    const changes: string[] = [];
    board.onPin = (pin, state) => pin === LED && changes.push(state);
    const child = program(t, PROGRAM.replace(PORT, path));
    await until('it has blinked twice', () => {
      live();
      if (child.isOver) throw new Error(child.log);
      return changes.filter((state) => state === 'high').length >= 2;
    });
    t.pass();
  },
);

test.serial('a board by its port only fails as firmware/README.md says', async (t) => {
  const child = program(
    t,
    `import five from 'johnny-five'; new five.Board({ port: '${PORT}', repl: false });`,
  );
  t.not(await child.exited, 0);
  t.regex(child.stderr, /IO is not a constructor/);
  t.true(readFileSync('firmware/README.md', 'utf8').includes('`IO is not a constructor`'));
});
