import { existsSync, readdirSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { OnairError } from '../base/index.js';
import { isOwnHost } from './access/guard.js';
import { SAFE_HEADERS } from './access/headers.js';
import { refuseExpectation, refuseRaw } from './access/raw-refusal.js';
import { type ListenAddress, ownHosts } from './listen.js';
import { fileAt, type PageFile, sendFile } from './page-file.js';
import type { OwnCertificate } from './tls/index.js';

/** The web app while it is served. */
export interface ServedApp {
  readonly port: number;
  close(): Promise<void>;
}

/** The web app opens ports, and its timers and its files are kept by workers of its own. */
const APP_HEADERS: Readonly<Record<string, string>> = {
  ...SAFE_HEADERS,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; " +
    "manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=(), serial=(self), geolocation=(self)',
};

/**
 * Serves the files of the web app, and nothing else.
 * @param tls over https, with this certificate
 * @throws OnairError; Error of the network (EADDRINUSE ...)
 */
export async function serveApp(listen: ListenAddress, tls?: OwnCertificate): Promise<ServedApp> {
  const files = appFiles();
  const hosts = ownHosts(listen);
  const noHostNeeded = { requireHostHeader: false }; // checked below, and that answer has our headers
  const options: FastifyHttpOptions<Server> = {
    forceCloseConnections: true,
    requestTimeout: 10_000,
    http: noHostNeeded,
    clientErrorHandler: refuseRaw,
    // A path that can't be decoded is answered before all hooks.
    frameworkErrors: (_error, _request, reply) => void say(reply.headers(APP_HEADERS), 400, 'no such path'),
  };
  const app: FastifyInstance = tls
    ? fastify({ ...options, https: { ...noHostNeeded, ...tls } } as FastifyHttpOptions<Server>)
    : fastify(options);
  let { port } = listen;
  app.addHook('onRequest', async ({ headers: { host } }, reply) => {
    void reply.headers(APP_HEADERS);
    // A name that another site points at this computer (DNS rebinding) is not one of ours.
    if (host === undefined || !isOwnHost(host, port, hosts)) {
      return say(reply, 403, 'open the address that onair app shows');
    }
  });
  for (const [path, file] of files) {
    app.get(path, (request, reply) => sendFile(request, reply, file));
  }
  app.setNotFoundHandler((_request, reply) => say(reply, 404, 'there is nothing here'));
  // Nothing here reads a body, so the request is what is wrong.
  app.setErrorHandler((_error, _request, reply) => say(reply, 400, 'only files can be fetched here'));
  app.server.on('checkExpectation', (_request: unknown, response: ServerResponse) =>
    refuseExpectation(response),
  );
  await app.listen({ host: listen.host, port });
  const address = app.server.address();
  if (typeof address === 'object' && address) port = address.port;
  return { port, close: () => app.close() };
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).type('text/plain').send(`${text}\n`);
}

/** The built site, by path; read once. @throws OnairError no-program when it was not built */
function appFiles(): ReadonlyMap<string, PageFile> {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../web');
  if (!existsSync(folder)) {
    throw new OnairError('no-program', {
      message: 'the web app is not built',
      hint: 'in a clone run: npm run build',
      details: { folder },
    });
  }
  return new Map(
    readdirSync(folder).map((name) => [name === 'index.html' ? '/' : `/${name}`, fileAt(join(folder, name))]),
  );
}
