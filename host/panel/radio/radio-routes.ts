import { randomInt } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Clock, messageOf } from '../../base/index.js';
import { cookieText, tokenIn } from '../access/credentials.js';
import { guard, hostIn } from '../access/guard.js';
import { pair } from '../access/pair.js';
import { Pairing } from '../access/pairing.js';
import { Rate } from '../access/rate.js';
import { type Session, Sessions } from '../access/sessions.js';
import { pairBody } from '../schema/api.js';
import { sendError, sendJson } from '../send-json.js';
import { ApiRefusal } from '../service/refusal.js';
import { OpenStreams } from '../stream/open-streams.js';
import type { SharedRadio } from './shared-radio.js';

/** What phones need to share the radio of this computer. */
export interface RadioSharing {
  readonly radio: SharedRadio;
  readonly clock: Clock;
  /** Shows the code for the next phone, each time that it changes. */
  readonly onCode: (code: string) => void;
}

/** The server that has these routes. */
export interface RadioHost {
  readonly scheme: 'http' | 'https';
  readonly headers: Readonly<Record<string, string>>;
  port(): number;
  hosts(): ReadonlySet<string>;
}

/** The longest frame that AX.25 allows, in KISS and base64, has less characters. */
const LONGEST_FRAME = 1024;
const BODY_LIMIT = 2048;
const frameBody = z.strictObject({ kiss: z.base64().max(LONGEST_FRAME) });

/** Adds what a page asks of the radio here: `/api/session`, `/api/radio/events`, `/api/radio/frames`. */
export function radioRoutes(
  app: FastifyInstance,
  sharing: RadioSharing,
  host: RadioHost,
): { newCode(): void } {
  const { radio, clock, onCode } = sharing;
  const sessions = new Sessions(clock);
  const pairing = new Pairing({ clock, draw: randomInt, show: onCode });
  const streams = new OpenStreams();
  const rate = new Rate(clock);
  const sessionOf = ({ headers: { cookie } }: FastifyRequest): Session | undefined =>
    sessions.find(tokenIn(cookie, host.port()));
  const admitted = (request: FastifyRequest): Session => {
    const session = sessionOf(request);
    if (session) return session;
    throw new ApiRefusal('not-paired', 'this phone is not paired', 'type the code that the terminal shows');
  };
  void app.register((api, _options, done) => {
    api.addHook('onRequest', async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      const { method, headers, ip, raw } = request;
      const { origin, 'sec-fetch-site': fetchSite } = headers;
      const site = typeof fetchSite === 'string' ? fetchSite : undefined;
      guard(
        { method, host: hostIn(raw), origin, fetchSite: site, hasKey: false },
        host.port(),
        host.hosts(),
        host.scheme,
      );
      if (!rate.take(ip))
        throw new ApiRefusal('too-fast', 'too many requests from this address', 'wait a second', 1);
    });
    api.setErrorHandler((error, _request, reply) => fail(error, reply));
    api.get('/api/session', (request, reply) => sendJson(reply, { name: sessionOf(request)?.name ?? null }));
    api.post('/api/session', { bodyLimit: BODY_LIMIT }, (request, reply) => {
      const { code } = read(pairBody, request.body);
      const letIn = (token: string): void =>
        void reply.header('set-cookie', cookieText(host.port(), token, host.scheme));
      return sendJson(
        reply,
        pair({ code, from: request.ip, session: sessionOf(request), letIn }, sessions, pairing),
      );
    });
    api.post('/api/radio/frames', { bodyLimit: BODY_LIMIT }, (request, reply) => {
      const session = admitted(request);
      radio.transmit(session, Buffer.from(read(frameBody, request.body).kiss, 'base64'));
      return sendJson(reply, { ok: true });
    });
    api.get('/api/radio/events', (request, reply) => {
      const session = admitted(request);
      void reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...host.headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      const end = radio.subscribe(session, raw);
      const closed = streams.add(session, () => raw.destroy());
      raw.once('close', () => {
        closed();
        end();
      });
    });
    done();
  });
  return { newCode: () => pairing.renew() };
}

function read<Body>(schema: z.ZodType<Body>, given: unknown): Body {
  const body = schema.safeParse(given ?? {});
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  throw new ApiRefusal(
    'bad-request',
    `${issue?.path.join('.') || 'the body'}: ${issue?.message}`,
    'reload the page',
  );
}

function fail(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof ApiRefusal) {
    if (error.retryAfterS) void reply.header('retry-after', error.retryAfterS);
    return sendError(reply, error.status, error);
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  const isTheirs = typeof status === 'number' && status >= 400 && status < 500;
  const body = isTheirs
    ? { code: 'bad-request', message: messageOf(error), hint: 'send JSON' }
    : { code: 'bug', message: 'a bug in onair', hint: 'please report it' };
  return sendError(reply, isTheirs ? status : 500, body);
}
