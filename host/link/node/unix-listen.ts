import { chmodSync, lstatSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { networkProblem, OnairError } from '../../base/index.js';
import { listenerAt } from './listener-of.js';

/**
 * Listens on a socket file that only its owner may use. A file that a killed program has left, where nobody listens, is
 * replaced.
 * @returns what takes no more connections and removes the file
 * @throws OnairError port-busy (somebody listens there, or it is another file), port-failed
 */
export async function listenUnix(
  path: string,
  onSocket: (socket: Socket) => void,
): Promise<{ close(): Promise<void> }> {
  if (await isLeftOver(path)) unlinkSync(path);
  const server = createServer(onSocket);
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(failure(path, error));
    server.once('error', fail);
    server.listen(path, () => {
      server.off('error', fail);
      server.on('error', () => {}); // out of file descriptors: one connection less, and the rest goes on
      chmodSync(path, 0o600);
      resolve({ close: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

/** Whether it is a socket on which nobody listens. Any other file is somebody's, and refuses a connection just so. */
function isLeftOver(path: string): Promise<boolean> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}

function failure(path: string, error: NodeJS.ErrnoException): OnairError {
  const isTaken = error.code === 'EADDRINUSE';
  const program = isTaken ? listenerAt(path) : undefined;
  return new OnairError(isTaken ? 'port-busy' : 'port-failed', {
    message: isTaken
      ? `${path} exists already, and is in use${program === undefined ? '' : ` by ${program}`}`
      : `can't listen on ${path}: ${networkProblem(error)}`,
    hint: isTaken
      ? program === undefined
        ? 'another program listens there, or it is another file: take another path'
        : 'end that program, or take another path'
      : 'take a path in a folder that exists and that you may write to',
    details: { path },
  });
}
