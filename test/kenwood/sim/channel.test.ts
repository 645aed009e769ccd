import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { airTimeMs } from '../../../host/kenwood/sim/channel/air-time.js';
import type { SimRadio } from '../../../host/kenwood/sim/radio.js';
import type { SimLink } from '../../../host/link/sim/sim-link.js';
import { encodeUi } from '../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../../host/packet/kiss/kiss.js';
import { inVirtualTime } from '../../virtual-time.js';
import { openRadio } from './sim-radio.js';

interface Ham {
  readonly link: SimLink;
  readonly radio: SimRadio;
  /** Frames that came out of KISS, and when. */
  readonly heard: { readonly at: number; readonly data: Uint8Array }[];
  send(text: string): Promise<void>;
  set(command: number, value: number): Promise<void>;
}

let names = 0;

/** Several radios in KISS on a channel of their own. */
async function onChannel<T>(queries: readonly string[], act: (...hams: Ham[]) => Promise<T>): Promise<T> {
  const channel = `test${names++}`;
  const { value } = await inVirtualTime(async () => {
    const hams = queries.map((query, index): Ham => {
      const { link, radio } = openRadio('tm-d700', `mode=kiss&channel=${channel}&${query}`);
      const heard: Ham['heard'] = [];
      const decoder = new KissDecoder();
      link.on('data', (bytes: Buffer) => {
        for (const { data } of decoder.push(bytes)) heard.push({ at: systemClock.now(), data });
      });
      const send = (text: string): Promise<void> =>
        link.send(encodeKiss({ port: 0, command: 0, data: packet(index, text) }));
      const set = (command: number, number: number): Promise<void> =>
        link.send(encodeKiss({ port: 0, command, data: Buffer.of(number) }));
      return { link, radio, heard, send, set };
    });
    try {
      return await act(...hams);
    } finally {
      for (const { link } of hams) await link.close();
    }
  });
  return value;
}

function packet(from: number, text: string): Uint8Array {
  return encodeUi({
    from: parseCallSign(`N0CALL-${from + 1}`),
    to: parseCallSign('APZ001'),
    path: [],
    info: Buffer.from(text),
  });
}

const KEYING = { txDelayMs: 500, txTailMs: 30, bitsPerSecond: 1200 };

test('air time: flags, FCS and stuffed bits', (t) => {
  const ms = (bytes: number[]): number =>
    airTimeMs(Buffer.from(bytes), { txDelayMs: 0, txTailMs: 0, bitsPerSecond: 1000 });
  // 123456789 has the FCS 906E (the check value of CRC-16/X-25): no five ones in a row anywhere.
  t.is(ms([...Buffer.from('123456789')]), 16 + 9 * 8 + 16);
  t.true(ms([0xff, 0xff, 0xff]) >= 16 + 3 * 8 + 16 + 4);
  t.is(
    airTimeMs(Buffer.alloc(3), { txDelayMs: 100, txTailMs: 30, bitsPerSecond: 1000 }),
    ms([0, 0, 0]) + 130,
  );
});

test.serial('two radios hear each other, when the packet is over', async (t) => {
  await onChannel(['', ''], async (a, b) => {
    await a.set(2, 255); // always
    const startedAt = systemClock.now();
    await a.send('>hello');
    await systemClock.sleep(5000);
    t.deepEqual(a.heard, []);
    t.deepEqual(
      b.heard.map(({ data }) => data),
      [packet(0, '>hello')],
    );
    const took = (b.heard[0]?.at ?? 0) - startedAt;
    const air = airTimeMs(packet(0, '>hello'), KEYING);
    t.true(took >= air && took < air + 100, `${took} ms, on the air ${air} ms`);
    await b.send('>and back');
    await systemClock.sleep(5000);
    t.is(a.heard.length, 1);
  });
});

test.serial('the KISS parameters of the host count: TXDELAY, TXtail, persistence, slot time', async (t) => {
  await onChannel(['', ''], async (a, b) => {
    for (const [command, value] of [
      [1, 10],
      [2, 255],
      [4, 0],
    ] as const)
      await a.set(command, value);
    const startedAt = systemClock.now();
    await a.send('>short');
    await systemClock.sleep(3000);
    const air = airTimeMs(packet(0, '>short'), { ...KEYING, txDelayMs: 100, txTailMs: 0 });
    t.true((b.heard[0]?.at ?? 0) - startedAt < air + 100);
    await a.set(2, 0); // one slot in 256
    await a.set(3, 20);
    const waits: number[] = [];
    for (let n = 0; n < 20; n++) {
      const at = systemClock.now();
      await a.send(`>wait ${n}`);
      while (b.heard.length < n + 2) await systemClock.sleep(50);
      waits.push(systemClock.now() - at);
    }
    const mean = waits.reduce((sum, ms) => sum + ms, 0) / waits.length;
    t.log(`mean wait ${Math.round(mean)} ms; 256 slots of 200 ms are 51 s`);
    t.true(mean > 15_000 && mean < 150_000);
  });
});

test.serial('a station that hears a carrier waits: many packets, none lost', async (t) => {
  await onChannel(['', '', ''], async (a, b, c) => {
    for (let n = 0; n < 10; n++) for (const ham of [a, b, c]) await ham.send(`>number ${n}`);
    await systemClock.sleep(120_000);
    for (const ham of [a, b, c]) t.is(ham.heard.length, 20);
    const starts = [a, b, c]
      .flatMap(({ radio }) => radio.transmitted.map(({ at }) => at))
      .sort((x, y) => x - y);
    const shortest = Math.min(...starts.slice(1).map((at, index) => at - (starts[index] ?? 0)));
    t.true(shortest >= airTimeMs(packet(0, '>number 0'), KEYING) - 20, 'one after another');
  });
});

test.serial('with collisions some are lost, and fewer with a lower persistence', async (t) => {
  const lost: number[] = [];
  for (const persistence of [255, 30]) {
    await onChannel(['collisions=yes', 'collisions=yes', 'collisions=yes'], async (...hams) => {
      for (const ham of hams) await ham.set(2, persistence);
      for (let n = 0; n < 20; n++) {
        await Promise.all(hams.map((ham) => ham.send(`>number ${n}`)));
        await systemClock.sleep(20_000);
      }
      lost.push(3 * 2 * 20 - hams.reduce((sum, { heard }) => sum + heard.length, 0));
    });
  }
  const [always = 0, seldom = 0] = lost;
  t.log(`lost of 120: ${always} with p = 1, ${seldom} with p = 0.12`);
  t.true(always > 60 && seldom < always / 2);
});

test.serial('other rate, other channel, not in KISS: nothing is heard', async (t) => {
  await onChannel(['', '', 'channel=elsewhere'], async (a, b, c) => {
    await b.link.send(Buffer.from([0xc0, 0xff, 0xc0]));
    await a.send('>anybody?');
    await systemClock.sleep(10_000);
    t.is(b.heard.length + c.heard.length, 0);
    t.is(a.radio.transmitted.length, 1);
    await b.link.send(Buffer.from('HB 9600\rKISS ON\rRESTART\r'));
    await systemClock.sleep(3000);
    t.true(b.radio.inKiss);
    await a.send('>at 1200');
    await systemClock.sleep(10_000);
    t.false(b.heard.some(({ data }) => Buffer.from(data).includes('at 1200')));
  });
});
