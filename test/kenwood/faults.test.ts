import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { printable } from '../../host/base/printable.js';
import { WIRE_FAULTS } from '../../host/link/sim/faults.js';
import { expectError, outcomeOf, withRadio } from './sim/sim-radio.js';

/** What an always-on fault may end with; `done` is success with the radio really there. */
const ALWAYS: Readonly<Record<keyof typeof WIRE_FAULTS, readonly string[]>> = {
  silent: ['device-silent'],
  slow: ['done'],
  noise: ['done'],
  partial: ['device-confused'],
  echo: ['done'],
  'stale-reply': ['device-confused'], // its name comes as the answer to something else
  'wrong-baud': ['device-silent', 'device-confused'],
  disconnect: ['port-lost'],
};

const MODES = ['off', 'aprs', 'packet', 'kiss', 'converse'];
const NUMBERED = Object.keys(WIRE_FAULTS).filter((name) => name !== 'echo' && name !== 'wrong-baud');

for (const [fault, allowed] of Object.entries(ALWAYS)) {
  test.serial(`${fault} always: done, or the right error, and nothing on the air`, async (t) => {
    for (const mode of MODES) {
      for (const verb of ['init', 'exit'] as const) {
        const { elapsedMs } = await withRadio(`mode=${mode}&fault=${fault}`, async ({ radio, ...rig }) => {
          const outcome = await outcomeOf<unknown>(rig[verb]());
          const got = outcome instanceof OnairError ? outcome.code : 'done';
          t.true(allowed.includes(got), `${mode} ${verb}: ${got}`);
          if (got === 'done')
            t.true(verb === 'init' ? radio.inKiss : radio.mode === 'aprs', `${mode} ${verb}`);
          t.deepEqual(radio.transmitted, []);
        });
        t.true(elapsedMs < 60_000, `${elapsedMs} ms`);
      }
    }
  });
}

for (const fault of NUMBERED) {
  test.serial(`${fault} at any one answer: done, or the right error, and nothing on the air`, async (t) => {
    const counts = new Map<string, number>();
    for (const mode of MODES) {
      for (const verb of ['init', 'exit'] as const) {
        for (let at = 1; at <= 14; at++) {
          const where = `${mode} ${verb} @${at}`;
          const { elapsedMs } = await withRadio(
            `mode=${mode}&fault=${fault}@${at}`,
            async ({ radio, sleep, ...rig }) => {
              const outcome = await outcomeOf<unknown>(rig[verb]());
              const got = outcome instanceof OnairError ? outcome.code : 'done';
              counts.set(got, (counts.get(got) ?? 0) + 1);
              t.deepEqual(radio.transmitted, [], where);
              if (fault === 'disconnect') {
                t.true(got === 'port-lost' || got === 'done', `${where}: ${got}`);
                return;
              }
              // One answer lost is never a reason to give up.
              t.is(got, 'done', where);
              t.true(verb === 'init' ? radio.inKiss : radio.mode === 'aprs', where);
              await sleep(6000);
              t.true(verb === 'init' ? radio.inKiss : radio.mode === 'aprs', `${where}, later`);
            },
          );
          t.true(elapsedMs < 60_000, `${where} took ${elapsedMs} ms`);
        }
      }
    }
    t.log(Object.fromEntries(counts));
    if (fault === 'disconnect') t.true((counts.get('port-lost') ?? 0) > 50);
  });
}

test.serial('two faults at once end in order too', async (t) => {
  for (const fault of [
    'slow,partial@3',
    'noise,silent@6',
    'echo,slow',
    'stale-reply@4,slow',
    'slow,noise,partial@5',
  ]) {
    await withRadio(`fault=${fault}`, async ({ init, radio }) => {
      await init();
      t.true(radio.inKiss, fault);
    });
  }
});

