import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { DEFAULT_LINE } from '../../../host/link/line.js';
import { serveTcp } from '../../../host/link/serve/serve.js';
import {
  expectOpenError,
  type FarEnd,
  onLink,
  openPort,
  type Rig,
  type RigOptions,
  testContract,
} from '../../link/contract/contract.js';
import { puppetKind } from '../../link/contract/puppet.js';
import { ReceivedBytes } from '../../link/contract/received-bytes.js';
import { settled, until, within } from '../../link/waits.js';
import { portOf } from '../port-of.js';

class TcpFarEnd implements FarEnd {
  readonly heard = new ReceivedBytes();

  constructor(private readonly socket: Socket) {
    socket.on('data', this.heard.take);
    socket.on('error', () => {}); // we close it in every possible way
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  unplug(): void {
    this.socket.destroy();
  }

  retune(): void {} // a bridge keeps its own settings
}

/** A server that accepts connections on a free port. */
async function withServer(
  act: (port: string, accepted: () => Promise<Socket>) => Promise<void>,
  onConnection?: (socket: Socket) => void,
): Promise<void> {
  const sockets: Socket[] = [];
  let taken = 0;
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection?.(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = async (): Promise<Socket> => {
    await until('the server has a connection', () => sockets.length > taken);
    const socket = sockets[taken++];
    if (!socket) throw new Error('unreachable');
    return socket;
  };
  try {
    await act(`tcp://127.0.0.1:${portOf(server)}`, accepted);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function rig(act: (rig: Rig) => Promise<void>, { line }: RigOptions): Promise<void> {
  return withServer((port, accepted) => onLink(port, line, async () => new TcpFarEnd(await accepted()), act));
}

testContract({
  kind: 'tcp',
  rig,
  reopens: true,
  holdsFarEnd: true,
  keepsBytes: true,
  moreThanTheWayHolds: 64 * 1024 * 1024, // Linux lets the buffers of a connection grow to some 10 MB
  skip: false,
});

test('tcp: line settings are kept and reported, but have no effect on the other end', async (t) => {
  await rig(async ({ link }) => {
    t.false(link.carriesLine);
    await link.reconfigure({ baudRate: 1200 });
    t.is(link.line.baudRate, 1200);
  }, {});
});

test('tcp: nobody listens', async (t) => {
  let port = '';
  await withServer(async (address) => {
    port = address;
  });
  await expectOpenError(t, openPort(port), 'port-missing', {
    message: /nothing is listening there/,
    hint: /onair sim/,
  });
});

test('tcp: nobody listens, on a name with two addresses', async (t) => {
  await expectOpenError(t, openPort('tcp://localhost:1'), 'port-missing', {
    message: /nothing is listening there/,
  });
});

test('tcp: a host that does not exist', async (t) => {
  await expectOpenError(t, openPort('tcp://no-such-host.invalid:4000'), 'port-missing', {
    message: /no-such-host\.invalid/,
  });
});

test('tcp: a connection that is cut hard (reset) is a loss', async (t) => {
  await withServer(async (port, accepted) => {
    const link = await openPort(port);
    (await accepted()).resetAndDestroy();
    const reason = await within('the loss is noticed', link.whenClosed);
    t.regex(reason.kind === 'lost' ? reason.message : '', /the other side cut the connection/);
    await within('close', link.close());
  });
});

test('tcp: the other side is done but takes nothing more: a loss, and no hanging close', async (t) => {
  await withServer(async (port, accepted) => {
    const link = await openPort(port);
    const socket = await accepted();
    socket.pause();
    const sends = Promise.allSettled(Array.from({ length: 64 }, () => link.send(Buffer.alloc(1024 * 1024))));
    socket.end(); // half-closed: it could still receive, and never does
    t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
    await within('close', link.close());
    t.is((await within('all sends settle', sends)).at(-1)?.status, 'rejected');
    socket.destroy();
  });
});

test('tcp: the last bytes before a close arrive', async (t) => {
  await withServer(async (port, accepted) => {
    const link = await openPort(port);
    const socket = await accepted();
    const heard = new ReceivedBytes();
    socket.on('data', heard.take);
    await link.send(Buffer.alloc(100_000, 7));
    await link.close();
    await until('all arrived', () => heard.length === 100_000);
    t.pass();
    socket.destroy();
  });
});

test('tcp: a second client of a served device is turned away with the reason', async (t) => {
  const events: string[] = [];
  const served = await serveTcp(
    { host: '127.0.0.1', port: 0 },
    {
      kind: puppetKind(DEFAULT_LINE),
      options: [],
      clock: systemClock,
      onEvent: ({ kind }) => events.push(kind),
    },
  );
  const first = await openPort(served.port);
  await until('the first is in', () => events.includes('client'));
  const second = await openPort(served.port);
  const reason = await within('the second is turned away', second.whenClosed);
  t.regex(reason.kind === 'lost' ? reason.message : '', /another program/);
  t.regex(second.lossError.message, /^tcp:.*another program/);
  t.true(events.includes('busy'));
  t.true(first.isOpen);
  await Promise.all([first.close(), second.close()]);
  await within('close', served.close());
});

test('tcp: a connection that was in use and ends is not blamed on another program', async (t) => {
  await rig(async ({ link, far }) => {
    far.send(Buffer.from('hello'));
    await within('hello', once(link, 'data'));
    await far.unplug();
    t.deepEqual(await within('the loss is noticed', link.whenClosed), {
      kind: 'lost',
      message: 'the other side closed the connection',
    });
  }, {});
});

test('tcp: a connection that was lost long ago, and is read out only now, can be closed', async (t) => {
  await withServer(async (port, accepted) => {
    const link = await openPort(port);
    const socket = await accepted();
    socket.write('hello');
    await until('it is here', () => link.readableLength > 0);
    socket.resetAndDestroy(); // nothing of the connection is left, on either side
    t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
    await settled(() => 0);
    t.is(String(link.read()), 'hello');
    await within('close', link.close());
    t.true(link.closed);
  });
});
