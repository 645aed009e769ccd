import test, { type ExecutionContext } from 'ava';
import { FIRMATA } from '../../../../firmware/air-up/board/firmata/firmata-messages.js';
import { LEASE_ID } from '../../../../firmware/air-up/board/lease/messages/lease-messages.js';
import { openBoard } from '../../../../firmware/air-up/board/open-board.js';
import type { Command } from '../../../../firmware/air-up/cycle/input.js';
import { DEFAULT_LIMITS } from '../../../../firmware/air-up/cycle/job/limits.js';
import { reportOf } from '../../../../firmware/air-up/cycle/job/report.js';
import { jobOf, type Rig, withBoard } from '../../../air-up/board/rig.js';

const LIMITS = { ...DEFAULT_LIMITS, linkWaitMs: 30_000 };
const VALVES = ['fill valve of hose', 'vent valve of hose'];
/** A lease of half a second, and the millisecond in which a board sees that it is over. */
const LET_GO_MS = 502;
/** The last renewal before readings are too old. */
const FRESH_MS = 250;

type Ends = 'board' | 'host' | 'both';

interface Stall {
  readonly to: Ends;
  /** Time from the start of the job, ms. */
  readonly atMs: number;
  readonly forMs: number;
}

/** @returns how many HIGHs of a valve arrived late */
async function through(t: ExecutionContext, { to, atMs, forMs }: Stall): Promise<number> {
  return withBoard('psi=20', async (rig) => {
    const startMs = rig.clock.now();
    const title = `${forMs} ms to ${to} after ${atMs} ms`;
    const run = rig.run(jobOf({ FL: 23 }, { limits: LIMITS }));
    await rig.clock.sleep(atMs);
    rig.link.stall(to);
    const stalledAt = rig.clock.now();
    const letGoMs = LET_GO_MS + (to === 'host' ? FRESH_MS : 0);
    for (const end = stalledAt + forMs; rig.clock.now() < end; await rig.clock.sleep(2)) {
      if (rig.clock.now() - stalledAt > letGoMs) t.deepEqual(rig.on, [], `${title}: the board has shut`);
    }
    const isHigh = ({ title: valve, high }: Rig['written'][number]): boolean =>
      high && VALVES.includes(valve);
    const late = rig.written.filter((one) => isHigh(one) && one.atMs >= stalledAt);
    const written = rig.written.length;
    rig.link.goOn();
    // What opens now was written after the link was back.
    for (const end = rig.clock.now() + 1000; rig.clock.now() < end; await rig.clock.sleep(2)) {
      const isOpen = rig.on.some((valve) => VALVES.includes(valve));
      if (isOpen) t.true(rig.written.slice(written).some(isHigh), `${title}: a HIGH of before opened it`);
    }
    const report = reportOf(await run);
    t.is(report.stopReason, 'done', title);
    t.is(report.stalls.count, 1, title);
    t.deepEqual(rig.on, [], title);
    t.true(rig.clock.now() - startMs < 60_000 + forMs, title);
    return late.length;
  });
}

for (const to of ['board', 'host', 'both'] as const) {
  test.serial(`a HIGH that comes late after a stall to ${to} opens nothing`, async (t) => {
    let late = 0;
    for (const forMs of [900, 3000])
      for (let atMs = 600; atMs < 6000; atMs += 450) late += await through(t, { to, atMs, forMs });
    t.log(`${late} late HIGHs`);
    if (to !== 'host') t.true(late > 0, 'no stall began before an opening');
  });
}

interface Opened {
  readonly rig: Rig;
  /** Start of the simulated board, ms. */
  readonly startMs: number;
  readonly commands: readonly Command[];
  /** Pins whose trips the host has cleared since the agreement. */
  readonly cleared: readonly number[];
  /** Wants the fill valve open for so long. */
  fill(ms: number): Promise<void>;
}

/** A board under leases, with jobs whose link may stand still, or without any. */
async function opened(
  query: string,
  hasJobs: boolean,
  act: (opened: Opened) => Promise<void>,
): Promise<void> {
  await withBoard(query, async (rig) => {
    const { link, pins, clock, abort } = rig;
    const startMs = clock.now();
    const commands: Command[] = [];
    const cleared: number[] = [];
    const jobs = hasJobs ? [jobOf({ FL: 30 }, { limits: LIMITS })] : [];
    const onCommand = (command: Command): void => void commands.push(command);
    const board = await openBoard({ link, pins, clock, signal: abort.signal, jobs, onCommand });
    link.tap = (direction, [start, id, pin = 0]) => {
      if (direction === 'out' && start === FIRMATA.sysex && id === LEASE_ID.clear) cleared.push(pin);
    };
    const fill = async (ms: number): Promise<void> => {
      for (const end = clock.now() + ms; clock.now() < end; await clock.sleep(20))
        board.write({ pump: true, outlets: [{ fill: true, vent: false }] });
    };
    await act({ rig, startMs, commands, cleared, fill });
    await board.close();
  });
}

const tripsOf = (commands: readonly Command[]): string =>
  commands.map((command) => (command.kind === 'lease-tripped' ? command.reason : command.kind)).join('; ');

test.serial('a trip by silence is cleared once, and the valve opens again', async (t) => {
  await opened('psi=20', true, async ({ rig, commands, cleared, fill }) => {
    await fill(500);
    t.true(rig.on.includes('fill valve of hose'));
    rig.link.stall('both');
    await fill(1500);
    t.deepEqual(rig.on, []);
    rig.link.goOn();
    await fill(1500);
    t.true(rig.on.includes('fill valve of hose'));
    t.deepEqual([...cleared].sort(), [4, 5, 6]);
    t.is(tripsOf(commands), '');
  });
});

test.serial(
  'what has tripped by its sensor stays tripped after a stall, and nothing is cleared',
  async (t) => {
    await opened('psi=20&break=sensor-short@4', true, async ({ rig, startMs, commands, cleared, fill }) => {
      await fill(startMs + 3800 - rig.clock.now());
      t.true(rig.on.includes('fill valve of hose'));
      rig.link.stall('both');
      await fill(1500);
      rig.link.goOn();
      await fill(3000);
      t.deepEqual(cleared, []);
      t.deepEqual(rig.on, []);
      t.regex(tripsOf(commands), /valve of hose \(pin [45]\): its sensor was outside of its range/);
    });
  },
);

test.serial('without a job that waits for its link, a trip by silence is said and not cleared', async (t) => {
  await opened('psi=20', false, async ({ rig, commands, cleared }) => {
    await rig.clock.sleep(1500);
    t.regex(tripsOf(commands), /nothing was renewed/);
    t.deepEqual(cleared, []);
  });
});
