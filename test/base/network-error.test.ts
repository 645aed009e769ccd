import { connect, createServer } from 'node:net';
import test from 'ava';
import { networkProblem } from '../../host/base/network-error.js';

/** The error that `start` brings a server or a socket to. */
const errorOf = (start: (fail: (error: Error) => void) => void): Promise<Error> => new Promise(start);

test('what went wrong with a connection is told without Node’s words', async (t) => {
  const listening = (options: { readonly host?: string; readonly port?: number; readonly path?: string }) =>
    errorOf((fail) => void createServer().once('error', fail).listen(options));
  for (const [error, says] of [
    [
      await errorOf((fail) => void connect('/no/such/socket').once('error', fail)),
      'there is no such folder or socket',
    ],
    [await listening({ path: '/no/such/folder/socket' }), /no (permission|such)/],
    [await listening({ host: '192.0.2.1', port: 0 }), 'this computer has no such address'],
  ] as const) {
    const reported = networkProblem(error);
    if (typeof says === 'string') t.is(reported, says, error.message);
    else t.regex(reported, says, error.message);
    t.notRegex(reported, /E[A-Z]{4,}|listen|connect /);
  }
  for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EMFILE']) {
    const reported = networkProblem(Object.assign(new Error(`getaddrinfo ${code} x`), { code }));
    t.notRegex(reported, /getaddrinfo|E[A-Z]{4,}/);
  }
  t.is(networkProblem(new Error('something else')), 'something else');
});
