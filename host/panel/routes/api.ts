import { memoryUsage } from 'node:process';
import { pair } from '../access/pair.js';
import type { Pairing } from '../access/pairing.js';
import type { Session, Sessions } from '../access/sessions.js';
import { metricsText } from '../metrics.js';
import {
  answerBody,
  done,
  historyReply,
  holdBody,
  holdReply,
  nothing,
  pairBody,
  panelState,
  samples,
  sessionState,
} from '../schema/api.js';
import { orderBody } from '../schema/orders.js';
import type { PanelService } from '../service/panel-service.js';
import { ApiRefusal } from '../service/refusal.js';
import { doing, type Route } from './route.js';

/** What the routes of the API answer from. */
export interface ApiSetup {
  readonly service: PanelService;
  readonly sessions: Sessions;
  readonly pairing: Pairing;
  /** Number of refused requests. */
  readonly refusals: () => number;
  /** The OpenAPI document of all routes. */
  readonly openapi: () => unknown;
}

const OK = { ok: true } as const;

/** All requests of phones and programs. */
export function apiRoutes({ service, sessions, pairing, refusals, openapi }: ApiSetup): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/state',
      summary: 'What is happening now',
      access: 'reader',
      reply: panelState,
      handle: () => service.state(),
    },
    {
      method: 'GET',
      path: '/api/samples',
      summary: 'Readings of the last minutes',
      access: 'reader',
      reply: samples,
      handle: () => service.samples.columns(),
    },
    {
      method: 'GET',
      path: '/api/history',
      summary: 'The jobs of the last day, and the last events',
      access: 'reader',
      reply: historyReply,
      handle: () => service.history(),
    },
    {
      method: 'GET',
      path: '/api/events',
      summary: 'Everything that happens, as it happens; Last-Event-ID gives what was missed',
      access: 'reader',
      reply: 'stream',
      subscribe: (session, sink, lastId) => {
        const end = service.feed.subscribe(sink, lastId);
        if (session) session.streams++;
        return () => {
          if (session) session.streams--;
          end();
        };
      },
    },
    {
      method: 'GET',
      path: '/api/session',
      summary: 'Whether this phone is let in, and what it is called',
      access: 'anybody',
      reply: sessionState,
      handle: ({ session }) => ({ name: session?.name ?? null }),
    },
    doing({
      method: 'POST',
      path: '/api/session',
      summary: 'Lets this phone in, by the code that the terminal shows; sets a cookie',
      access: 'anybody',
      body: pairBody,
      reply: sessionState,
      handle: ({ body: { code }, from, session, letIn }) =>
        pair({ code, from, session, letIn }, sessions, pairing),
    }),
    doing({
      method: 'POST',
      path: '/api/order',
      summary: 'Start, stop, next, another target; stopping needs no control',
      access: 'session',
      body: orderBody,
      reply: done,
      handle: ({ session, body }) => {
        service.order(known(session), body.order, body.seenMs);
        return OK;
      },
    }),
    doing({
      method: 'POST',
      path: '/api/hold',
      summary: 'A finger is on the phone: without a hold begins one, with it says so again',
      access: 'session',
      body: holdBody,
      reply: holdReply,
      handle: ({ session, body: { hold } }) => {
        const by = known(session);
        service.control.demand(by);
        if (hold === undefined) return { hold: service.hold.begin(by) };
        service.hold.word(by, hold);
        return { hold };
      },
    }),
    doing({
      method: 'POST',
      path: '/api/let-go',
      summary: 'The finger is off the phone',
      access: 'session',
      body: nothing,
      reply: done,
      handle: ({ session }) => {
        service.hold.end(known(session));
        return OK;
      },
    }),
    doing({
      method: 'POST',
      path: '/api/control',
      summary: 'Asks for the command; who has it has ten seconds to say no',
      access: 'session',
      body: nothing,
      reply: done,
      handle: ({ session }) => {
        service.control.ask(known(session));
        return OK;
      },
    }),
    doing({
      method: 'POST',
      path: '/api/control/answer',
      summary: 'Gives the command to who has asked, or keeps it',
      access: 'session',
      body: answerBody,
      reply: done,
      handle: ({ session, body }) => {
        service.control.answer(known(session), body.give);
        return OK;
      },
    }),
    {
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This description',
      access: 'anybody',
      reply: done.loose(),
      handle: openapi,
    },
    {
      method: 'GET',
      path: '/metrics',
      summary: 'For Prometheus',
      access: 'reader',
      reply: 'text',
      handle: () =>
        metricsText(service.state(), {
          jobs: service.ended,
          refusals: refusals(),
          memoryBytes: memoryUsage.rss(),
        }),
    },
  ];
}

/** The server has already refused requests without a session. */
function known(session: Session | undefined): Session {
  if (session) return session;
  throw new ApiRefusal('not-paired', 'this phone is not paired', 'type the code that the terminal shows');
}
