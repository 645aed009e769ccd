import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { PROBE } from '../../host/kenwood/conversation/to-prompt.js';
import { findProfile } from '../../host/kenwood/profiles/index.js';
import { runStatus, type StatusReport } from '../../host/kenwood/status.js';
import { expectError, outcomeOf, PROFILE_OF, type Rig, withModel } from './sim/sim-radio.js';

function status({ link }: Rig, radio: string): Promise<StatusReport> {
  return runStatus(link, findProfile(radio), { clock: systemClock });
}

const KENWOODS = ['tm-d700', 'tm-d710', 'th-d7', 'th-d72'];
const FOUND: readonly (readonly [
  devices: readonly string[],
  query: string,
  expected: Partial<StatusReport>,
])[] = [
  [[...KENWOODS, 'th-d74'], 'mode=aprs', { state: 'radio-control', evidence: 'answer' }],
  [[...KENWOODS, 'th-d74'], 'mode=off', { state: 'radio-control' }],
  [KENWOODS, 'mode=packet&owner=cat', { state: 'radio-control' }],
  [KENWOODS, 'mode=kiss&owner=cat', { state: 'radio-control' }],
  [[...KENWOODS, 'tnc2'], 'mode=packet&call=N0CALL-3', { state: 'command-line', evidence: 'answer' }],
  [[...KENWOODS, 'tnc2'], 'mode=packet&half-line=RESTA', { state: 'command-line' }],
  [[...KENWOODS, 'tnc2'], 'mode=converse&half-line=hello', { state: 'command-line' }],
  [KENWOODS, 'mode=kiss', { state: 'kiss', evidence: 'silent-tnc' }],
  [[...KENWOODS, 'th-d74', 'tnc2'], 'mode=kiss&traffic=0.3', { state: 'kiss', evidence: 'frame' }],
  [KENWOODS, 'mode=kiss&fault=noise', { state: 'kiss' }],
  [KENWOODS, 'mode=aprs&fault=slow', { state: 'radio-control' }],
];

for (const [devices, query, expected] of FOUND) {
  test.serial(`status of ${query}: ${expected.state}, and nothing is changed`, async (t) => {
    for (const device of devices) {
      await withModel(device, query, async (rig) => {
        const { radio } = rig;
        const before = [radio.mode, radio.owner, radio.inKiss];
        t.like(await status(rig, PROFILE_OF.get(device) ?? ''), expected, device);
        t.deepEqual([radio.mode, radio.owner, radio.inKiss], before, device);
        t.deepEqual(radio.transmitted, []);
        const said = Buffer.concat(rig.said).toString('latin1');
        t.notRegex(said.replaceAll(PROBE, ''), /TNC? \d|KISS|RESTART|\xc0/, device);
      });
    }
  });
}

test.serial('it reports what the radio reported', async (t) => {
  await withModel('tm-d710', 'mode=aprs&band=1', async (rig) => {
    t.like((await status(rig, 'tm-d710')).reported, { mode: '1', band: '1' });
  });
  await withModel('tm-d700', 'mode=kiss', async (rig) => {
    t.deepEqual((await status(rig, 'tm-d700')).reported, { mode: '2' });
  });
  await withModel('tm-d700', 'mode=packet&call=N0CALL-3', async (rig) => {
    t.deepEqual((await status(rig, 'tm-d700')).reported, { myCall: 'N0CALL-3', hbaud: '1200' });
  });
});

test.serial('a silent TNC alone is silent, with the word that KISS is silent too', async (t) => {
  for (const device of ['tnc2', 'th-d74']) {
    await withModel(device, 'mode=kiss', async (rig) => {
      const error = expectError(
        t,
        await outcomeOf(status(rig, PROFILE_OF.get(device) ?? '')),
        'device-silent',
      );
      t.regex(error.hint, /a TNC in KISS is silent too/);
      t.true(rig.radio.inKiss);
    });
  }
  await withModel('tm-d700', 'mode=kiss&tc-in-kiss=ignored', async (rig) => {
    const error = expectError(t, await outcomeOf(status(rig, 'tm-d700')), 'device-silent');
    t.regex(error.hint, /a TNC in KISS is silent too/);
    t.true(rig.radio.inKiss);
  });
  await withModel('tm-d700', 'mode=kiss&tc-in-kiss=ignored&traffic=0.3', async (rig) => {
    t.like(await status(rig, 'tm-d700'), { state: 'kiss', evidence: 'frame' });
  });
  await withModel('tm-d700', 'fault=silent', async (rig) => {
    t.regex(expectError(t, await outcomeOf(status(rig, 'tm-d700')), 'device-silent').hint, /is the radio on/);
  });
});

test.serial('another radio is named; the port is given back in any case', async (t) => {
  for (const mode of ['aprs', 'kiss']) {
    await withModel('tm-d700', `mode=${mode}&fault=wrong-radio`, async (rig) => {
      const error = expectError(t, await outcomeOf(status(rig, 'tm-d700')), 'device-refused');
      t.regex(error.message, /TM-D710/);
      await rig.sleep(100);
      t.is(rig.radio.inKiss, mode === 'kiss');
    });
  }
});

test.serial('one answer lost anywhere gives no wrong state', async (t) => {
  for (const fault of ['silent', 'partial', 'slow', 'noise']) {
    for (const [mode, right] of [
      ['aprs', 'radio-control'],
      ['packet', 'command-line'],
      ['kiss', 'kiss'],
    ] as const) {
      for (let at = 1; at <= 6; at++) {
        await withModel('tm-d700', `mode=${mode}&fault=${fault}@${at}`, async (rig) => {
          const report = await outcomeOf(status(rig, 'tm-d700'));
          if (report instanceof Error) return;
          t.is(report.state, right, `${mode} ${fault}@${at}`);
          await rig.sleep(1000);
          t.is(rig.radio.inKiss, mode === 'kiss', `${mode} ${fault}@${at}`);
        });
      }
    }
  }
});
