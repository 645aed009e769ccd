import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { requireKiss } from '../../host/kenwood/conversation/require-kiss.js';
import { findProfile } from '../../host/kenwood/profiles/index.js';
import { runStatus } from '../../host/kenwood/status.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss } from '../../host/packet/kiss/kiss.js';
import { outcomeOf, PROFILE_OF, type Rig, withModel } from './sim/sim-radio.js';

const DEVICES = ['tm-d700', 'tm-d710', 'th-d7', 'th-d72', 'th-d74', 'tnc2'];

/** A frame that another program began and never ended: enough of it to be a packet. */
const OPEN = encodeKiss({
  port: 0,
  command: 0,
  data: encodeUi({
    from: parseCallSign('W1AW'),
    to: parseCallSign('APZONA'),
    path: [],
    info: Buffer.from('>hal'),
  }),
}).subarray(0, -1);

const SPEAKING: Readonly<Record<string, (rig: Rig, device: string) => Promise<unknown>>> = {
  'tnc init': ({ init }) => init(),
  'tnc exit': ({ exit }) => exit(),
  'tnc status': ({ link }, device) =>
    runStatus(link, findProfile(PROFILE_OF.get(device) ?? ''), { clock: systemClock }),
  'the check before a packet is sent': ({ link, clock }) => requireKiss(link, clock),
};

for (const [what, speak] of Object.entries(SPEAKING)) {
  test.serial(`${what}: nothing of ours gets into a frame that another program left open`, async (t) => {
    for (const device of DEVICES) {
      for (const [cut, onTheAir] of [
        ['dropped', []],
        ['goes-on', ['>hal']],
      ] as const) {
        await withModel(device, `mode=kiss&cut-frame=${cut}`, async (rig) => {
          await rig.link.send(OPEN);
          await outcomeOf(speak(rig, device));
          const sent = rig.radio.transmitted.map(({ frame }) => Buffer.from(frame.info).toString('latin1'));
          t.deepEqual(sent, onTheAir, `${device} ${cut}`);
        });
      }
    }
  });
}

test.serial('a packet after the check is whole, also where TC 1 counts in KISS or not', async (t) => {
  for (const device of DEVICES) {
    for (const tc of ['obeyed', 'ignored']) {
      await withModel(device, `mode=kiss&tc-in-kiss=${tc}`, async (rig) => {
        await requireKiss(rig.link, rig.clock);
        await rig.link.send(Buffer.concat([OPEN, Buffer.of(0xc0)]));
        await rig.sleep(100);
        t.is(rig.radio.transmitted.length, 1, device);
      });
    }
  }
});

test.serial('init works where a TNC in KISS does not watch for TC 1', async (t) => {
  for (const device of ['tm-d700', 'tm-d710', 'th-d7', 'th-d72']) {
    await withModel(device, 'mode=kiss&tc-in-kiss=ignored', async (rig) => {
      t.like(await rig.init(), { mode: 'kiss', foundState: 'kiss' }, device);
      t.deepEqual(rig.radio.transmitted, []);
    });
  }
});
