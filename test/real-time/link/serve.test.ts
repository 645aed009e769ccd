import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { DEFAULT_LINE } from '../../../host/link/line.js';
import type { Link } from '../../../host/link/link.js';
import { type Served, servePty, serveTcp } from '../../../host/link/serve/serve.js';
import type { DeviceEvent, DeviceKind } from '../../../host/link/sim/device.js';
import { throughUart } from '../../../host/link/sim/uart.js';
import { openPort } from '../../link/contract/contract.js';
import { Puppet, puppetKind } from '../../link/contract/puppet.js';
import { ReceivedBytes } from '../../link/contract/received-bytes.js';
import { settled, until, within } from '../../link/waits.js';
import { PTY, socat } from '../../peers.js';
import { portOf } from '../port-of.js';
import { newFolder, processesWith } from './socat.js';

const FAST = { ...DEFAULT_LINE, baudRate: 38_400 };

/**
 * Repeats every line with a number before it, to show its state. `rate N` and `parity P` change its own line right
 * after the answer; with `hello=yes` it sends before a program connects.
 */
class Parrot extends Puppet {
  #line = '';
  #count = 0;

  override receive(bytes: Buffer): void {
    super.receive(bytes);
    this.#line += bytes.toString('latin1');
    for (let end = this.#line.indexOf('\n'); end >= 0; end = this.#line.indexOf('\n')) {
      this.#answer(this.#line.slice(0, end));
      this.#line = this.#line.slice(end + 1);
    }
  }

  #answer(line: string): void {
    this.send(`${++this.#count}:${line}\n`);
    const [, key, value = ''] = /^(rate|parity) (\w+)$/.exec(line) ?? [];
    if (key === 'rate') this.line = { ...this.line, baudRate: Number(value) };
    if (key === 'parity') this.line = { ...this.line, parity: value === 'even' ? 'even' : 'none' };
  }
}

/** A served device, and everything known about it. */
interface Rig {
  readonly served: Served;
  readonly events: DeviceEvent[];
  parrot(): Parrot;
}

interface Context {
  readonly folder: string;
  /** Path of a pseudo-terminal, for this test alone. */
  readonly pty: string;
  readonly parrot: (query?: string) => Parts;
  /** Closed at the end of the test, in the order they were opened. */
  readonly open: { close(): Promise<void> }[];
}

interface Parts {
  readonly setup: Parameters<typeof serveTcp>[1];
  readonly events: DeviceEvent[];
  parrot(): Parrot;
}

const test = anyTest as TestFn<Context>;
const withPty = socat ? test : test.skip;
const pty = (title: string): string => `${PTY}: ${title}`;

const withIpv6 = hasIpv6() ? test : test.skip;
const withPtySerial = socat ? test.serial : test.serial.skip;

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === '::1'),
  );
}

function partsFor(query: string): Parts {
  const made: Parrot[] = [];
  const events: DeviceEvent[] = [];
  const kind: DeviceKind = puppetKind(FAST, {
    options: { hello: { kind: 'choice', help: 'greets', choices: ['no', 'yes'], default: 'no' } },
    create: (options, world, faults) => {
      const parrot = new Parrot(world, FAST, faults, options);
      made.push(parrot);
      if (options.hello === 'yes') systemClock.after(0, () => parrot.send('hello\n'));
      return parrot;
    },
  });
  const onEvent = (event: DeviceEvent): void => void events.push(event);
  return {
    setup: { kind, options: new URLSearchParams(query), clock: systemClock, onEvent },
    events,
    parrot: () => {
      const [parrot] = made;
      if (!parrot) throw new Error('no device was made');
      return parrot;
    },
  };
}

test.beforeEach((t) => {
  const { path } = newFolder();
  t.context = { folder: path, pty: join(path, 'pty'), parrot: (query = '') => partsFor(query), open: [] };
});

test.afterEach.always(async (t) => {
  for (const thing of t.context.open) await within('close', thing.close());
  rmSync(t.context.folder, { recursive: true, force: true });
});

