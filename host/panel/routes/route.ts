import type { z } from 'zod';
import type { Session } from '../access/sessions.js';

/**
 * Who may: `anybody` that has passed the guard; `reader`: on this computer anybody, from elsewhere whoever is let in;
 * `session`: whoever is let in.
 */
export type Access = 'anybody' | 'reader' | 'session';

/** What a handler knows about a request. */
export interface RouteRequest<Body> {
  readonly body: Body;
  /** Undefined for one that has not been let in. */
  readonly session: Session | undefined;
  /** Address that it came from. */
  readonly from: string;
  /** Sets the cookie that lets this phone in from now on. */
  letIn(token: string): void;
}

interface RouteBase {
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
}

/** Gives data, changes nothing. */
export interface ReadRoute extends RouteBase {
  readonly method: 'GET';
  readonly reply: z.ZodType | 'text';
  handle(asked: RouteRequest<undefined>): unknown;
}

/** A stream of events until either side ends it. */
export interface Streaming extends RouteBase {
  readonly method: 'GET';
  readonly reply: 'stream';
  /** @returns ends it */
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

// biome-ignore lint/suspicious/noExplicitAny: a list of routes has bodies of all kinds; each fits its own schema
export type Route = ReadRoute | Streaming | Doing<any>;

/** Gives a list of routes whose bodies are checked against their schemas one by one. */
export function doing<Body>(route: Doing<Body>): Doing<Body> {
  return route;
}
