import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FastifyReply, fastify } from 'fastify';
import { OnairError } from '../base/index.js';
import { SAFE_HEADERS } from './access/headers.js';
import type { ListenAddress } from './listen.js';
import { fileAt, type PageFile } from './page-file.js';

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

/** Serves the files of the web app, and nothing else. @throws OnairError; Error of the network (EADDRINUSE ...) */
export async function serveApp({ host, port }: ListenAddress): Promise<ServedApp> {
  const files = appFiles();
  const app = fastify({ forceCloseConnections: true, requestTimeout: 10_000 });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(APP_HEADERS));
  for (const [path, file] of files) {
    app.get(path, (request, reply) => sendFile(reply, file, request.headers['if-none-match']));
  }
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain').send('there is nothing here\n'),
  );
  await app.listen({ host, port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => app.close(),
  };
}

/** Asked for each time, but sent only when it has changed. */
function sendFile(
  reply: FastifyReply,
  { type, bytes, etag }: PageFile,
  known: string | undefined,
): FastifyReply {
  void reply.header('cache-control', 'no-cache').header('etag', etag).type(type);
  return known === etag ? reply.code(304).send() : reply.send(bytes);
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