async function onTcp(context: Context, query = ''): Promise<Rig> {
  const { setup, events, parrot } = context.parrot(query);
  const served = await serveTcp({ host: '127.0.0.1', port: 0 }, setup);
  context.open.push(served);
  return { served, events, parrot };
}

async function onPty(context: Context, query = ''): Promise<Rig> {
  const { setup, events, parrot } = context.parrot(query);
  const served = await within('it is served', servePty(context.pty, setup));
  context.open.push(served);
  return { served, events, parrot };
}

/** A program that talks to the device. */
async function client(
  context: Context,
  port: string,
  line = FAST,
): Promise<{ link: Link; heard: ReceivedBytes }> {
  const link = await openPort(port, line);
  context.open.push(link);
  const heard = new ReceivedBytes();
  link.on('data', heard.take);
  return { link, heard };
}

/** Sends a line and waits for these words. */
async function say(
  { link, heard }: { link: Link; heard: ReceivedBytes },
  line: string,
  answer: string,
): Promise<void> {
  await within('send', link.send(Buffer.from(`${line}\n`)));
  await until(`"${answer}"`, () => heard.text.endsWith(`${answer}\n`));
}

function count(events: readonly DeviceEvent[], text: RegExp): number {
  return events.filter((event) => text.test(event.text)).length;
}

test('tcp: the device keeps its state from client to client', async (t) => {
  const { served, events } = await onTcp(t.context);
  t.regex(served.port, /^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/);
  const first = await client(t.context, served.port);
  await say(first, 'one', '1:one');
  await first.link.close();
  await until('it is seen', () => count(events, /gone/) === 1);
  const second = await client(t.context, served.port);
  await say(second, 'two', '2:two');
  await say(second, 'three', '3:three');
  t.deepEqual(
    events.map(({ text }) => text),
    ['client connected', 'client gone', 'client connected'],
  );
});

test('tcp: a second client is turned away and leaves the first alone; then there is room again', async (t) => {
  const { served, events } = await onTcp(t.context);
  const first = await client(t.context, served.port);
  await until('the first is in', () => count(events, /connected/) === 1);
  const second = await client(t.context, served.port);
  t.is((await within('it is turned away', second.link.whenClosed)).kind, 'lost');
  t.is(count(events, /turned away/), 1);
  await say(first, 'still here', '1:still here');
  await first.link.close();
  await until('it is seen', () => count(events, /gone/) === 1);
  await say(await client(t.context, served.port), 'my turn', '2:my turn');
  t.is(count(events, /connected/), 2);
});

test('tcp: the disconnect fault drops the client; the device can be reached again and knows what was', async (t) => {
  const { served, events } = await onTcp(t.context, 'fault=disconnect@2');
  const first = await client(t.context, served.port);
  await say(first, 'one', '1:one');
  await first.link.send(Buffer.from('abcdef\n'));
  t.is((await within('the loss is noticed', first.link.whenClosed)).kind, 'lost');
  t.is(first.heard.text, '1:one\n2:ab', 'half of the answer');
  t.is(count(events, /link dropped: the device was unplugged/), 1);
  await until('it is seen', () => count(events, /gone/) === 1);
  await say(await client(t.context, served.port), 'three', '3:three');
});

