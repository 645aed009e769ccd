import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { InterByteTimeoutParser } from '@serialport/parser-inter-byte-timeout';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { type ErrorCode, OnairError } from '../../../host/base/error.js';
import { DEFAULT_LINE, type LineSettings } from '../../../host/link/line.js';
import type { Link } from '../../../host/link/link.js';
import { openLink } from '../../../host/link/node/open.js';
import type { DeviceCatalog } from '../../../host/link/sim/device.js';
import { settled, until, within } from '../waits.js';
import { ReceivedBytes } from './received-bytes.js';

/** The far end of the wire. */
export interface FarEnd {
  send(bytes: Buffer): void;
  readonly heard: ReceivedBytes;
  /** Accepts no more bytes. */
  pause(): void;
  resume(): void;
  /** The wire is cut. Returns before the link has noticed. */
  unplug(): Promise<void> | void;
  /** Follows a change of the line, where the far end has a line of its own. */
  retune(line: LineSettings): void;
}

export interface Rig {
  readonly link: Link;
  readonly far: FarEnd;
  readonly port: string;
}

export interface RigOptions {
  readonly line?: LineSettings;
  /** Number of messages of the far end before it is unplugged, if it is; a simulated device needs it in advance. */
  readonly sendsBeforeUnplug?: number;
}

/** One kind of link under test. */
export interface Harness {
  readonly kind: string;
  /** Makes a far end, opens the link to it, and cleans up after `act`. In virtual time if nothing is real. */
  rig(act: (rig: Rig) => Promise<void>, options: RigOptions): Promise<void>;
  /** Connects to the same far end again: a closed link must leave nothing behind. */
  readonly reopens: boolean;
  /** Whether the far end waits for a reader that does not read. A UART does not. */
  readonly holdsFarEnd: boolean;
  /** Whether bytes in transit survive a change. A pseudo-terminal reports a drain too early, and is flushed. */
  readonly keepsBytes: boolean;
  /** More bytes than all buffers hold while the far end accepts none. */
  readonly moreThanTheWayHolds: number;
  readonly skip: boolean;
}

const FAST: LineSettings = { ...DEFAULT_LINE, baudRate: 921_600 };
const BULK = 10 * 1024 * 1024;
/** Minutes in virtual time; in real time a machine under load has them too. */
const BULK_LIMIT_MS = 170_000;
/** Chunk size of serialport and of a socket: may still arrive after a link has asked for a pause. */
const CHUNK = 64 * 1024;

/** Opens a port as every command does. */
export function openPort(port: string, line = DEFAULT_LINE, devices: DeviceCatalog = new Map()) {
  return openLink(port, line, { clock: systemClock, devices });
}

/** Opens the link to a far end, and closes it when `act` is done. */
export async function onLink(
  port: string,
  line: LineSettings | undefined,
  farEnd: () => Promise<FarEnd>,
  act: (rig: Rig) => Promise<void>,
): Promise<void> {
  const link = await openPort(port, line);
  try {
    await act({ link, port, far: await farEnd() });
  } finally {
    await within('close', link.close());
  }
}

/** Opening must have failed with this error. */
export async function expectOpenError(
  t: ExecutionContext,
  opening: Promise<Link>,
  code: ErrorCode,
  says: { message?: RegExp; hint?: RegExp } = {},
): Promise<OnairError> {
  const error = await within('the port opens or fails', errorOf(opening));
  t.is(error.code, code, error.message);
  t.is(error.exitCode, code === 'bad-value' ? 2 : 3);
  if (says.message) t.regex(error.message, says.message);
  if (says.hint) t.regex(error.hint, says.hint);
  return error;
}

/** The error with which `work` ended; a link that opened after all is closed. */
async function errorOf(work: Promise<unknown>): Promise<OnairError> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'rejected' && outcome.reason instanceof OnairError) return outcome.reason;
  if (outcome.status === 'rejected') throw outcome.reason;
  if (outcome.value && typeof outcome.value === 'object' && 'close' in outcome.value) {
    await (outcome.value as Link).close();
  }
  throw new Error('it did not fail');
}

