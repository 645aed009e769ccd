import test from 'ava';
import type { FaultCode } from '../../../firmware/air-up/cycle/faults.js';
import { OnairError } from '../../../host/base/error.js';
import { jobOf, withBoard } from './rig.js';

/** [what breaks, from which second on, the faults that say so] */
const CASES: readonly (readonly [name: string, atS: number, codes: readonly FaultCode[]])[] = [
  ['hose-off', 4, ['hose-off']],
  ['sensor-open', 0, ['sensor-open']],
  ['sensor-open', 4, ['sensor-open']],
  ['sensor-short', 4, ['sensor-short']],
  ['sensor-out-of-range', 4, ['sensor-out-of-range']],
  ['sensor-frozen', 4, ['sensor-frozen']],
  ['fill-stuck-open', 0, ['fill-stuck-open']],
  ['fill-stuck-shut', 0, ['fill-stuck-shut']],
  ['fill-stuck-shut', 4, ['fill-stuck-shut', 'no-rise']],
  ['pump-dead', 0, ['no-rise', 'fill-stuck-shut']],
  ['pump-weak=0.01', 0, ['no-rise']],
  ['tire-leak=2', 4, ['leak', 'no-rise', 'hose-off']],
  ['battery-low', 0, ['battery-low']],
  ['core-shut', 0, ['rise-too-fast']],
  ['core-shut', 4, ['rise-too-fast']],
  ['board-hangs', 4, ['sensor-stale']],
];

/** A few messages of three bytes, at 57600 baud. */
const BYTES_MS = 10;

for (const [name, atS, codes] of CASES) {
  test.serial(`${name} from second ${atS} on: ${codes.join(' or ')}, and all outputs LOW`, async (t) => {
    await withBoard(`psi=25&break=${encodeURIComponent(`${name}@${atS}`)}`, async (rig) => {
      let onSoonAfter: readonly string[] | undefined;
      const { stage } = await rig.run(jobOf({ FL: 28 }), {
        onStep: (_, events) => {
          if (!events.some(({ kind }) => kind === 'fault')) return;
          rig.clock.after(BYTES_MS, () => {
            onSoonAfter = rig.on;
          });
        },
      });
      t.deepEqual(onSoonAfter, []);
      t.is(stage.kind, 'fault');
      if (stage.kind === 'fault')
        t.true(codes.includes(stage.fault.code), `${stage.fault.code}: ${stage.fault.reason}`);
      t.deepEqual(rig.misdeeds, []);
      t.deepEqual(rig.on, []);
    });
  });
}

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
