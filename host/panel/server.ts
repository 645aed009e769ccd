import { randomBytes, randomInt } from 'node:crypto';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { type Clock, messageOf, OnairError, visibleJson } from '../base/index.js';
import { cookieText, hasKey, tokenIn } from './access/credentials.js';
import { guard } from './access/guard.js';
import { SAFE_HEADERS } from './access/headers.js';
import { Pairing } from './access/pairing.js';
import { Rate } from './access/rate.js';
import { type Session, Sessions } from './access/sessions.js';
import type { History } from './history.js';
import { type ListenAddress, ownHosts } from './listen.js';
import type { Machine } from './machine.js';
import { openApiDocument } from './openapi.js';
import { pageFiles } from './page-files.js';
import { PanelService } from './panel-service.js';
import { ApiRefusal } from './refusal.js';
import { apiRoutes } from './routes/api.js';
import type { Doing, Route, Streaming } from './routes/route.js';
import { stopsAir } from './schema/orders.js';
import { streamTo } from './stream/sse.js';

/** Maximum number of event streams, more than the phones and programs that anybody has. */
const MOST_STREAMS = 64;
/** Maximum length of an order, bytes. */
const BODY_LIMIT = 4096;

export interface PanelSetup {
  readonly machine: Machine;
  readonly listen: ListenAddress;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly version: string;
  readonly history?: History;
  /** Lets programs in that show it; left out: none. */
  readonly key?: string;
  /** Shows the code that a phone must know, each time that it changes. */
  readonly onCode: (code: string) => void;
  readonly onNote?: (text: string) => void;
}

/** A panel that is served. */
export interface Panel {
  /** The port that it listens on. */
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the page and its API. @throws Error of the network (EADDRINUSE ...) */
export async function servePanel(setup: PanelSetup): Promise<Panel> {
  const server = new PanelServer(setup);
  return server.start();
}

class PanelServer {
  readonly #app: FastifyInstance;
  readonly #service: PanelService;
  readonly #sessions: Sessions;
  /** Programs that show the key. */
  readonly #program: Session = { name: 'program', usedAtMs: 0, streams: 0 };
  #streams = 0;
  #refusals = 0;
  #port = 0;

  constructor(private readonly setup: PanelSetup) {
    const { clock, listen, onCode, version } = setup;
    this.#service = new PanelService({ ...setup, run: randomBytes(4).toString('hex') });
    this.#sessions = new Sessions(clock);
    this.#app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, requestTimeout: 10_000 });
    const pairing = listen.isLoopback ? undefined : new Pairing({ clock, draw: randomInt, show: onCode });
    const routes: readonly Route[] = apiRoutes({
      service: this.#service,
      sessions: this.#sessions,
      ...(pairing && { pairing }),
      refusals: () => this.#refusals,
      openapi: () => document,
    });
    const document = openApiDocument(routes, version);
    this.#prepare();
    for (const route of routes) this.#add(route);
    this.#addPage();
  }

