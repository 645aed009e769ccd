import test from 'ava';
import type { Phase } from '../../../firmware/air-up/cycle/outlet/outlet-state.js';
import type { CycleState } from '../../../firmware/air-up/cycle/state.js';
import { OnairError } from '../../../host/base/error.js';
import { type Bench, jobOf, withBoard } from './rig.js';

const phaseOf = (state: CycleState): Phase['kind'] | undefined => state.outlets[0]?.phase.kind;

/** [the phase in which it happens, the plant, what the job is] */
const PHASES: readonly (readonly [Phase['kind'], string, Parameters<typeof jobOf>[1]])[] = [
  ['hose', 'psi=1', {}],
  ['rest', 'psi=25', {}],
  ['ready', 'psi=25', {}],
  ['open', 'psi=25', {}],
  ['open', 'psi=30', { kind: 'deflate' }],
  ['settling', 'psi=25', {}],
  ['guard', 'psi=27.9', {}],
  ['holding', 'psi=27.9', { kind: 'hold' }],
  ['leak-test', 'psi=27.9', { kind: 'leak-test' }],
];

/** These last for one step. */
const BRIEF: readonly Phase['kind'][] = ['rest', 'ready'];
/** A few messages of three bytes, at 57600 baud. */
const BYTES_MS = 10;

/** Runs a job and lets something happen the first time a phase has lasted for two steps. */
async function strike(
  bench: Bench,
  phase: Phase['kind'],
  more: Parameters<typeof jobOf>[1],
  act: () => void,
): Promise<CycleState> {
  let seen = 0;
  return bench.run(jobOf({ FL: more?.kind === 'deflate' ? 25 : 28 }, more), {
    onStep: (state) => {
      if (
        state.stage.kind === 'running' &&
        phaseOf(state) === phase &&
        ++seen === (BRIEF.includes(phase) ? 1 : 2)
      )
        act();
    },
  });
}

for (const [phase, query, more] of PHASES) {
  const title = `${phase}${more?.kind ? `, ${more.kind}` : ''}`;

  test.serial(
    `the cable is pulled (${title}): link-lost latches, and nothing is written any more`,
    async (t) => {
      await withBoard(query, async (bench) => {
        let written = 0;
        const state = await strike(bench, phase, more, () => {
          bench.link.pull();
          written = bench.written.length;
        });
        t.like(state.stage, { kind: 'fault', fault: { code: 'link-lost' } });
        await bench.clock.sleep(2000);
        t.is(bench.written.length, written);
        t.is(bench.link.listenerCount('data'), 0);
      });
    },
  );

  test.serial(`the signal aborts (${title}): stopped, and all outputs LOW`, async (t) => {
    await withBoard(query, async (bench) => {
      let atMs = 0;
      const state = await strike(bench, phase, more, () => {
        atMs = bench.clock.now();
        bench.abort.abort();
      });
      t.like(state.stage, { kind: 'ended', reason: 'stopped' });
      t.deepEqual(bench.on, []);
      t.deepEqual(bench.misdeeds, []);
      t.false(bench.written.some((written) => written.high && written.atMs > atMs + BYTES_MS));
    });
  });

  test.serial(`the cycle throws (${title}): the error comes out, and all outputs are LOW`, async (t) => {
    await withBoard(query, async (bench) => {
      await t.throwsAsync(
        strike(bench, phase, more, () => {
          throw new Error('a bug');
        }),
        { message: 'a bug' },
      );
      t.deepEqual(bench.on, []);
      t.deepEqual(bench.misdeeds, []);
    });
  });

  test.serial(`the board hangs (${title}): stale, and LOW is the last word`, async (t) => {
    await withBoard(query, async (bench) => {
      const state = await strike(bench, phase, more, () => {
        bench.device.hang();
      });
      t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
      t.deepEqual(bench.misdeeds, []);
    });
  });
}

test.serial('an abort shuts the valve within the time that the bytes take', async (t) => {
  await withBoard('psi=25', async (bench) => {
    let lowAfterMs = Number.NaN;
    await strike(bench, 'open', {}, () => {
      const since = bench.clock.now();
      bench.abort.abort();
      const watch = (): void => {
        if (bench.on.length === 0) lowAfterMs = bench.clock.now() - since;
        else bench.clock.after(1, watch);
      };
      watch();
    });
    t.true(lowAfterMs < BYTES_MS, `${lowAfterMs} ms`);
  });
});

test.serial('every reading is lost but the link lives: stale, and all outputs LOW', async (t) => {
  await withBoard('psi=25', async (bench) => {
    // The board is told to report nothing, as another program on a shared bridge could.
    const state = await strike(bench, 'open', {}, () => {
      void bench.link.send(Buffer.from([0xc0, 0, 0xc2, 0]));
    });
    t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
    t.deepEqual(bench.on, []);
    t.deepEqual(bench.misdeeds, []);
  });
});

test.serial('the board restarts while the valve is open: stale, and nothing opens again', async (t) => {
  await withBoard('psi=25', async (bench) => {
    let restarted = Number.POSITIVE_INFINITY;
    const state = await strike(bench, 'open', {}, () => {
      restarted = bench.clock.now();
      bench.device.restart();
    });
    t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
    t.deepEqual(bench.on, []);
    t.false(
      bench.written.some(
        ({ atMs, high, title }) => high && atMs > restarted + 300 && title.includes('valve'),
      ),
    );
  });
});

test.serial(
  'a board that is silent from the beginning: device-silent, after LOW on every output',
  async (t) => {
    await withBoard('fault=silent', async (bench) => {
      const error = await t.throwsAsync(bench.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
      t.is(error?.code, 'device-silent');
      t.regex(error?.hint ?? '', /StandardFirmata/);
      t.deepEqual(bench.misdeeds, []);
      t.is(bench.link.listenerCount('data'), 0);
    });
  },
);

test.serial('a port at another rate: device-silent, and the hint names the rate', async (t) => {
  await withBoard(
    '',
    async (bench) => {
      const error = await t.throwsAsync(bench.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
      t.is(error?.code, 'device-silent');
      t.regex(error?.hint ?? '', /9600 .*57600/);
    },
    undefined,
    { baudRate: 9600 },
  );
});

test.serial('an abort while the board is awaited', async (t) => {
  await withBoard('fault=silent', async (bench) => {
    bench.clock.after(700, () => bench.abort.abort());
    const error = await t.throwsAsync(bench.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
    t.is(error?.code, 'interrupted');
    t.true(bench.clock.now() < 1500);
  });
});

test.serial('the cable is pulled while the board is awaited', async (t) => {
  await withBoard('fault=silent', async (bench) => {
    bench.clock.after(700, () => bench.link.pull());
    const error = await t.throwsAsync(bench.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
    t.is(error?.code, 'port-lost');
  });
});
