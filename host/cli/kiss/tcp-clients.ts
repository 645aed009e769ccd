import type { Socket } from 'node:net';
import { type Clock, networkProblem } from '../../base/index.js';
import type { ClientWire, KissHub } from '../../kiss-server/index.js';

/** Maximum time at the end to flush data to clients, ms. */
const FLUSH_MS = 1000;

/** The sockets of a hub's clients. */
export class TcpClients {
  readonly #open = new Map<Socket, Promise<void>>();
  #isEnding = false;

  constructor(private readonly hub: KissHub) {}

  /** @param name default: the address of the other side */
  admit(socket: Socket, name = nameOf(socket)): void {
    let why = 'it hung up';
    socket.on('error', (error) => {
      why = networkProblem(error);
    });
    const joined = this.hub.join(name, wireTo(socket));
    if (!joined) {
      socket.destroy();
      return;
    }
    socket.on('data', (bytes) => joined.take(bytes));
    this.#open.set(
      socket,
      new Promise((resolve) => {
        socket.once('close', () => {
          this.#open.delete(socket);
          joined.gone(this.#isEnding ? 'the sharing ends' : why);
          resolve();
        });
      }),
    );
  }

  /** Disconnects all clients, each after its pending data; within {@link FLUSH_MS} at most. */
  async end(clock: Clock): Promise<void> {
    this.#isEnding = true;
    const all = [...this.#open];
    for (const [socket] of all) socket.end();
    const late = clock.after(FLUSH_MS, () => {
      for (const [socket] of all) socket.destroy();
    });
    await Promise.all(all.map(([, closed]) => closed));
    late.cancel();
  }
}

function wireTo(socket: Socket): ClientWire {
  return {
    get unsentBytes() {
      return socket.writableLength;
    },
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    drop: () => void socket.destroy(),
  };
}

function nameOf({ remoteAddress = 'unknown', remotePort }: Socket): string {
  const host = remoteAddress.replace(/^::ffff:/i, '');
  return `${host.includes(':') ? `[${host}]` : host}:${remotePort}`;
}
