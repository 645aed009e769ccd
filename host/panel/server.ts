import { randomBytes, randomInt } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { type Clock, messageOf, OnairError } from '../base/index.js';
import { cookieText, hasKey, tokenIn } from './access/credentials.js';
import { guard, hostIn } from './access/guard.js';
import { SAFE_HEADERS } from './access/headers.js';
import { Pairing } from './access/pairing.js';
import { Rate } from './access/rate.js';
import { refuseExpectation, refuseRaw } from './access/raw-refusal.js';
import { type Session, Sessions } from './access/sessions.js';
import { boundConnections, IMPATIENT } from './access/slow-clients.js';
import { type ListenAddress, ownHosts } from './listen.js';
import { openApiDocument } from './openapi.js';
import { sendFile } from './page-file.js';
import { pageFiles } from './page-files.js';
import { apiRoutes } from './routes/api.js';
import type { Doing, Route, Streaming } from './routes/route.js';
import { stopsAir } from './schema/orders.js';
import { sendError, sendJson } from './send-json.js';
import type { History } from './service/history.js';
import type { Machine } from './service/machine.js';
import { PanelService } from './service/panel-service.js';
import { ApiRefusal } from './service/refusal.js';
import { OpenStreams, PROGRAMS } from './stream/open-streams.js';
import { streamTo } from './stream/sse.js';

/** Maximum length of an order, bytes. */
const BODY_LIMIT = 4096;

/** What serving a panel takes. */
export interface PanelSetup {
  readonly machine: Machine;
  readonly listen: ListenAddress;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly version: string;
  readonly history?: History;
  /** Admits programs that send it; undefined: none. */
  readonly key?: string;
  /** Shows the code for the next phone, each time that it changes. */
  readonly onCode: (code: string) => void;
  readonly onNote?: (text: string) => void;
}

/** A panel that is served. */
export interface Panel {
  /** The port that it listens on. */
  readonly port: number;
  /** A new code for the next phone, and no more waiting after wrong ones. */
  newCode(): void;
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
  /** Programs that send the key. */
  readonly #program: Session = { name: 'program', usedAtMs: 0, streams: 0 };
  readonly #streams = new OpenStreams();
  readonly #pairing: Pairing;
  #refusals = 0;
  #port = 0;

  constructor(private readonly setup: PanelSetup) {
    const { clock, onCode, version } = setup;
    this.#service = new PanelService({ ...setup, run: randomBytes(4).toString('hex') });
    this.#sessions = new Sessions(clock);
    this.#app = fastify({
      bodyLimit: BODY_LIMIT,
      ...IMPATIENT,
      clientErrorHandler: (error, socket) => {
        this.#refusals++;
        refuseRaw(error, socket);
      },
      // A path that can't be decoded is answered before all hooks.
      frameworkErrors: (error, request, reply) => {
        try {
          this.#greet(request, reply);
          void this.#fail(error, reply);
        } catch (refusal) {
          void this.#fail(refusal, reply);
        }
      },
    });
    this.#pairing = new Pairing({ clock, draw: randomInt, show: onCode });
    const routes: readonly Route[] = apiRoutes({
      service: this.#service,
      sessions: this.#sessions,
      pairing: this.#pairing,
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
    return { port: this.#port, newCode: () => this.#pairing.renew(), close: () => this.close() };
  }

  async close(): Promise<void> {
    this.#service.close();
    await this.#app.close();
  }

  #prepare(): void {
    const app = this.#app;
    boundConnections(app.server);
    app.addHook('onRequest', async (request, reply) => this.#greet(request, reply));
    // After the body is known, because a stop from a session always passes; bodies are small, so it costs little.
    const rate = new Rate(this.setup.clock);
    app.addHook('preHandler', async (request) => {
      if (rate.take(request.ip) || (stopsAir(request.body) && this.#sessionOf(request))) return;
      throw new ApiRefusal('too-fast', 'too many requests from this address', 'wait a second', 1);
    });
    app.setErrorHandler((error, _request, reply) => this.#fail(error, reply));
    app.setNotFoundHandler((_request, reply) =>
      this.#fail(new ApiRefusal('not-found', 'there is nothing here', 'open / for the panel'), reply),
    );
    app.server.on('checkExpectation', (_request: unknown, response: ServerResponse) => {
      this.#refusals++;
      refuseExpectation(response);
    });
    // The schemas are zod's, so we answer bad bodies ourselves.
    app.removeContentTypeParser('text/plain');
  }

  /** Headers of every answer, and refusals. @throws Refusal bad-request, wrong-host, wrong-origin */
  #greet({ method, headers, raw }: FastifyRequest, reply: FastifyReply): void {
    void reply.headers(SAFE_HEADERS).header('cache-control', 'no-store');
    const { origin, authorization, 'sec-fetch-site': fetchSite } = headers;
    guard(
      {
        method,
        host: hostIn(raw),
        origin,
        fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
        hasKey: hasKey(authorization, this.setup.key),
      },
      this.#port,
      ownHosts(this.setup.listen),
    );
  }

  #add(route: Route): void {
    if (route.reply === 'stream') this.#addStream(route);
    else if (route.method === 'GET') {
      this.#app.get(route.path, (request, reply) => {
        const session = this.#admit(request, route);
        const given = route.handle({ body: undefined, session, from: request.ip, letIn: () => {} });
        if (route.reply !== 'text') return sendJson(reply, given);
        return reply.type('text/plain; version=0.0.4; charset=utf-8').send(given);
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
      const letIn = (token: string): void =>
        void reply.header('set-cookie', cookieText(this.#port, token, 'http'));
      return sendJson(reply, route.handle({ body: body.data, session, from: request.ip, letIn }));
    });
  }

  #addStream(route: Streaming): void {
    this.#app.get(route.path, (request, reply) => {
      const session = this.#admit(request, route);
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
      // A reader without a session is a program on this computer.
      const owner = session === undefined || session === this.#program ? PROGRAMS : session;
      const closed = this.#streams.add(owner, () => raw.destroy());
      raw.once('close', () => {
        closed();
        end();
      });
    });
  }

  #addPage(): void {
    for (const [path, file] of pageFiles()) {
      this.#app.get(path, (request, reply) => sendFile(request, reply, file));
    }
  }

  /** @throws Refusal not-paired */
  #admit(request: FastifyRequest, { access }: Route): Session | undefined {
    const session = this.#sessionOf(request);
    const mayRead = access === 'reader' && this.setup.listen.isLoopback;
    if (session || access === 'anybody' || mayRead) return session;
    throw new ApiRefusal(
      'not-paired',
      'this phone is not paired',
      'open the panel and type the code that the terminal shows',
    );
  }

  #sessionOf({ headers: { authorization, cookie } }: FastifyRequest): Session | undefined {
    if (hasKey(authorization, this.setup.key)) return this.#program;
    return this.#sessions.find(tokenIn(cookie, this.#port));
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
