import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate as loopTurn } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { TcpClients } from '../../../host/cli/kiss/tcp-clients.js';
import type { HubEvent } from '../../../host/kiss-server/events.js';
import { KissHub, LIMITS } from '../../../host/kiss-server/hub.js';
import { encodeKiss } from '../../../host/packet/kiss/kiss.js';
import { OPEN_RULES, packet } from '../../kiss-server/rig.js';
import { portOf } from '../../real-time/port-of.js';
import { SteppedClock } from '../../stepped-clock.js';
import { Client } from './serving.js';

const FRAME = encodeKiss(packet('K1ABC', 'x'.repeat(230)));

/** A hub with real sockets and no radio but `fromRadio`. */
async function served(t: ExecutionContext) {
  const clock = new SteppedClock();
  const events: HubEvent[] = [];
  const hub = new KissHub({ clock, rules: OPEN_RULES, onEvent: (event) => events.push(event) });
  const clients = new TcpClients(hub);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    clients.admit(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => void server.close());
  const address = `127.0.0.1:${portOf(server)}`;
  const join = async (): Promise<{ client: Client; socket: Socket }> => {
    const before = sockets.length;
    const client = await Client.connect(address);
    t.teardown(() => void client.socket.destroy());
    while (sockets.length === before) await loopTurn();
    const socket = sockets[before];
    if (!socket) throw new Error('not admitted');
    return { client, socket };
  };
  return { clock, events, hub, clients, join };
}

/** Gives frames to one who does not read, until the system takes no more and some wait here. */
async function untilUnsent(
  hub: KissHub,
  { client, socket }: { client: Client; socket: Socket },
): Promise<number> {
  client.socket.pause();
  for (let frames = 1; ; frames++) {
    hub.fromRadio(FRAME);
    if (socket.writableLength > LIMITS.unsentBytes / 2) return frames;
    if (frames % 50 === 0) await loopTurn();
  }
}

test('at the end all that was given to a slow client still arrives', async (t) => {
  const { clock, hub, clients, join } = await served(t);
  const slow = await join();
  const frames = await untilUnsent(hub, slow);
  const ended = clients.end(clock);
  slow.client.socket.resume();
  await ended;
  while (!slow.client.isClosed) await loopTurn();
  t.is(slow.client.frames.length, frames);
});

test('at the end a client that does not read delays nobody by more than a second', async (t) => {
  const { clock, events, hub, clients, join } = await served(t);
  await untilUnsent(hub, await join());
  let isOver = false;
  const ended = clients.end(clock).then(() => {
    isOver = true;
  });
  await clock.pass(900);
  t.false(isOver);
  await clock.pass(200);
  await ended;
  t.like(events.at(-1), { kind: 'gone', why: 'the sharing ends' });
});

test('one that reads nothing is dropped once too much waits; the one beside it gets every frame', async (t) => {
  const { events, hub, join } = await served(t);
  const [well, stuck] = [await join(), await join()];
  stuck.client.socket.pause();
  let given = 0;
  while (!events.some(({ kind }) => kind === 'gone')) {
    hub.fromRadio(FRAME);
    given++;
    while (well.socket.writableLength > 0) await loopTurn();
  }
  hub.fromRadio(FRAME);
  given++;
  while (well.client.frames.length < given) await loopTurn();
  t.like(
    events.find(({ kind }) => kind === 'gone'),
    { client: { id: 2 }, dropped: true, clients: 1 },
  );
  t.true(stuck.socket.destroyed);
  t.is(well.client.frames.length, given);
});
