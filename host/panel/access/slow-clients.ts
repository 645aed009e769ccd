import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Maximum number of connections; most systems give a process 1,024 open files. */
const MOST = 768;
/** Maximum number from one address: a browser has six and a stream, and at most some phones share an address. */
const MOST_OF_ADDRESS = 512;

/** Longest time for a whole request, from its first byte or the connection on, ms; a phone on bad Wi-Fi needs some. */
const REQUEST_MS = 10_000;
/** Longest time without a byte either way, ms: a client that never reads its answer. Event streams say something. */
const SILENT_MS = 60_000;

/** Options of `fastify`, so that no client that sends or reads too slowly keeps its connection. */
export const IMPATIENT = {
  forceCloseConnections: true,
  requestTimeout: REQUEST_MS,
  connectionTimeout: SILENT_MS,
  // Whoever serves checks Host, and that answer has its headers.
  http: { requireHostHeader: false, headersTimeout: REQUEST_MS, connectionsCheckingInterval: 1000 },
} as const;

/**
 * Bounds the connections of a server. A new one is always let in, so that nobody keeps another out: an older one of the
 * address that has the most goes, one without a request under way if there is any.
 * @returns function that ends all of them, also those that are to come: over TLS the server itself knows none that is
 *   in its handshake, and would wait for it
 */
export function boundConnections(server: Server): () => void {
  /** By address, oldest first. */
  const all = new Map<string, Set<Socket>>();
  /** Ends of connections with a request under way; over TLS a request has another socket than its connection. */
  const busy = new Set<string>();
  let count = 0;
  let isEnding = false;

  function drop(sockets: ReadonlySet<Socket>, newcomer: Socket): void {
    const others = [...sockets].filter((socket) => socket !== newcomer);
    (others.find((socket) => !busy.has(farEnd(socket))) ?? others[0])?.destroy();
  }

  server.maxHeadersCount = 0; // their bytes are bounded: none is left out unread, such as a second Host
  server.on('request', ({ socket }, response) => {
    const end = farEnd(socket);
    busy.add(end);
    response.once('close', () => busy.delete(end));
  });
  server.on('connection', (socket: Socket) => {
    if (isEnding) {
      socket.destroy();
      return;
    }
    const { remoteAddress: address = '' } = socket;
    const own = all.get(address) ?? new Set();
    all.set(address, own.add(socket));
    count++;
    socket.once('close', () => {
      count--;
      own.delete(socket);
      if (own.size === 0) all.delete(address);
    });
    if (own.size > MOST_OF_ADDRESS) drop(own, socket);
    else if (count > MOST)
      drop(
        [...all.values()].reduce((a, b) => (b.size > a.size ? b : a)),
        socket,
      );
  });
  return () => {
    isEnding = true;
    for (const own of all.values()) for (const socket of own) socket.destroy();
  };
}

const farEnd = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