/** Collects all bytes from a link. */
function collect(link: Link): ReceivedBytes {
  const heard = new ReceivedBytes();
  link.on('data', heard.take);
  return heard;
}

/** Records when the stream ends and closes, also before the test asks. */
function watchEnd(link: Link): { events: string[]; closed: Promise<unknown> } {
  const events: string[] = [];
  for (const name of ['end', 'close', 'error']) link.on(name, () => events.push(name));
  return { events, closed: once(link, 'close') };
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes that reveal every shift and every loss. */
function bulk(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes.writeUInt32LE(state, at);
  }
  return bytes;
}

/** Starts more writes than the buffers hold; at least the last one waits. */
function sendTooMuch(link: Link, total: number): Promise<PromiseSettledResult<void>[]> {
  const chunk = Buffer.alloc(Math.ceil(total / 32), 0x55);
  return Promise.allSettled(Array.from({ length: 32 }, () => link.send(chunk)));
}

function isPortLost(result: PromiseSettledResult<unknown> | undefined): boolean {
  return (
    result?.status === 'rejected' && result.reason instanceof OnairError && result.reason.code === 'port-lost'
  );
}

/** The suite that every kind of link passes. */
export function testContract(harness: Harness): void {
  const check = (
    title: string,
    act: (t: ExecutionContext, rig: Rig) => Promise<void>,
    options: RigOptions = {},
  ): void => {
    const run = harness.skip ? test.serial.skip : test.serial;
    run(`${harness.kind}: ${title}`, (t) => harness.rig((rig) => act(t, rig), options));
  };

  check('all 256 values go both ways', async (t, { link, far }) => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, value) => value));
    const heard = collect(link);
    await within('send', link.send(all));
    await until('the far end has them', () => far.heard.length >= 256);
    t.deepEqual(far.heard.bytes, all);
    far.send(all);
    await until('we have them', () => heard.length >= 256);
    t.deepEqual(heard.bytes, all);
  });

  check('bytes sent one by one keep their order', async (t, { link, far }) => {
    const sends = [...'abcdefgh'].map((letter) => link.send(Buffer.from(letter)));
    await within('all sends', Promise.all(sends));
    await until('the far end has them', () => far.heard.length >= 8);
    t.is(far.heard.text, 'abcdefgh');
    await within('sending nothing', link.send(Buffer.alloc(0)));
    t.true(link.isOpen);
  });

  check(
    'unplugged while bytes come in: the loss is told, the stream ends',
    async (t, { link, far }) => {
      const { events, closed } = watchEnd(link);
      far.send(bulk(2 * CHUNK, 1));
      await within('the first bytes', once(link, 'data'));
      await far.unplug();
      const reason = await within('the loss is noticed', link.whenClosed);
      t.is(reason.kind, 'lost');
      t.regex(reason.kind === 'lost' ? reason.message : '', /^[^\n]{5,}$/);
      await within('close', closed);
      t.deepEqual(events, ['end', 'close']);
      t.false(link.isOpen);
    },
    { line: FAST, sendsBeforeUnplug: 1 },
  );

  check(
    'unplugged while a lot comes in and nobody reads: the loss is told',
    async (t, { link, far }) => {
      far.send(bulk(8 * CHUNK, 1));
      let taken = 0;
      link.tap = (_, bytes) => {
        taken += bytes.length;
      };
      await until('the buffer is full', () => taken >= link.readableHighWaterMark);
      await far.unplug();
      if (!harness.holdsFarEnd) await within('the loss is noticed', link.whenClosed);
      const heard = collect(link);
      t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
      await until('close', () => link.closed);
      t.is(heard.length, taken, 'what came in before can still be read, all of it');
      t.true(
        bulk(8 * CHUNK, 1)
          .subarray(0, taken)
          .equals(heard.bytes),
      );
    },
    { line: FAST, sendsBeforeUnplug: 1 },
  );

  check(
    'unplugged while idle, with nobody reading: the loss is told all the same',
    async (t, { link, far }) => {
      const { events, closed } = watchEnd(link);
      await far.unplug();
      t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
      await within('close', closed);
      t.deepEqual(events, ['end', 'close']);
    },
    { sendsBeforeUnplug: 0 },
  );

  check(
    'what came in before a loss is still read, also after a write has failed',
    async (t, { link, far }) => {
      let taken = 0;
      link.tap = (direction, bytes) => {
        if (direction === 'in') taken += bytes.length;
      };
      far.send(Buffer.from('last words'));
      await until('they came in', () => taken === 10);
      await far.unplug();
      await within('the loss is noticed', link.whenClosed);
      const written = new Promise<unknown>((resolve) => link.write(Buffer.from('too late'), resolve));
      t.is((await errorOf(link.send(Buffer.from('too late')))).code, 'port-lost');
      const { events, closed } = watchEnd(link);
      const heard = collect(link);
      await within('close', closed);
      t.is(heard.text, 'last words');
      t.true((await within('the write fails', written)) instanceof Error);
      t.is(events[0], 'end');
    },
    { sendsBeforeUnplug: 1 },
  );

  check(
    'a parser behind the link gets its end at a loss',
    async (t, { link, far }) => {
      const packets: string[] = [];
      far.send(Buffer.from('OK'));
      const reading = (async () => {
        for await (const packet of link.pipe(new InterByteTimeoutParser({ interval: 30 }))) {
          packets.push(String(packet));
          await far.unplug();
        }
      })();
      await within('the loop over packets ends', reading);
      t.deepEqual(packets, ['OK']);
    },
    { sendsBeforeUnplug: 1 },
  );

  check('InterByteTimeoutParser cuts answers at silence', async (t, { link, far }) => {
    const packets: string[] = [];
    const parser = link.pipe(new InterByteTimeoutParser({ interval: 30 }));
    parser.on('data', (packet: Buffer) => packets.push(packet.toString()));
    far.send(Buffer.from('OKlinvorV1.8'));
    await until('the first packet', () => packets.length === 1);
    far.send(Buffer.from('OK9600'));
    await until('the second packet', () => packets.length === 2);
    t.deepEqual(packets, ['OKlinvorV1.8', 'OK9600']);
  });

  check('the tap sees every byte in both directions, and nothing else', async (t, { link, far }) => {
    const seen = { in: '', out: '' };
    link.tap = (direction, bytes) => {
      seen[direction] += bytes.length > 0 ? bytes.toString() : '(empty)';
    };
    await within('reconfigure', link.reconfigure({ rtscts: false }));
    await within('send', link.send(Buffer.from('AT')));
    await within('send', link.send(Buffer.from('+VERSION')));
    far.send(Buffer.from('OKlinvor'));
    await until('the answer', () => seen.in.length >= 8);
    t.deepEqual(seen, { in: 'OKlinvor', out: 'AT+VERSION' });
  });

  check('closing twice, also at the same time, is one close', async (t, { link }) => {
    let settledTimes = 0;
    void link.whenClosed.then(() => settledTimes++);
    const { events } = watchEnd(link);
    await within('both', Promise.all([link.close(), link.close()]));
    await within('a third time', link.close());
    t.deepEqual(await link.whenClosed, { kind: 'asked' });
    t.is(settledTimes, 1);
    t.deepEqual(events, ['close']);
    t.false(link.isOpen);
  });

  check(
    'the first reason stays: lost, then closed',
    async (t, { link, far }) => {
      await far.unplug();
      await within('the loss is noticed', link.whenClosed);
      await within('close', link.close());
      t.is((await link.whenClosed).kind, 'lost');
      t.regex(link.lossError.message, /the link is gone: (?!the port was closed)/);
    },
    { sendsBeforeUnplug: 0 },
  );

  check(
    'the first reason stays: closed, then unplugged',
    async (t, { link, far }) => {
      const closing = link.close();
      await far.unplug();
      await within('close', closing);
      t.deepEqual(await link.whenClosed, { kind: 'asked' });
    },
    { sendsBeforeUnplug: 0 },
  );

  check('closing while a read waits ends the read', async (t, { link }) => {
    const reading = (async () => {
      for await (const bytes of link) t.fail(`${bytes}`);
    })();
    const outcome = Promise.allSettled([reading]);
    await within('close', link.close());
    const [result] = await within('the loop over bytes ends', outcome);
    t.is(result?.status, 'rejected'); // ERR_STREAM_PREMATURE_CLOSE: this was not the end of the stream
  });

  check(
    'closing while a write waits: the write fails, the close does not wait for it',
    async (t, { link, far }) => {
      far.pause();
      const sends = sendTooMuch(link, harness.moreThanTheWayHolds);
      const written = new Promise<unknown>((resolve) => link.write(Buffer.from('x'), resolve));
      await within('close', link.close());
      t.true(isPortLost((await within('all sends settle', sends)).at(-1)));
      t.true((await within('the write fails', written)) instanceof Error);
      t.deepEqual(await link.whenClosed, { kind: 'asked' });
    },
  );

  check('bytes come in while a write waits, and the write goes on afterwards', async (t, { link, far }) => {
    const heard = collect(link);
    far.pause();
    const sends = sendTooMuch(link, harness.moreThanTheWayHolds);
    await settled(() => link.writableLength); // the buffers are full
    for (const word of ['one ', 'two ', 'three']) {
      far.send(Buffer.from(word));
      await until(`"${word}" comes in`, () => heard.text.endsWith(word));
    }
    far.resume();
    const results = await within('all sends settle', sends);
    t.true(results.every(({ status }) => status === 'fulfilled'));
    t.is(heard.text, 'one two three');
  });

  check(
    'a write that waits while the link is lost fails',
    async (t, { link, far }) => {
      far.pause();
      const sends = sendTooMuch(link, harness.moreThanTheWayHolds);
      const written = new Promise<unknown>((resolve) => link.write(Buffer.from('x'), resolve));
      await far.unplug();
      const results = await within('all sends settle', sends);
      t.true(isPortLost(results.at(-1)));
      t.true((await within('the write fails', written)) instanceof Error);
      t.is((await link.whenClosed).kind, 'lost');
    },
    { sendsBeforeUnplug: 0 },
  );

  check('after a close everything fails with port-lost and nothing hangs or crashes', async (t, { link }) => {
    await within('close', link.close());
    const late = [link.send(Buffer.from('x')), link.reconfigure({ baudRate: 4800 })];
    for (const result of await within('all settle', Promise.allSettled(late))) t.true(isPortLost(result));
    const written = await within(
      'a plain write',
      new Promise<unknown>((resolve) => link.write(Buffer.from('x'), resolve)),
    );
    t.true(written instanceof Error);
    link.write(Buffer.from('nobody hears of this one'));
    link.end();
    t.is(link.lossError.code, 'port-lost');
    t.true(link.lossError.message.startsWith(`${link.portName}: `));
  });

  check('a change of rate in the middle: bytes before and after arrive', async (t, { link, far }) => {
    const heard = collect(link);
    await within('send', link.send(Buffer.from('before ')));
    await until('the far end has it', () => far.heard.length === 7);
    await within('reconfigure', link.reconfigure({ baudRate: 38_400 }));
    far.retune(link.line);
    t.is(link.line.baudRate, 38_400);
    await within('send', link.send(Buffer.from('after')));
    await until('the far end has it', () => far.heard.length >= 12);
    t.is(far.heard.text, 'before after');
    far.send(Buffer.from('yes'));
    await until('we hear it', () => heard.length >= 3);
    t.is(heard.text, 'yes');
  });

  check('a change of parity in the middle: bytes before and after arrive', async (t, { link, far }) => {
    const heard = collect(link);
    await within('send', link.send(Buffer.from('before ')));
    await until('the far end has it', () => far.heard.length === 7);
    await within('reconfigure', link.reconfigure({ parity: 'even', baudRate: 19_200 }));
    far.retune(link.line);
    t.deepEqual(link.line, { baudRate: 19_200, parity: 'even', rtscts: false });
    t.true(link.isOpen);
    await within('send', link.send(Buffer.from('after')));
    await until('the far end has it', () => far.heard.length >= 12);
    t.is(far.heard.text, 'before after');
    far.send(Buffer.from('yes'));
    await until('we hear it', () => heard.length >= 3);
    t.is(heard.text, 'yes');
  });

  check(
    'changes and writes that overlap take effect in the order they were asked for',
    async (t, { link, far }) => {
      const work = [
        link.send(Buffer.from('one ')),
        link.send(Buffer.from('two ')),
        link.reconfigure({ parity: 'odd' }).then(() => far.retune(link.line)),
        link.send(Buffer.from('three ')),
        link.reconfigure({ baudRate: 57_600 }).then(() => far.retune(link.line)),
        link.send(Buffer.from('four')),
      ];
      await within('all of it', Promise.all(work));
      t.deepEqual(link.line, { baudRate: 57_600, parity: 'odd', rtscts: false });
      await until('the far end has it', () => far.heard.text.endsWith('four'));
      if (harness.keepsBytes) t.is(far.heard.text, 'one two three four');
      else t.true(far.heard.text.endsWith('four'));
    },
  );

  check(
    'closed in the middle of a change: the change fails and nothing stays open',
    async (t, { link, port }) => {
      const change = Promise.allSettled([link.reconfigure({ parity: 'even' })]);
      await within('close', link.close());
      const [result] = await within('the change settles', change);
      t.true(isPortLost(result));
      if (!harness.reopens) return;
      const again = await within('it opens at once again', openPort(port));
      t.true(again.isOpen);
      await within('close', again.close());
    },
  );

  check(
    '10 MB each way at the same time, with a reader that lags: all of it arrives, and memory stays bounded',
    async (t, { link, far }) => {
      const there = bulk(BULK, 1);
      const back = bulk(BULK, 2);
      let taken = 0;
      let mostUnread = 0;
      let mostUnsent = 0;
      link.tap = (direction, bytes) => {
        mostUnsent = Math.max(mostUnsent, link.writableLength);
        if (direction === 'out') return;
        taken += bytes.length;
        mostUnread = Math.max(mostUnread, link.readableLength + bytes.length);
      };
      far.send(back);
      if (harness.holdsFarEnd) {
        await until('the buffer is full', () => taken >= link.readableHighWaterMark);
        await settled(() => taken);
        t.true(taken <= link.readableHighWaterMark + CHUNK, `${taken} bytes taken while nobody reads`);
      }
      const chunks = Array.from({ length: BULK / CHUNK }, (_, index) =>
        there.subarray(index * CHUNK, (index + 1) * CHUNK),
      );
      Readable.from(chunks, { objectMode: true, highWaterMark: 1 }).pipe(link, { end: false });
      const read = createHash('sha256');
      let unread = BULK;
      const reading = (async () => {
        while (unread > 0) {
          const bytes: Buffer | null = link.read(Math.min(unread, 16 * 1024)) ?? link.read();
          if (bytes === null) await once(link, 'readable');
          else {
            read.update(bytes);
            unread -= bytes.length;
          }
        }
      })();
      await within('we have all', reading, BULK_LIMIT_MS);
      await until('the far end has all', () => far.heard.length >= BULK, BULK_LIMIT_MS);
      t.is(read.digest('hex'), hash(back));
      t.is(hash(far.heard.bytes), hash(there));
      t.true(mostUnsent <= link.writableHighWaterMark + CHUNK, `${mostUnsent} bytes waited to be sent`);
      if (harness.holdsFarEnd)
        t.true(mostUnread <= link.readableHighWaterMark + CHUNK, `${mostUnread} bytes waited to be read`);
    },
    { line: FAST },
  );
}
