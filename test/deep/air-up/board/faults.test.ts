import test from 'ava';
import { endsWithFault, type FaultCase, titleOf } from '../../../air-up/board/fault-case.js';
import { jobOf, withBoard } from '../../../air-up/board/rig.js';

const CASES: readonly FaultCase[] = [
  ['sensor-open', 4, ['sensor-open']],
  ['sensor-short', 4, ['sensor-short']],
  ['sensor-out-of-range', 4, ['sensor-out-of-range']],
  ['sensor-frozen', 4, ['sensor-frozen']],
  ['fill-stuck-shut', 0, ['fill-stuck-shut']],
  ['fill-stuck-shut', 4, ['fill-stuck-shut', 'no-rise']],
  ['pump-dead', 0, ['no-rise', 'fill-stuck-shut']],
  ['pump-weak=0.01', 0, ['no-rise']],
  ['tire-leak=2', 4, ['leak', 'no-rise', 'hose-off']],
  ['battery-low', 0, ['battery-low']],
  ['core-shut', 0, ['rise-too-fast']],
  ['core-shut', 4, ['rise-too-fast']],
];

for (const each of CASES) test.serial(titleOf(each), (t) => endsWithFault(t, each));

test.serial('vent-stuck-shut while air is let out', async (t) => {
  await withBoard('psi=30&fault=vent-stuck-shut', async (rig) => {
    const { stage } = await rig.run(jobOf({ FL: 25 }, { kind: 'deflate' }));
    t.like(stage, { kind: 'fault', fault: { code: 'vent-stuck-shut' } });
    t.deepEqual(rig.misdeeds, []);
    t.deepEqual(rig.on, []);
  });
});

test.serial('a weak pump still gets there', async (t) => {
  await withBoard('psi=26&fault=pump-weak', async (rig) => {
    t.like((await rig.run(jobOf({ FL: 27 }))).stage, { kind: 'ended', reason: 'done' });
  });
});

for (const fault of ['noise', 'slow', 'partial@200', 'stale-reply']) {
  test.serial(`the wire's ${fault}: done or a fault, and all outputs LOW`, async (t) => {
    await withBoard(`psi=26&fault=${fault}`, async (rig) => {
      const { stage } = await rig.run(jobOf({ FL: 27 }));
      t.true(stage.kind === 'ended' || stage.kind === 'fault');
      t.log(stage.kind === 'fault' ? stage.fault.code : stage.kind);
      t.deepEqual(rig.misdeeds, []);
      t.deepEqual(rig.on, []);
    });
  });
}
