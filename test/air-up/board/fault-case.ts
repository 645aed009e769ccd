import type { ExecutionContext } from 'ava';
import type { FaultCode } from '../../../firmware/air-up/cycle/faults.js';
import { jobOf, withBoard } from './rig.js';

/** What breaks, from which second on, and the faults that say so. */
export type FaultCase = readonly [name: string, atS: number, codes: readonly FaultCode[]];

export const titleOf = ([name, atS, codes]: FaultCase): string =>
  `${name} from second ${atS} on: ${codes.join(' or ')}, and all outputs LOW`;

/** A few messages of three bytes, at 57600 baud. */
const BYTES_MS = 10;

/** The job ends with one of the faults, and all outputs are LOW at once. */
export async function endsWithFault(t: ExecutionContext, [name, atS, codes]: FaultCase): Promise<void> {
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
}
