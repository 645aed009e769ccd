import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { visibleJson } from '../../base/index.js';
import { SAFE_HEADERS } from './headers.js';

/** Status codes for errors of Node's parser before there is a request; everything else is 400. */
const STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Headers of every answer of a server. */
type Headers = Readonly<Record<string, string>>;

/** The answer to bytes that are not a request: headers and format as in all others. Then the connection is closed. */
export function refuseRaw(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  always: Headers = SAFE_HEADERS,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS[error.code ?? ''] ?? 400;
  const { headers, body } = refusal(status, always);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
}

/** The answer to `Expect:` other than 100-continue, which Node would otherwise send by itself. */
export function refuseExpectation(response: ServerResponse, always: Headers = SAFE_HEADERS): void {
  const { headers, body } = refusal(417, always);
  response.writeHead(417, headers).end(body);
}

function refusal(
  status: number,
  always: Headers,
): {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string;
} {
  const message = STATUS_CODES[status] ?? '';
  const error = { code: 'bad-request', message, hint: 'send a request as a browser does' };
  const body = visibleJson({ error });
  return {
    headers: {
      ...always,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    },
    body,
  };
}
