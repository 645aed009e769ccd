import type { z } from 'zod';
import type { Session } from '../access/sessions.js';

/**
 * Access: `anybody` that has passed the guard; `reader`: anybody on this computer, only sessions from elsewhere;
 * `session`: sessions only.
 */
export type Access = 'anybody' | 'reader' | 'session';

/** Context of a request for a handler. */
export interface RouteRequest<Body> {
  readonly body: Body;
  /** Undefined without a session. */
  readonly session: Session | undefined;
  /** Address of the client. */
  readonly from: string;
  /** Sets the cookie of a new session. */
  letIn(token: string): void;
}

interface RouteBase {
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
}

/** Returns data, changes nothing. */
export interface ReadRoute extends RouteBase {
  readonly method: 'GET';
  readonly reply: z.ZodType | 'text';
  handle(asked: RouteRequest<undefined>): unknown;
}

/** A stream of events until either side ends it. */
export interface Streaming extends RouteBase {
  readonly method: 'GET';
  readonly reply: 'stream';
  /** @returns function that ends it */
  subscribe(
    session: Session | undefined,
    sink: (text: string) => void,
    lastId: string | undefined,
  ): () => void;
}

/** Changes something. */
export interface Doing<Body> extends RouteBase {
  readonly method: 'POST';
  readonly body: z.ZodType<Body>;
  readonly reply: z.ZodType;
  handle(asked: RouteRequest<Body>): unknown;
}

/** A path of the API: it reads, streams, or changes something. */
// biome-ignore lint/suspicious/noExplicitAny: a list of routes has bodies of all kinds; each fits its own schema
export type Route = ReadRoute | Streaming | Doing<any>;

/** A list of routes whose bodies are checked against their schemas one by one. */
export function doing<Body>(route: Doing<Body>): Doing<Body> {
  return route;
}
