import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Clock } from '../../../host/base/clock.js';
import { systemClock } from '../../../host/base/clock.js';
import { TcpClients } from '../../../host/cli/kiss/tcp-clients.js';
import { KissHub } from '../../../host/kiss-server/hub.js';
import { encodeKiss } from '../../../host/packet/kiss/kiss.js';
import { Client } from '../../cli/kiss/serving.js';
import { OPEN_RULES, packet } from '../../kiss-server/rig.js';
import { portOf } from '../../real-time/port-of.js';

/** One who hands bytes of the radio to sockets. */
interface FanOut {
  admit(socket: Socket): void;
  fromRadio(bytes: Uint8Array): void;
}

/** The least that anybody can do: the bytes as they come, to all. No frames, no bounds, no rules. */
export function bareFanOut(): FanOut {
  const sockets = new Set<Socket>();
  return {
    admit: (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).resume();
    },
    fromRadio: (bytes) => {
      for (const socket of sockets) socket.write(bytes);
    },
  };
}

export function hubFanOut(clock: Clock = systemClock): FanOut {
  const hub = new KissHub({ clock, rules: OPEN_RULES, onEvent: () => {} });
  const clients = new TcpClients(hub);
  return { admit: (socket) => clients.admit(socket), fromRadio: (bytes) => hub.fromRadio(bytes) };
}

const FRAME = encodeKiss(packet('K1ABC-9', '=4903.50N/07201.75W>simulated packet \xc0\xdb'));
/** Frames, one after the other, before all clients must have them: no more than may wait for a client. */
const BURST = 500;

/** @returns frames per second that reach every client */
export async function framesPerSecond(fanOut: FanOut, clients: number, bursts: number): Promise<number> {
  let admitted = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    fanOut.admit(socket);
    admitted++;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${portOf(server)}`;
  const all = await Promise.all(Array.from({ length: clients }, () => Client.connect(address)));
  for (const client of all) client.socket.removeAllListeners('data');
  const got = all.map(({ socket }) => {
    let bytes = 0;
    socket.on('data', (piece) => {
      bytes += piece.length;
    });
    return () => bytes;
  });
  while (admitted < clients) await new Promise(setImmediate);
  const startedAt = performance.now();
  for (let burst = 1; burst <= bursts; burst++) {
    for (let frame = 0; frame < BURST; frame++) fanOut.fromRadio(FRAME);
    while (got.some((bytes) => bytes() < burst * BURST * FRAME.length)) await new Promise(setImmediate);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { socket } of all) socket.destroy();
  server.close();
  await once(server, 'close');
  return (bursts * BURST) / seconds;
}
