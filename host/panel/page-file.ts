import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file of the page, as it goes to a phone. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
};

/** Reads one. */
export function fileAt(path: string): PageFile {
  const bytes = readFileSync(path);
  const ending = extname(path).slice(1);
  return {
    type: TYPES[ending] ?? 'application/octet-stream',
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`,
  };
}

/** Answers with a file. Browsers ask for it each time, and get it only when it has changed. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  void reply.header('cache-control', 'no-cache').header('etag', file.etag).type(file.type);
  return request.headers['if-none-match'] === file.etag ? reply.code(304).send() : reply.send(file.bytes);
}
