import test from 'ava';
import type { Phase } from '../../../firmware/air-up/cycle/outlet/outlet-state.js';
import type { CycleState } from '../../../firmware/air-up/cycle/state.js';
import { OnairError } from '../../../host/base/error.js';
import { jobOf, type Rig, withBoard } from './rig.js';

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
  rig: Rig,
  phase: Phase['kind'],
  more: Parameters<typeof jobOf>[1],
  act: () => void,
): Promise<CycleState> {
  let seen = 0;
  return rig.run(jobOf({ FL: more?.kind === 'deflate' ? 25 : 28 }, more), {
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
      await withBoard(query, async (rig) => {
        let written = 0;
        const state = await strike(rig, phase, more, () => {
          rig.link.pull();
          written = rig.written.length;
        });
        t.like(state.stage, { kind: 'fault', fault: { code: 'link-lost' } });
        await rig.clock.sleep(2000);
        t.is(rig.written.length, written);
        t.is(rig.link.listenerCount('data'), 0);
      });
    },
  );

  test.serial(`the signal aborts (${title}): stopped, and all outputs LOW`, async (t) => {
    await withBoard(query, async (rig) => {
      let atMs = 0;
      const state = await strike(rig, phase, more, () => {
        atMs = rig.clock.now();
        rig.abort.abort();
      });
      t.like(state.stage, { kind: 'ended', reason: 'stopped' });
      t.deepEqual(rig.on, []);
      t.deepEqual(rig.misdeeds, []);
      t.false(rig.written.some((written) => written.high && written.atMs > atMs + BYTES_MS));
    });
  });

  test.serial(`the cycle throws (${title}): the error comes out, and all outputs are LOW`, async (t) => {
    await withBoard(query, async (rig) => {
      await t.throwsAsync(
        strike(rig, phase, more, () => {
          throw new Error('a bug');
        }),
        { message: 'a bug' },
      );
      t.deepEqual(rig.on, []);
      t.deepEqual(rig.misdeeds, []);
    });
  });

  test.serial(`the board hangs (${title}): stale, and LOW is the last word`, async (t) => {
    await withBoard(query, async (rig) => {
      const state = await strike(rig, phase, more, () => {
        rig.device.hang();
      });
      t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
      t.deepEqual(rig.misdeeds, []);
    });
  });
}

test.serial('an abort shuts the valve within the time that the bytes take', async (t) => {
  await withBoard('psi=25', async (rig) => {
    let lowAfterMs = Number.NaN;
    await strike(rig, 'open', {}, () => {
      const since = rig.clock.now();
      rig.abort.abort();
      const watch = (): void => {
        if (rig.on.length === 0) lowAfterMs = rig.clock.now() - since;
        else rig.clock.after(1, watch);
      };
      watch();
    });
    t.true(lowAfterMs < BYTES_MS, `${lowAfterMs} ms`);
  });
});

test.serial('every reading is lost but the link lives: stale, and all outputs LOW', async (t) => {
  await withBoard('psi=25', async (rig) => {
    // The board is told to report nothing, as another program on a shared bridge could.
    const state = await strike(rig, 'open', {}, () => {
      void rig.link.send(Buffer.from([0xc0, 0, 0xc2, 0]));
    });
    t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
    t.deepEqual(rig.on, []);
    t.deepEqual(rig.misdeeds, []);
  });
});

test.serial('the board restarts while the valve is open: stale, and nothing opens again', async (t) => {
  await withBoard('psi=25', async (rig) => {
    let restarted = Number.POSITIVE_INFINITY;
    const state = await strike(rig, 'open', {}, () => {
      restarted = rig.clock.now();
      rig.device.restart();
    });
    t.like(state.stage, { kind: 'fault', fault: { code: 'sensor-stale' } });
    t.deepEqual(rig.on, []);
    t.false(
      rig.written.some(({ atMs, high, title }) => high && atMs > restarted + 300 && title.includes('valve')),
    );
  });
});

test.serial(
  'a board that is silent from the beginning: device-silent, after LOW on every output',
  async (t) => {
    await withBoard('fault=silent', async (rig) => {
      const error = await t.throwsAsync(rig.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
      t.is(error?.code, 'device-silent');
      t.regex(error?.hint ?? '', /StandardFirmata/);
      t.deepEqual(rig.misdeeds, []);
      t.is(rig.link.listenerCount('data'), 0);
    });
  },
);

test.serial('a port at another rate: device-silent, and the hint names the rate', async (t) => {
  await withBoard(
    '',
    async (rig) => {
      const error = await t.throwsAsync(rig.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
      t.is(error?.code, 'device-silent');
      t.regex(error?.hint ?? '', /9600 .*57600/);
    },
    undefined,
    { baudRate: 9600 },
  );
});

test.serial('an abort while the board is awaited', async (t) => {
  await withBoard('fault=silent', async (rig) => {
    rig.clock.after(700, () => rig.abort.abort());
    const error = await t.throwsAsync(rig.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
    t.is(error?.code, 'interrupted');
    t.true(rig.clock.now() < 1500);
  });
});

test.serial('the cable is pulled while the board is awaited', async (t) => {
  await withBoard('fault=silent', async (rig) => {
    rig.clock.after(700, () => rig.link.pull());
    const error = await t.throwsAsync(rig.run(jobOf({ FL: 28 })), { instanceOf: OnairError });
    t.is(error?.code, 'port-lost');
  });
});
