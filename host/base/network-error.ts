import { fileProblem } from './file-error.js';

/** Plain words for the system's error codes of connections. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'no permission for that',
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this computer has no such address',
  EAI_AGAIN: 'no name server answers',
  ECONNABORTED: 'the connection was cut',
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the other side cut the connection',
  EHOSTDOWN: 'that computer is off',
  EHOSTUNREACH: 'no way leads to that computer',
  EINVAL: 'that can’t be an address',
  ENETDOWN: 'the network is off',
  ENETUNREACH: 'no network leads there',
  ENOENT: 'there is no such folder or socket',
  ENOTFOUND: 'there is no computer of that name',
  EPIPE: 'the other side has closed the connection',
  ETIMEDOUT: 'no answer',
};

/** What went wrong with a connection, without the system's codes and Node's own words. */
export function networkProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return WORDS[code] ?? fileProblem(error);
}