test.serial('a TNC that refuses KISS', async (t) => {
  for (const fault of ['refuses-kiss', 'refuses-kiss,slow', 'refuses-kiss,noise', 'refuses-kiss,partial@8']) {
    await withRadio(`fault=${fault}`, async ({ init, exit, radio }) => {
      const error = expectError(t, await outcomeOf(init()), 'device-refused');
      t.regex(error.message, /\?EH/);
      t.regex(error.hint, /onair tnc exit/);
      t.like(error.details, { sent: printable('KISS ON\r'), radio: 'tm-d700' });
      t.true(Array.isArray(error.details.steps) && error.details.steps.length > 8);
      t.like(await exit(), { mode: 'aprs', foundState: 'command-line' });
      t.is(radio.mode, 'aprs');
    });
  }
});

test.serial('a TNC that forgets KISS at RESTART', async (t) => {
  for (const fault of ['forgets-kiss', 'forgets-kiss,slow', 'forgets-kiss,noise', 'forgets-kiss,echo']) {
    await withRadio(`mode=packet&fault=${fault}`, async ({ init, radio }) => {
      t.regex(expectError(t, await outcomeOf(init()), 'not-verified').hint, /onair tnc exit/);
      t.false(radio.inKiss);
    });
  }
  // The banner and both prompts damaged: half an answer is still an answer.
  for (const at of [8, 9, 10, 11, 12, 13]) {
    await withRadio(`mode=packet&fault=forgets-kiss,partial@${at}`, async ({ init }) => {
      expectError(t, await outcomeOf(init()), 'not-verified');
    });
  }
  await withRadio('mode=packet&fault=forgets-kiss&boot-ms=2450', async ({ init }) => {
    expectError(t, await outcomeOf(init()), 'not-verified');
  });
});

test.serial('a TNC that hangs after RESTART is not taken for one in KISS', async (t) => {
  await withRadio('fault=hangs', async ({ init, exit, radio }) => {
    const error = expectError(t, await outcomeOf(init()), 'device-silent');
    t.regex(error.hint, /off and on/);
    t.is(radio.tncState, 'hung');
    t.like(await exit(), { mode: 'aprs', verified: true });
  });
});

test.serial('another model is refused before anything is changed', async (t) => {
  await withRadio('fault=wrong-radio', async ({ init, exit, radio, said }) => {
    for (const run of [init, exit]) {
      const error = expectError(t, await outcomeOf<unknown>(run()), 'device-refused');
      t.regex(error.message, /TM-D710/);
      t.is(error.details.model, 'TM-D710');
      t.notRegex(error.hint, /onair tnc exit/);
    }
    t.is(radio.mode, 'aprs');
    t.notRegex(Buffer.concat(said).toString('latin1'), /TNC/);
  });
});

test.serial('an echo of our own words is not a radio', async (t) => {
  for (const verb of ['init', 'exit'] as const) {
    await withRadio('fault=silent,echo', async (rig) => {
      const error = expectError(t, await outcomeOf<unknown>(rig[verb]()), 'device-silent');
      t.regex(error.message, /own words/);
    });
  }
});

test.serial('Ctrl-C ends every wait at once, and says how to go back', async (t) => {
  for (const ms of [0, 3, 20, 100, 2000, 4300, 5000, 6900]) {
    await withRadio('', async ({ init, clock, radio }) => {
      const abort = new AbortController();
      clock.after(ms, () => abort.abort());
      const started = clock.now();
      const error = expectError(t, await outcomeOf(init({ signal: abort.signal })), 'interrupted');
      t.true(clock.now() - started <= ms + 1);
      t.is(/onair tnc exit/.test(error.hint), ms > 50);
      t.deepEqual(radio.transmitted, []);
    });
  }
  await withRadio('', async ({ init, said }) => {
    const error = expectError(t, await outcomeOf(init({ signal: AbortSignal.abort() })), 'interrupted');
    t.truthy(error);
    t.true(said.length <= 1);
  });
});

test.serial('a link that was closed before is reported as lost', async (t) => {
  await withRadio('', async ({ init, link }) => {
    await link.close();
    expectError(t, await outcomeOf(init()), 'port-lost');
  });
});
