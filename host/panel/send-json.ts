import type { FastifyReply } from 'fastify';
import { visibleJson } from '../base/index.js';

/** Answers with JSON that is safe to show in a terminal, too. */
export function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(visibleJson(value));
}

/** What a refusal or an error tells. */
interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Answers with an error, in the one form that all of them have. */
export function sendError(
  reply: FastifyReply,
  status: number,
  { code, message, hint }: ErrorBody,
): FastifyReply {
  return sendJson(reply.code(status), { error: { code, message, hint } });
}
