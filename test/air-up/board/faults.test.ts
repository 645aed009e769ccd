import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { endsWithFault, type FaultCase, titleOf } from './fault-case.js';
import { jobOf, withBoard } from './rig.js';

/** One for each who notices; the others are in deep/air-up/board. */
const CASES: readonly FaultCase[] = [
  ['hose-off', 4, ['hose-off']],
  ['sensor-open', 0, ['sensor-open']],
  ['fill-stuck-open', 0, ['fill-stuck-open']],
  ['board-hangs', 4, ['sensor-stale']],
];

for (const each of CASES) test.serial(titleOf(each), (t) => endsWithFault(t, each));

test.serial("the wire's disconnect@200, with the valve open: link-lost", async (t) => {
  await withBoard('psi=20&fault=disconnect@200', async (rig) => {
    t.like((await rig.run(jobOf({ FL: 27 }))).stage, { kind: 'fault', fault: { code: 'link-lost' } });
    t.true(rig.highs('fill valve of hose') > 0);
  });
});

for (const [fault, code] of [
  ['wrong-baud', 'device-silent'],
  ['partial', 'device-silent'],
  ['board-hangs', 'device-silent'],
  ['echo', 'device-confused'],
] as const) {
  test.serial(`${fault} from the beginning: ${code}`, async (t) => {
    await withBoard(`firmware=standard&fault=${fault}`, async (rig) => {
      const error = await t.throwsAsync(rig.run(jobOf({ FL: 27 })), { instanceOf: OnairError });
      t.is(error?.code, code);
      t.deepEqual(rig.misdeeds, []);
    });
  });
}
