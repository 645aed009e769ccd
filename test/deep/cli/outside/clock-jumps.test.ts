import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Clock, systemClock } from '../../../../host/base/clock.js';
import { type Ran, run, words } from '../../../cli/run.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { WallClock } from '../../../wall-clock.js';
import { attackLog } from '../../attacks/attack-log.js';

/**
 * A clock jumps by an hour, either way, in the middle of every command that runs for long. The clock on the wall is set
 * by a person, by NTP or by a Raspberry Pi that has found the network. The monotonic one, which is passed in and counts
 * every wait, never does that: where it does all the same no valve stays open.
 */
const HOUR_MS = 3_600_000;
const scratch = mkdtempSync(join(tmpdir(), 'onair-jumps-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));
const note = attackLog('Clocks that jump by an hour');

/** Both clocks of a command; they jump when it has said what it says in the middle of its work. */
class Jumping {
  readonly wall = new WallClock();
  #monotonicMs = 0;
  hasJumped = false;
  readonly clock: Clock = {
    now: () => systemClock.now() + this.#monotonicMs,
    after: (delayMs, act) => systemClock.after(delayMs, act),
    sleep: (delayMs, signal) => systemClock.sleep(delayMs, signal),
  };

  constructor(
    private readonly which: 'wall' | 'monotonic',
    private readonly byMs: number,
  ) {}

  jump(): void {
    if (this.hasJumped) return;
    this.hasJumped = true;
    if (this.which === 'wall') this.wall.byMs = this.byMs;
    else this.#monotonicMs = this.byMs;
  }
}

interface Long {
  /** What follows `onair`; `FILE` is a new file each. */
  readonly line: string;
  /** The clock jumps when the screen has this. */
  readonly at: RegExp;
  readonly before?: string;
  /** How it may end when the monotonic clock jumps; otherwise it is 0. */
  readonly codes?: readonly number[];
  readonly holds: (t: ExecutionContext, ran: Ran, logged: readonly unknown[]) => void;
}

const packets = (t: ExecutionContext, { documents }: Ran, schema: string, count: number): void => {
  t.is(documents.filter((one) => one.schema === `onair/${schema}`).length, count);
};
const KISS = 'sim:tm-d700?mode=kiss&traffic=1';

const COMMANDS: Readonly<Record<string, Long>> = {
  'air inflate': {
    line: 'air inflate --port sim:air-up?psi=30 --tire FL=34:50 --yes --history FILE',
    at: /filling to/,
    codes: [0, 7],
    holds: (t, _, logged) => {
      t.is(logged.length, 2, 'the begin and the end of the job');
      const { tires = [] } = logged.at(-1) as { tires?: readonly { finalPsi: number | null }[] };
      for (const { finalPsi } of tires) t.true((finalPsi ?? 0) < 36, `${finalPsi} psi`);
    },
  },
  'air watch': {
    line: 'air watch --port sim:air-up --count 5 --json',
    at: /air\.reading/,
    codes: [0, 7],
    holds: (t, ran) => packets(t, ran, 'air.reading@1', 5),
  },
  'aprs listen': {
    line: `aprs listen --port ${KISS} --count 4 --json --log FILE --map FILE.geojson`,
    at: /packet 2/,
    holds: (t, ran) => packets(t, ran, 'aprs.packet@1', 4),
  },
  'kiss listen': {
    line: `kiss listen --port ${KISS} --count 4 --json`,
    at: /packet 2/,
    holds: (t, ran) => packets(t, ran, 'kiss.frame@1', 4),
  },
  'waypoints listen': {
    line: 'waypoints listen --port sim:tm-d700-gps --count 4 --json --gpx FILE',
    at: /\n/,
    holds: (t, ran) => packets(t, ran, 'waypoints.heard@1', 4),
  },
  'aprs beacon': {
    line: 'aprs beacon --port sim:tm-d700?mode=kiss --from K1ABC --at 41.7,-72.7 --every 600 --count 3 --yes --json',
    at: /./,
    holds: (t, ran) => packets(t, ran, 'aprs.beacon@1', 3),
  },
  'hc06 batch': {
    line: 'hc06 batch FILE --port sim:hc06 --yes --json',
    before: 'name: X-{n}\ncount: 1\npin: unique\n',
    at: /./,
    holds: (t, { documents }) => t.is(documents.at(-1)?.failed, 0),
  },
};

/** Every duration in it, and every begin with its end. */
function negative(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => negative(one, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const { startedAt, endedAt } = value as { startedAt?: string; endedAt?: string | null };
  return [
    ...(startedAt && endedAt && endedAt < startedAt ? [`${path}: ${startedAt} to ${endedAt}`] : []),
    ...Object.entries(value).flatMap(([key, one]) =>
      /(Ms|Seconds|elapsed|duration)$/i.test(key) && Number(one) < 0
        ? [`${path}.${key}: ${one}`]
        : negative(one, `${path}.${key}`),
    ),
  ];
}

for (const [name, { line, at, before, codes = [0], holds }] of Object.entries(COMMANDS)) {
  for (const which of ['wall', 'monotonic'] as const) {
    test.serial(`${name}: the ${which} clock jumps by an hour, and nothing is lost`, async (t) => {
      t.timeout(120_000);
      for (const byMs of [HOUR_MS, -HOUR_MS]) {
        const file = join(mkdtempSync(join(scratch, 'x')), 'file');
        if (before !== undefined) writeFileSync(file, before);
        const jumping = new Jumping(which, byMs);
        const { value: ran } = await jumping.wall.during(() =>
          inVirtualTime(() =>
            run(words(line.replaceAll('FILE', file)), {
              clock: jumping.clock,
              onScreen: (soFar) => {
                if (at.test(soFar)) jumping.jump();
              },
            }),
          ),
        );
        t.true(jumping.hasJumped, ran.screen);
        t.true((which === 'wall' ? [0] : codes).includes(ran.code), `${ran.code} ${ran.screen}`);
        t.notRegex(ran.screen, /a bug in onair/);
        const lines = /--(history|log) FILE/.test(line)
          ? readFileSync(file, 'utf8').trimEnd().split('\n')
          : [];
        const logged = lines.map((one) => JSON.parse(one) as unknown);
        if (ran.code === 0) holds(t, ran, logged);
        const found = [...(line.includes('--json') ? ran.documents : []), ...logged];
        // A monotonic clock that runs backwards is broken: what it measures then is, too.
        if (which === 'wall' || byMs > 0)
          t.deepEqual(negative(found), [], JSON.stringify(found).slice(0, 1000));
        note(
          `${which} ${byMs > 0 ? '+' : '-'}1 h`,
          name,
          ran.code === 0 ? 'done' : `stopped, exit code ${ran.code}`,
        );
      }
    });
  }
}