  async start(): Promise<Panel> {
    const { host, port } = this.setup.listen;
    try {
      await this.#app.listen({ host, port });
    } catch (error) {
      await this.close();
      throw error;
    }
    const address = this.#app.server.address();
    this.#port = typeof address === 'object' && address ? address.port : port;
    return { port: this.#port, close: () => this.close() };
  }

  async close(): Promise<void> {
    this.#service.close();
    await this.#app.close();
  }

  #prepare(): void {
    const app = this.#app;
    app.addHook('onRequest', async (request, reply) => {
      void reply.headers(SAFE_HEADERS).header('cache-control', 'no-store');
      const { host, origin, authorization, 'sec-fetch-site': fetchSite } = request.headers;
      guard(
        {
          method: request.method,
          host,
          origin,
          fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
          hasKey: hasKey(authorization, this.setup.key),
        },
        this.#port,
        ownHosts(this.setup.listen),
      );
    });
    // After the body is known, as a stop always gets through; a body is small, so it costs little.
    const rate = new Rate(this.setup.clock);
    app.addHook('preHandler', async (request) => {
      if (rate.take(request.ip) || stopsAir(request.body)) return;
      throw new ApiRefusal('too-fast', 'too many requests from this address', 'wait a second', 1);
    });
    app.setErrorHandler((error, _request, reply) => this.#fail(error, reply));
    app.setNotFoundHandler((_request, reply) =>
      this.#fail(new ApiRefusal('not-found', 'there is nothing here', 'open / for the panel'), reply),
    );
    // Schemas are zod's, so the answer to a bad body is ours.
    app.removeContentTypeParser('text/plain');
  }

  #add(route: Route): void {
    if (route.reply === 'stream') this.#addStream(route);
    else if (route.method === 'GET') {
      this.#app.get(route.path, (request, reply) => {
        const session = this.#admit(request, route);
        const text = route.reply === 'text';
        void reply.type(
          text ? 'text/plain; version=0.0.4; charset=utf-8' : 'application/json; charset=utf-8',
        );
        const given = route.handle({ body: undefined, session, from: request.ip, letIn: () => {} });
        return reply.send(text ? given : visibleJson(given));
      });
    } else this.#addDoing(route);
  }

  #addDoing(route: Doing<unknown>): void {
    this.#app.post(route.path, (request, reply) => {
      const session = this.#admit(request, route);
      const body = route.body.safeParse(request.body ?? {});
      if (!body.success) {
        const [issue] = body.error.issues;
        const place = issue?.path.join('.') || 'the body';
        throw new ApiRefusal('bad-request', `${place}: ${issue?.message}`, 'see /api/openapi.json');
      }
      const letIn = (token: string): void => void reply.header('set-cookie', cookieText(this.#port, token));
      return reply.send(route.handle({ body: body.data, session, from: request.ip, letIn }));
    });
  }

  #addStream(route: Streaming): void {
    this.#app.get(route.path, (request, reply) => {
      const session = this.#admit(request, route);
      if (this.#streams >= MOST_STREAMS) {
        throw new ApiRefusal(
          'full',
          `${MOST_STREAMS} phones watch already`,
          'close the panel on one of them',
        );
      }
      this.#streams++;
      const lastId = request.headers['last-event-id'];
      void reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...SAFE_HEADERS,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      raw.write('retry: 1000\n\n');
      const sink = streamTo(raw);
      const end = route.subscribe(session, sink, typeof lastId === 'string' ? lastId : undefined);
      raw.once('close', () => {
        this.#streams--;
        end();
      });
    });
  }

  #addPage(): void {
    for (const [path, { type, bytes, etag }] of pageFiles()) {
      this.#app.get(path, (request, reply) => {
        // Asked for each time, but sent only when it has changed.
        void reply.header('cache-control', 'no-cache').header('etag', etag).type(type);
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.send(bytes);
      });
    }
  }

  /** @throws Refusal not-paired */
  #admit(request: FastifyRequest, { access }: Route): Session | undefined {
    const { listen, key } = this.setup;
    const session = hasKey(request.headers.authorization, key)
      ? this.#program
      : this.#sessions.find(tokenIn(request.headers.cookie, this.#port));
    if (session || access === 'anybody' || (access === 'reader' && listen.isLoopback)) return session;
    throw new ApiRefusal(
      'not-paired',
      'this phone is not paired',
      'open the panel and type the code that the terminal shows',
    );
  }

  #fail(error: unknown, reply: FastifyReply): FastifyReply {
    this.#refusals++;
    if (error instanceof ApiRefusal) {
      if (error.retryAfterS) void reply.header('retry-after', error.retryAfterS);
      return sendError(reply, error.status, error);
    }
    if (error instanceof OnairError) return sendError(reply, 409, error);
    const status = (error as { statusCode?: unknown }).statusCode;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      const hint = 'send JSON as /api/openapi.json says';
      return sendError(reply, status, { code: 'bad-request', message: messageOf(error), hint });
    }
    this.setup.onNote?.(`a bug in the panel: ${error instanceof Error ? error.stack : String(error)}`);
    return sendError(reply, 500, { code: 'bug', message: 'a bug in onair', hint: 'please report it' });
  }
}

interface Said {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

function sendError(reply: FastifyReply, status: number, { code, message, hint }: Said): FastifyReply {
  return reply.code(status).type('application/json; charset=utf-8').send({ error: { code, message, hint } });
}
