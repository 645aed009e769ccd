import { createServer, type Socket } from 'node:net';
import { type ErrorCode, networkProblem, OnairError } from '../../base/index.js';
import type { TcpAddress } from '../port-string.js';
import { listenerOn } from './listener-of.js';

/** A listening socket. */
export interface TcpListener {
  /** Its address: `127.0.0.1:8001`, `[::1]:8001`, with the actual port for 0. */
  readonly address: string;
  /** Accepts no more connections; resolves when the open ones have ended. */
  close(): Promise<void>;
}

/** Idle time before TCP keepalive, ms; after ten missing replies, one second each, the connection ends. */
const KEEP_ALIVE_MS = 60_000;

/** Whether only programs on this computer can connect. */
export function isLoopback({ host }: TcpAddress): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}

/** Whether an error comes from the operating system's network calls: an address in use, say. */
export function isNetworkError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Listens on an address; port 0 takes a free one.
 * @throws OnairError port-busy (another program listens there), port-denied, port-failed (not an address of this
 * computer)
 */
export function listenTcp(
  { host, port }: TcpAddress,
  onSocket: (socket: Socket) => void,
): Promise<TcpListener> {
  const server = createServer(
    { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS },
    onSocket,
  );
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(listenError('tcp', { host, port }, error));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      server.on('error', () => {}); // out of file descriptors: this connection fails, the others continue
      const bound = server.address();
      const taken = typeof bound === 'object' && bound ? bound.port : port;
      resolve({
        address: `${host.includes(':') ? `[${host}]` : host}:${taken}`,
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

/**
 * Turns a failed `listen` into an error with a remedy; if another program listens there, with its name if it is known.
 */
export function listenError(
  protocol: 'tcp' | 'http',
  { host, port }: TcpAddress,
  error: NodeJS.ErrnoException,
): OnairError {
  const { code, hint } = FAILURES[error.code ?? ''] ?? OTHER_FAILURE;
  const holder = code === 'port-busy' ? listenerOn(port) : undefined;
  return new OnairError(code, {
    message: `can't listen on ${protocol}://${host}:${port}: ${holder ? `${holder} listens there` : networkProblem(error)}`,
    hint: holder ? `stop it${ELSE_ANOTHER}` : hint,
    details: { host, port, ...(code === 'port-busy' && { holder: holder ?? null }) },
  });
}

const ELSE_ANOTHER = ', or take another port number, or 0 for any free one';

interface Failure {
  readonly code: ErrorCode;
  readonly hint: string;
}

const NO_SUCH_ADDRESS: Failure = {
  code: 'port-failed',
  hint: 'take an address of this computer: 127.0.0.1 for its own programs, 0.0.0.0 for all who can reach it',
};

const FAILURES: Readonly<Record<string, Failure>> = {
  EADDRINUSE: {
    code: 'port-busy',
    hint: `another program listens there (another onair, Dire Wolf?): stop it${ELSE_ANOTHER}`,
  },
  EACCES: { code: 'port-denied', hint: 'numbers below 1024 belong to the administrator: take a higher one' },
  EADDRNOTAVAIL: NO_SUCH_ADDRESS,
  ENOTFOUND: NO_SUCH_ADDRESS,
  EAI_AGAIN: NO_SUCH_ADDRESS,
};

const OTHER_FAILURE: Failure = {
  code: 'port-failed',
  hint: 'take another address or port number, or 0 for any free one',
};
