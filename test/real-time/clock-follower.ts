import { subscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setImmediate as loopTurn } from 'node:timers/promises';
import FakeTimers from '@sinonjs/fake-timers';

/**
 * `--import` for a program under test: its timers and its monotonic clock advance only when the test says so, over TCP
 * (`ONAIR_TEST_CLOCK` is the port). See `lock-step.ts` for the protocol.
 */

/** Maximum normal step, ms. In a longer one the program was suspended: each timer fires once, as after SIGCONT. */
const LONGEST_STEP_MS = 100;

interface Connection {
  readonly socket: Socket;
  /** Of this end; 0 while it connects. Node forgets it when the socket is destroyed. */
  localPort: number;
}
/** The connections that the program has opened: in these tests its serial port is one. */
const connections: Connection[] = [];

const leader = connect({ port: Number(process.env.ONAIR_TEST_CLOCK), host: '127.0.0.1', noDelay: true });
await new Promise((resolve, reject) => leader.once('connect', resolve).once('error', reject));
leader.unref();

subscribe('net.client.socket', (message) => {
  const connection: Connection = { socket: (message as { socket: Socket }).socket, localPort: 0 };
  connection.socket.once('connect', () => {
    connection.localPort = connection.socket.localPort ?? 0;
  });
  connections.push(connection);
});

// `Date` stays real: the program uses it only to write down when something was.
const clock = FakeTimers.install({
  toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'hrtime'],
});

/** Waits for the bytes that the leader has sent before their time comes, however long the kernel takes. */
async function received(port: number, bytes: number): Promise<void> {
  const from = connections.find(({ localPort }) => localPort === port)?.socket;
  while (from && from.bytesRead < bytes && !from.destroyed && !from.readableEnded && !from.isPaused())
    await loopTurn();
}

async function follow(line: string): Promise<void> {
  const [toMs = 0, port = 0, sent = 0] = line.split(' ').map(Number);
  while (connections.some(({ socket }) => socket.connecting)) await loopTurn();
  await received(port, sent);
  await loopTurn();
  const ms = toMs - followedMs;
  followedMs = toMs;
  if (ms > LONGEST_STEP_MS) clock.jump(ms);
  else await clock.tickAsync(ms);
  await loopTurn();
  // As a real timer would, one that waits keeps the program alive.
  if (clock.countTimers() > 0) leader.ref();
  else leader.unref();
  const last = connections.at(-1);
  leader.write(`${toMs} ${last?.localPort ?? 0} ${last?.socket.bytesWritten ?? 0}\n`);
}

let followedMs = Number(process.env.ONAIR_TEST_NOW_MS);
let following = Promise.resolve();
createInterface({ input: leader })
  .on('line', (line) => {
    following = following.then(() => follow(line));
  })
  .on('error', () => {}); // it closes
// Time would never pass again.
leader.on('close', () => process.exit(70));
