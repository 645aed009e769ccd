import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import type { SimRadio } from '../../../host/kenwood/sim/radio.js';
import { wireTimeMs } from '../../../host/link/line.js';
import { WIRE_FAULTS } from '../../../host/link/sim/faults.js';
import { expectError, outcomeOf, PROFILE_OF, withModel } from '../sim/sim-radio.js';

/** The TM-D700 has files of its own; these are its relatives, and how each may be found. */
const COMMAND_LINE = ['mode=packet', 'mode=kiss', 'mode=converse', 'mode=converse&half-line=hello'];
const STATES: Readonly<Record<string, readonly string[]>> = {
  'tm-d710': [
    'mode=off',
    'mode=aprs',
    'mode=packet&owner=cat',
    'tc-answer=twice',
    'tn-hands-over=no',
    'mode=aprs&in-aprs=text&traffic=0.3',
    ...COMMAND_LINE,
  ],
  'th-d7': ['mode=off', 'mode=aprs', 'mode=aprs&half-line=TNC%200', ...COMMAND_LINE],
  'th-d72': ['mode=off', 'mode=aprs&chatter=0.07', 'mode=packet&tc-answer=twice', ...COMMAND_LINE],
  'th-d74': ['mode=off', 'mode=aprs', 'mode=kiss', 'mode=kiss&traffic=0.3', 'mode=aprs&half-line=TN%202'],
  tnc2: [...COMMAND_LINE, 'mode=packet&half-line=RESTA', 'mode=kiss&half-line=%C0%00half'],
};

/** What the exit has to come to. */
function isBack(device: string, radio: SimRadio): boolean {
  return device === 'tnc2' ? radio.tncState === 'command' : radio.mode === 'aprs';
}

test('every simulated relative is here', (t) => {
  t.deepEqual([...Object.keys(STATES), 'tm-d700'].sort(), [...PROFILE_OF.keys()].sort());
});

for (const [device, states] of Object.entries(STATES)) {
  test.serial(`${device}: from every state into KISS and back, nothing on the air`, async (t) => {
    for (const query of states) {
      for (const band of ['0', '1'] as const) {
        await withModel(device, `${query}&band=${band}`, async ({ radio, init, exit, sleep, said }) => {
          const where = `${device}?${query}&band=${band}`;
          const report = await init();
          t.true(radio.inKiss, where);
          t.true(query.includes('twice') || report.steps.every((step) => step.ok), where);
          if (query.includes('mode=kiss')) t.is(report.foundState, 'kiss', where);
          await sleep(10_000);
          t.true(radio.inKiss, `${where}: and stays there`);
          t.is(radio.band, Number(band), `${where}: the band for data is kept`);
          t.like(await exit(), { foundState: 'kiss', verified: true });
          t.true(isBack(device, radio), where);
          t.deepEqual(radio.transmitted, []);
          t.is(radio.band, Number(band));
          t.false(Buffer.concat(said).includes(0x05));
        });
        await withModel(device, query, async ({ radio, exit }) => {
          await exit();
          t.true(isBack(device, radio), `exit from ${query}`);
          t.deepEqual(radio.transmitted, []);
        });
      }
    }
  });

  test.serial(`${device}: any one answer lost, damaged or late is no reason to give up`, async (t) => {
    const modes = device === 'th-d74' ? ['off', 'kiss'] : ['kiss', 'converse'];
    for (const fault of ['silent', 'partial', 'noise', 'slow', 'stale-reply', 'disconnect'] as const) {
      for (const mode of modes) {
        for (const verb of ['init', 'exit'] as const) {
          for (let at = 1; at <= (verb === 'init' ? 13 : 6); at++) {
            const where = `${device} ${mode} ${verb} ${fault}@${at}`;
            await withModel(device, `mode=${mode}&fault=${fault}@${at}`, async ({ radio, ...rig }) => {
              const outcome = await outcomeOf<unknown>(rig[verb]());
              const got = outcome instanceof OnairError ? outcome.code : 'done';
              t.deepEqual(radio.transmitted, [], where);
              if (fault === 'disconnect') {
                t.true(got === 'port-lost' || got === 'done', `${where}: ${got}`);
                return;
              }
              t.is(got, 'done', where);
              t.true(verb === 'init' ? radio.inKiss : isBack(device, radio), where);
            });
          }
        }
      }
    }
  });

  test.serial(`${device}: a lasting fault ends in order`, async (t) => {
    for (const fault of Object.keys(WIRE_FAULTS)) {
      for (const verb of ['init', 'exit'] as const) {
        const { elapsedMs } = await withModel(device, `fault=${fault}`, async ({ radio, ...rig }) => {
          const outcome = await outcomeOf<unknown>(rig[verb]());
          if (outcome instanceof OnairError) {
            t.regex(outcome.code, /^(device-(silent|confused)|port-lost|not-verified)$/, `${fault} ${verb}`);
            t.false(['slow', 'noise', 'echo'].includes(fault), `${fault} ${verb}: ${outcome.message}`);
          } else t.true(verb === 'init' ? radio.inKiss : isBack(device, radio), `${fault} ${verb}`);
          t.deepEqual(radio.transmitted, [], `${fault} ${verb}`);
        });
        t.true(elapsedMs < 60_000, `${fault} ${verb}: ${elapsedMs} ms`);
      }
    }
  });
}

