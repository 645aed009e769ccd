import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { requireKiss } from '../../host/kenwood/conversation/require-kiss.js';
import { PROBE } from '../../host/kenwood/conversation/to-prompt.js';
import { DEFAULT_LINE } from '../../host/link/line.js';
import type { SimLink } from '../../host/link/sim/sim-link.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../host/packet/kiss/kiss.js';
import { Puppet, puppetKind, puppetLink } from '../link/contract/puppet.js';
import { inVirtualTime } from '../virtual-time.js';
import { expectError, outcomeOf, type Rig, withModel, withRadio } from './sim/sim-radio.js';

const KENWOODS = ['tm-d700', 'tm-d710', 'th-d7', 'th-d72'];
const check = ({ link, clock }: Rig): Promise<void> => requireKiss(link, clock);

for (const [devices, query] of [
  [[...KENWOODS, 'th-d74'], 'mode=off'],
  [[...KENWOODS, 'th-d74'], 'mode=aprs'],
  [KENWOODS, 'mode=packet&owner=cat'],
  [[...KENWOODS, 'tnc2'], 'mode=packet'],
  [[...KENWOODS, 'tnc2'], 'mode=packet&half-line=BEACON EVERY 1'],
  [[...KENWOODS, 'tnc2'], 'mode=converse&half-line=hello'],
] as const) {
  test.serial(`${query}: refused before anything is on the air`, async (t) => {
    for (const device of devices) {
      await withModel(device, query, async (rig) => {
        const error = expectError(t, await outcomeOf(check(rig)), 'device-refused');
        t.regex(error.message, /no TNC in KISS.*nothing was transmitted/, device);
        t.regex(error.hint, /onair tnc init --port '?sim:/, device);
        t.deepEqual(rig.radio.transmitted, [], device);
      });
    }
  });
}

test.serial('a TNC in KISS passes, keeps its parameters and transmits nothing', async (t) => {
  for (const device of [...KENWOODS, 'th-d74', 'tnc2']) {
    const { elapsedMs } = await withModel(device, 'mode=kiss', async (rig) => {
      const frame = (command: number, ...data: number[]): Uint8Array =>
        encodeKiss({ port: 0, command, data: Buffer.from(data) });
      await rig.link.send(frame(3, 7)); // its FEND at the end is also one at the beginning
      await check(rig);
      await rig.link.send(frame(1, 42));
      await rig.sleep(500);
      t.true(rig.radio.inKiss, device);
      t.deepEqual([...rig.radio.kissParameters], [[3, 7], [1, 42]], device); // biome-ignore format: pairs
      t.deepEqual(rig.radio.transmitted, [], device);
    });
    t.true(elapsedMs < 2000, `${device}: ${elapsedMs}`);
  }
});

test.serial('packets that come meanwhile are there for the next reader', async (t) => {
  await withRadio('mode=kiss&traffic=0.05', async (rig) => {
    await check(rig);
    await rig.sleep(1000);
    const frames: unknown[] = [];
    const decoder = new KissDecoder();
    rig.link.on('data', (bytes: Buffer) => frames.push(...decoder.push(bytes)));
    await rig.sleep(0);
    const whole = new KissDecoder().push(Buffer.concat(rig.heard));
    t.true(whole.length > 10);
    t.deepEqual(frames, whole);
  });
});

/** Somebody who answers every line with these bytes. */
function whoSays(answer: Uint8Array | string, query = ''): SimLink {
  class Parrot extends Puppet {
    override receive(bytes: Buffer): void {
      if (bytes.includes('\r')) this.send(answer);
    }
  }
  const kind = puppetKind(DEFAULT_LINE, {
    create: (options, world, faults) => new Parrot(world, DEFAULT_LINE, faults, options),
  });
  return puppetLink({ kind, query });
}

test.serial('the one byte that came meanwhile is there for the next reader', async (t) => {
  await inVirtualTime(async () => {
    const link = whoSays(Buffer.of(0xc0));
    await requireKiss(link, systemClock);
    t.deepEqual(link.read(), Buffer.of(0xc0));
    await link.close();
  });
});

test.serial('a link that is lost meanwhile is reported, and breaks nothing', async (t) => {
  await inVirtualTime(async () => {
    const link = whoSays('what? what?', 'fault=disconnect');
    link.on('error', (error) => t.fail(String(error)));
    expectError(t, await outcomeOf(requireKiss(link, systemClock)), 'port-lost');
    await link.close();
  });
});

const text = encodeUi({
  from: parseCallSign('N0CALL'),
  to: parseCallSign('APZONA'),
  path: [],
  info: Buffer.from('>what?\r\n?EH cmd:\r\n?\rN\r'),
});
const packet = encodeKiss({ port: 0, command: 0, data: text });

const ANSWER = Buffer.from('\r\n?EH\r\ncmd:');

for (const [what, answer, passes] of [
  ['the prompt of Dire Wolf, which is in KISS', '\r\ncmd:', true],
  ['noise', Buffer.from([0x80, 0xff, 0x00, 0x11]), true],
  ['a packet that talks like a prompt', packet, true],
  ['the first half of such a packet', packet.subarray(0, -6), true],
  ['a command line that echoes a packet of another program', Buffer.concat([packet, ANSWER]), false],
  ['a command line that echoes what we said', Buffer.concat([Buffer.from(PROBE, 'latin1'), ANSWER]), false],
  ['a TNC', '~\r\n?EH\r\ncmd:', false],
  ['a TNC that writes small', '~\r\n?eh\r\n', false],
  ['radio control', '?\r', false],
  ['radio control that knows the word but not like this', 'N\r', false],
] as const) {
  test.serial(`what answers is ${what}: ${passes ? 'passes' : 'refused'}`, async (t) => {
    await inVirtualTime(async () => {
      const link = whoSays(answer);
      try {
        const outcome = await outcomeOf(requireKiss(link, systemClock));
        if (passes) t.is(outcome, undefined);
        else expectError(t, outcome, 'device-refused');
      } finally {
        await link.close();
      }
    });
  });
}
