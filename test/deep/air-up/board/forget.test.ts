import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import test from 'ava';
import { jobOf, withBoard } from '../../../air-up/board/rig.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

test.serial('boards that were closed are forgotten: nothing holds their links and devices', async (t) => {
  const refs: WeakRef<object>[] = [];
  for (let boards = 0; boards < 4; boards++) {
    await withBoard('psi=30', async (rig) => {
      refs.push(new WeakRef(rig.link), new WeakRef(rig.device));
      await rig.run(jobOf({ FL: 31 }));
    });
  }
  collect();
  // What was awaited last is still on the stack, or in a cache of the engine.
  t.deepEqual(
    refs.slice(0, 4).map((ref) => ref.deref()?.constructor.name),
    Array.from({ length: 4 }, () => undefined),
  );
});