test.serial('a profile refuses every other radio before it changes anything', async (t) => {
  for (const device of ['tm-d700', 'tm-d710', 'th-d7', 'th-d72', 'th-d74']) {
    await withModel(device, 'fault=wrong-radio', async ({ init, exit, radio, said }) => {
      for (const run of [init, exit]) expectError(t, await outcomeOf<unknown>(run()), 'device-refused');
      t.is(radio.mode, 'aprs', device);
      t.notRegex(Buffer.concat(said).toString('latin1'), /TNC? [0-2]/);
    });
  }
});

test.serial('TNCs that refuse, forget or hang are told apart on every model with a prompt', async (t) => {
  for (const device of ['tm-d710', 'th-d7', 'th-d72', 'tnc2']) {
    for (const [fault, code] of [
      ['refuses-kiss', 'device-refused'],
      ['forgets-kiss', 'not-verified'],
      ['hangs', 'device-silent'],
    ] as const) {
      await withModel(device, `fault=${fault}`, async ({ init, radio }) => {
        expectError(t, await outcomeOf(init()), code);
        t.false(radio.inKiss);
      });
    }
  }
});

test.serial('the band that the user gives wins, and the radio is not asked for it', async (t) => {
  await withModel('tm-d710', 'band=0', async ({ init, exit, radio, said }) => {
    await init({ values: { band: '1' } });
    t.is(radio.band, 1);
    t.false(Buffer.concat(said).toString('latin1').includes('TN\r'));
    await exit();
    t.is(radio.band, 1, 'the exit keeps what it finds');
  });
});

test.serial('a power cycle ends KISS on every Kenwood and not on a TNC alone', async (t) => {
  for (const device of PROFILE_OF.keys()) {
    await withModel(device, '', async ({ init, radio, sleep }) => {
      await init();
      radio.powerCycle();
      await sleep(10_000);
      t.is(radio.inKiss, device === 'tnc2', device);
      await init();
      t.true(radio.inKiss, device);
    });
  }
});

test.serial('init takes at most 1.2 times what each radio needs by itself', async (t) => {
  for (const [device, ownMs] of Object.entries({ 'tm-d710': 7000, 'th-d7': 8000, 'th-d72': 7000 })) {
    await withModel(device, '', async ({ init, said, heard, link }) => {
      const { elapsedMs } = await init();
      const ratio = elapsedMs / (ownMs + wireTimeMs(Buffer.concat([...said, ...heard]).length, link.line));
      t.log(`${device}: ${elapsedMs} ms, ratio ${ratio.toFixed(3)}`);
      t.true(ratio <= 1.2, device);
    });
  }
});