test('tcp: a client that breaks off hard does no harm', async (t) => {
  const { served, events } = await onTcp(t.context);
  const socket = new Socket().connect(Number(new URL(served.port).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write('something without an end');
  await until('it is in', () => count(events, /connected/) === 1);
  socket.resetAndDestroy();
  await until('it is seen', () => count(events, /gone/) === 1);
  const next = await client(t.context, served.port);
  await within('send', next.link.send(Buffer.from('\nhi\n')));
  await until('an answer', () => next.heard.text.endsWith('2:hi\n'));
  t.pass();
});

test('tcp: the rate is whatever the device is set to, also right behind a change', async (t) => {
  const { served, parrot } = await onTcp(t.context);
  const one = await client(t.context, served.port);
  await say(one, 'rate 9600', '1:rate 9600');
  t.is(parrot().line.baudRate, 9600);
  await say(one, 'parity even', '2:parity even');
  await say(one, 'all the same', '3:all the same');
});

test('tcp: a client that sends faster than the wire is made to wait, and nothing is lost', async (t) => {
  const { served, parrot } = await onTcp(t.context);
  const one = await client(t.context, served.port);
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  for (const line of lines) await one.link.send(Buffer.from(`${line}\n`));
  await until('all answers', () => one.heard.text.endsWith('40:line 39\n'));
  t.is(parrot().heard.text, `${lines.join('\n')}\n`);
});

test('tcp: a client that sends without end is stopped, and its bytes are not piled up here', async (t) => {
  const { served, events } = await onTcp(t.context);
  const one = await client(t.context, served.port);
  const sends = Promise.allSettled(
    Array.from({ length: 64 }, () => one.link.send(Buffer.alloc(1024 * 1024))),
  );
  await until('it is in', () => count(events, /connected/) === 1);
  await settled(() => one.link.writableLength);
  t.true(one.link.writableLength > 0, 'the buffers between us are smaller than that');
  await within('close', one.link.close());
  t.is((await sends).at(-1)?.status, 'rejected');
});

test('tcp: a port that is taken is port-busy; a host that is not ours is port-failed', async (t) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const port = portOf(taken);
  const { setup, parrot } = t.context.parrot();
  const busy = await t.throwsAsync(serveTcp({ host: '127.0.0.1', port }, setup), { instanceOf: OnairError });
  t.is(busy.code, 'port-busy');
  t.regex(busy.message, new RegExp(`tcp://127\\.0\\.0\\.1:${port}`));
  t.regex(busy.hint, /another port number/);
  t.is(parrot().stops, 1, 'the device does not run on');
  taken.close();
  const other = t.context.parrot();
  const failed = await t.throwsAsync(serveTcp({ host: '192.0.2.1', port: 0 }, other.setup), {
    instanceOf: OnairError,
  });
  t.is(failed.code, 'port-failed');
});

withIpv6('tcp: an IPv6 address is named in brackets, so that it can be opened', async (t) => {
  const { setup } = t.context.parrot();
  const served = await serveTcp({ host: '::1', port: 0 }, setup);
  t.context.open.push(served);
  t.regex(served.port, /^tcp:\/\/\[::1\]:\d+$/);
  await say(await client(t.context, served.port), 'six', '1:six');
});

test('tcp: close() drops the client, stops the device and frees the port', async (t) => {
  const { served, parrot } = await onTcp(t.context);
  const one = await client(t.context, served.port);
  await say(one, 'one', '1:one');
  await within('close', served.close());
  t.is((await within('the loss is noticed', one.link.whenClosed)).kind, 'lost');
  t.is(parrot().stops, 1);
  t.like(await t.throwsAsync(openPort(served.port)), { code: 'port-missing' });
  await within('closing again', served.close());
});

test('an option, a fault that does not exist: bad-value, on TCP and on a pseudo-terminal', async (t) => {
  for (const query of ['helo=yes', 'fault=nois']) {
    const { setup } = t.context.parrot(query);
    t.like(await t.throwsAsync(serveTcp({ host: '127.0.0.1', port: 0 }, setup)), { code: 'bad-value' });
    t.like(await t.throwsAsync(servePty(t.context.pty, setup)), { code: 'bad-value' });
  }
  t.false(existsSync(t.context.pty));
});

withPty(pty('the device keeps its state from program to program'), async (t) => {
  const { served } = await onPty(t.context);
  t.is(served.port, t.context.pty);
  t.true(lstatSync(t.context.pty).isSymbolicLink());
  for (const [line, answer] of [
    ['one', '1:one'],
    ['two', '2:two'],
    ['three', '3:three'],
  ] as const) {
    const program = await client(t.context, served.port);
    await say(program, line, answer);
    await program.link.close();
  }
  t.pass();
});

withPty(pty('the rate that a program sets counts'), async (t) => {
  const { served, parrot } = await onPty(t.context);
  const slow = { ...FAST, baudRate: 9600 };
  const program = await client(t.context, served.port, slow);
  await within('send', program.link.send(Buffer.from([0x00, 0x00])));
  await until('the device hears garbage', () => parrot().heard.length > 0);
  t.deepEqual(parrot().heard.bytes, throughUart(Buffer.from([0x00, 0x00]), slow, FAST));
  await within('reconfigure', program.link.reconfigure({ baudRate: FAST.baudRate }));
  await within('send', program.link.send(Buffer.from('\nhi\n')));
  await until('an answer', () => program.heard.text.endsWith('2:hi\n'));
  t.true(parrot().world.hostReady(), 'a pseudo-terminal has no RTS; the simulated plug joins it with CTS');
});

withPty(pty('a rate without a name in termios fits a device at such a rate only'), async (t) => {
  const { served, parrot } = await onPty(t.context);
  const program = await client(t.context, served.port);
  await say(program, 'rate 1382400', '1:rate 1382400');
  await within('reconfigure', program.link.reconfigure({ baudRate: 1_382_400 }));
  await say(program, 'here', '2:here');
  await say(program, 'rate 38400', '3:rate 38400');
  const before = parrot().heard.length;
  await within('send', program.link.send(Buffer.from('nobody hears this\n'.repeat(20))));
  // The rate at the time of reading counts: nothing shows the one at which the bytes were written.
  await until('the device hears garbage', () => parrot().heard.length > before);
  await within('reconfigure', program.link.reconfigure({ baudRate: 38_400 }));
  await within('send', program.link.send(Buffer.from('\nhi\n')));
  await until('an answer', () => program.heard.text.endsWith(':hi\n'));
  t.notRegex(parrot().heard.bytes.toString('latin1'), /nobody/);
});

withPty(pty('parity, which nobody can see, always fits, also right behind a change'), async (t) => {
  const { served } = await onPty(t.context);
  const program = await client(t.context, served.port);
  await say(program, 'parity even', '1:parity even');
  await say(program, 'still here', '2:still here');
  t.pass();
});

withPty(pty('the disconnect fault takes it away; it comes back and the device knows what was'), async (t) => {
  const { served, events } = await onPty(t.context, 'fault=disconnect@2');
  const first = await client(t.context, served.port);
  await say(first, 'one', '1:one');
  await first.link.send(Buffer.from('abcdef\n'));
  t.is((await within('the loss is noticed', first.link.whenClosed)).kind, 'lost');
  t.true('1:one\n2:ab'.startsWith(first.heard.text), 'half of the answer at most');
  t.is(count(events, /link dropped/), 1);
  await first.link.close();
  await until('it is back', () => existsSync(t.context.pty));
  const again = await client(t.context, served.port);
  await say(again, 'three', '3:three');
});

withPty(pty('a device that speaks before the pseudo-terminal is there does no harm'), async (t) => {
  const { served } = await onPty(t.context, 'hello=yes');
  await say(await client(t.context, served.port), 'one', '1:one');
  t.pass();
});

withPty(pty('a path that exists already is port-busy, and what is there stays'), async (t) => {
  writeFileSync(t.context.pty, 'mine');
  const { setup, parrot } = t.context.parrot();
  const error = await t.throwsAsync(servePty(t.context.pty, setup), { instanceOf: OnairError });
  t.is(error.code, 'port-busy');
  t.true(error.message.includes(t.context.pty));
  t.true(lstatSync(t.context.pty).isFile());
  t.is(parrot().stops, 1);
  const dangling = join(t.context.folder, 'dangling');
  symlinkSync('/nowhere', dangling);
  t.like(await t.throwsAsync(servePty(dangling, t.context.parrot().setup)), { code: 'port-busy' });
});

withPty(pty('a folder that is missing is port-failed, and no socat stays behind'), async (t) => {
  const path = join(t.context.folder, 'missing', 'pty');
  const { setup, parrot } = t.context.parrot();
  const error = await t.throwsAsync(within('it fails', servePty(path, setup)), { instanceOf: OnairError });
  t.is(error.code, 'port-failed');
  t.true(error.message.includes(path));
  t.regex(error.hint, /folder/);
  t.is(parrot().stops, 1);
  await until('no process', async () => (await processesWith(path)).length === 0);
});

withPty(pty('close() removes the path, stops the device and leaves no process'), async (t) => {
  const { served, parrot } = await onPty(t.context);
  const program = await client(t.context, served.port);
  await say(program, 'one', '1:one');
  t.is((await processesWith(t.context.pty)).length, 1);
  await within('close', served.close());
  t.is((await within('the loss is noticed', program.link.whenClosed)).kind, 'lost');
  t.false(existsSync(t.context.pty));
  t.deepEqual(await processesWith(t.context.pty), []);
  t.is(parrot().stops, 1);
  await within('closing again', served.close());
});

withPty(pty('close() clears the path away, also when somebody killed socat'), async (t) => {
  const { served } = await onPty(t.context);
  const [socatRun] = await processesWith(t.context.pty);
  process.kill(Number(socatRun?.pid), 'SIGKILL');
  await until('it is gone', async () => (await processesWith(t.context.pty)).length === 0);
  t.true(lstatSync(t.context.pty).isSymbolicLink());
  await within('the loss is told', served.whenGone);
  await within('close', served.close());
  t.throws(() => lstatSync(t.context.pty), { code: 'ENOENT' });
});

withPty(pty('close() at any moment of a disconnect leaves nothing behind either'), async (t) => {
  for (let waitMs = 0; waitMs < 50; waitMs += 5) {
    const { served, events, parrot } = await onPty(t.context, 'fault=disconnect');
    parrot().send('abcd');
    await until('it is being taken away', () => count(events, /link dropped/) === 1);
    await systemClock.sleep(waitMs); // at whatever stage it is by then
    await within('close', served.close());
    t.false(existsSync(t.context.pty));
    t.deepEqual(await processesWith(t.context.pty), []);
  }
});

withPty(pty('two disconnects in one breath are one'), async (t) => {
  const { served, events, parrot } = await onPty(t.context, 'fault=disconnect');
  parrot().send('abcd');
  parrot().send('efgh');
  await until('both have struck', () => count(events, /link dropped/) === 2);
  await until(
    'it is back',
    async () => (await openable(served.port)) && (await processesWith(t.context.pty)).length === 1,
  );
  await within('close', served.close());
  t.deepEqual(await processesWith(t.context.pty), []);
});

async function openable(port: string): Promise<boolean> {
  return openPort(port, FAST).then(
    async (link) => {
      await link.close();
      return true;
    },
    () => false,
  );
}

withPty(pty('when it cannot come back, that is reported and nothing crashes'), async (t) => {
  const folder = join(t.context.folder, 'inner');
  mkdirSync(folder);
  const { setup, events } = t.context.parrot('fault=disconnect');
  const served = await within('it is served', servePty(join(folder, 'pty'), setup));
  t.context.open.push(served);
  const program = await client(t.context, served.port);
  rmSync(folder, { recursive: true });
  await program.link.send(Buffer.from('abcdef\n'));
  await until(
    'it is reported',
    () => count(events, /can't be reached any more: no pseudo-terminal at/) === 1,
  );
  await within('close', served.close());
  t.deepEqual(await processesWith(folder), []);
});

test.serial('pty: socat is not installed', async (t) => {
  const { setup, parrot } = t.context.parrot();
  const before = process.env.PATH;
  process.env.PATH = t.context.folder;
  try {
    const error = await t.throwsAsync(servePty(t.context.pty, setup), { instanceOf: OnairError });
    t.is(error.code, 'no-program');
    t.is(error.exitCode, 2);
    t.regex(error.hint, /sudo apt install socat.*--listen/);
    t.is(parrot().stops, 1);
  } finally {
    process.env.PATH = before;
  }
});

withPtySerial(pty('without stty the rate is unknown, and fits'), async (t) => {
  const before = process.env.PATH ?? '';
  const program = before.split(delimiter).find((folder) => existsSync(join(folder, 'socat')));
  const folder = join(t.context.folder, 'bin');
  mkdirSync(folder);
  symlinkSync(join(program ?? '', 'socat'), join(folder, 'socat'));
  process.env.PATH = folder;
  try {
    const { served } = await onPty(t.context);
    const slow = await client(t.context, served.port, { ...FAST, baudRate: 4800 });
    await say(slow, 'one', '1:one');
    t.pass();
  } finally {
    process.env.PATH = before;
  }
});
