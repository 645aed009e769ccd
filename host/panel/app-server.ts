import { existsSync, readdirSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { OnairError, visibleJson } from '../base/index.js';
import { hostIn, isOwnHost } from './access/guard.js';
import { SAFE_HEADERS } from './access/headers.js';
import { refuseExpectation, refuseRaw } from './access/raw-refusal.js';
import { boundConnections, IMPATIENT } from './access/slow-clients.js';
import { type ListenAddress, ownHosts } from './listen.js';
import { fileAt, type PageFile, sendFile } from './page-file.js';
import { type RadioSharing, radioRoutes } from './radio/index.js';
import { ApiRefusal } from './service/refusal.js';
import type { OwnCertificate } from './tls/index.js';

/** The web app while it is served. */
export interface ServedApp {
  readonly port: number;
  /** Another code for phones that want the shared radio; does nothing without one. */
  newCode(): void;
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

/** Header of every file while a radio is shared. */
const SHARED_RADIO = 'onair-radio';

/**
 * Serves the files of the web app, and the radio of this computer if it is shared.
 * @param tls over https, with this certificate
 * @throws OnairError; Error of the network (EADDRINUSE ...)
 */
export async function serveApp(
  listen: ListenAddress,
  tls?: OwnCertificate,
  sharing?: RadioSharing,
): Promise<ServedApp> {
  const files = appFiles();
  const hosts = ownHosts(listen);
  const options: FastifyHttpOptions<Server> = {
    ...IMPATIENT,
    clientErrorHandler: (error, socket) => refuseRaw(error, socket, APP_HEADERS),
    // A path that can't be decoded is answered before all hooks.
    frameworkErrors: (_error, _request, reply) =>
      void refuse(reply.headers(APP_HEADERS), 400, 'that is no path'),
  };
  const app: FastifyInstance = tls
    ? fastify({
        ...options,
        https: { ...IMPATIENT.http, handshakeTimeout: IMPATIENT.requestTimeout, ...tls },
      } as FastifyHttpOptions<Server>)
    : fastify(options);
  const endConnections = boundConnections(app.server);
  let { port } = listen;
  app.addHook('onRequest', async ({ raw }, reply) => {
    void reply.headers(APP_HEADERS);
    // A name that another site points at this computer (DNS rebinding) is not one of ours.
    if (!isOwnHost(hostIn(raw), port, hosts)) return refuse(reply, 403, 'this server has another name');
  });
  const shared =
    sharing &&
    radioRoutes(app, sharing, {
      scheme: tls ? 'https' : 'http',
      headers: APP_HEADERS,
      port: () => port,
      hosts: () => ownHosts(listen),
    });
  for (const [path, file] of files) {
    app.get(path, (request, reply) => {
      // A page asks for the headers of its own address: a question that no server answers by an error.
      if (sharing) void reply.header(SHARED_RADIO, 'shared');
      return sendFile(request, reply, file);
    });
  }
  app.setNotFoundHandler(({ url }, reply) =>
    files.has(url.split('?', 1)[0] ?? '')
      ? refuse(reply.header('allow', 'GET, HEAD'), 405, 'files can only be fetched')
      : refuse(reply, 404, 'there is nothing here'),
  );
  // Nothing here reads a body, so the request is what is wrong.
  app.setErrorHandler((error, _request, reply) =>
    refuse(reply, 400, error instanceof ApiRefusal ? error.message : 'only files can be fetched here'),
  );
  app.server.on('checkExpectation', (_request: unknown, response: ServerResponse) =>
    refuseExpectation(response, APP_HEADERS),
  );
  await app.listen({ host: listen.host, port });
  const address = app.server.address();
  if (typeof address === 'object' && address) port = address.port;
  const close = async (): Promise<void> => {
    endConnections();
    await app.close();
  };
  return { port, newCode: () => shared?.newCode(), close };
}

/** Codes as the panel has them. */
const CODES: Readonly<Record<number, string>> = { 403: 'wrong-host', 404: 'not-found' };

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  const error = {
    code: CODES[status] ?? 'bad-request',
    message,
    hint: 'open the address that onair app shows',
  };
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(visibleJson({ error }));
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
