import test from 'ava';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { type CycleReport, reportOf } from '../../../../firmware/air-up/cycle/job/report.js';
import { jobOf, type Rig, withBoard } from '../../../air-up/board/rig.js';

/** What a Bluetooth port gets, ms. */
const LINK_WAIT_MS = 30_000;
const LIMITS = { ...DEFAULT_LIMITS, linkWaitMs: LINK_WAIT_MS };

interface Played {
  readonly report: CycleReport;
  /** Where each tire is above its target, psi. */
  readonly overPsi: readonly number[];
  readonly rig: Rig;
}

/** Two tires to their targets over a link. */
async function play(link: string, limits = LIMITS): Promise<Played> {
  return withBoard(`tires=FL=12,FR=14&link=${link}`, async (rig) => {
    const report = reportOf(await rig.run(jobOf({ FL: 20, FR: 22 }, { limits })));
    const overPsi = rig.device.truth().tires.map(({ psi }, index) => psi - (index === 0 ? 20 : 22));
    return { report, overPsi, rig };
  });
}

for (const link of [
  'hc06',
  'hc06,delay=60,jitter=0,packet=0',
  'hc06-slow',
  'hc06-stalls,every=30',
  'hc06-slow,stall=3,every=20',
  'hc06,loss=1',
]) {
  test.serial(`two tires to their targets over ${link}`, async (t) => {
    const { report, overPsi, rig } = await play(link);
    t.is(report.stopReason, 'done');
    t.true(Math.max(...overPsi) < 1, `${overPsi}`);
    t.deepEqual(rig.on, []);
    t.is(report.stalls.count > 0, /stall/.test(link));
  });
}

test.serial(
  'a stall in the middle of a pulse: the board shuts, both agree again, and the job counts it',
  async (t) => {
    const { report, rig } = await play('hc06,stall=2,every=30');
    t.is(report.stopReason, 'done');
    t.deepEqual(report.stalls.count > 0 && report.stalls.totalMs >= 2000 * report.stalls.count, true);
    t.true(rig.events.some(({ kind }) => kind === 'gap-over'));
  },
);

test.serial('what is not back in time ends the job, and nothing is open', async (t) => {
  const { report, rig } = await play('hc06,stall=40,every=80');
  t.is(report.stopReason, 'sensor-stale');
  t.deepEqual(rig.on, []);
});

test.serial('over a cable a stall ends the job as before', async (t) => {
  t.is((await play('hc06-stalls,every=30', DEFAULT_LIMITS)).report.stopReason, 'sensor-stale');
});

test.serial('a module that holds back what the board sends is named, and nothing was opened', async (t) => {
  const { report, rig } = await play('hc06-hold');
  t.is(report.stopReason, 'link-lost');
  t.false(rig.reports.some(({ kind }) => kind === 'valve'));
});
