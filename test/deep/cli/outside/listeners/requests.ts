import fc from 'fast-check';
import { garbage, spoilt } from './talk.js';

/** More of what is asked for, of the server in question. */
export interface RequestShape {
  readonly paths?: readonly string[];
  readonly headers?: readonly string[];
  readonly bodies?: fc.Arbitrary<string>;
}

const requests = (host: string, { paths = [], headers = [], bodies }: RequestShape): fc.Arbitrary<string> =>
  fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE', 'get', ''),
      path: fc.oneof(
        fc.constantFrom(
          '/',
          '/api/state',
          '/api/order',
          '/api/session',
          '/metrics',
          '/api/events',
          '/%',
          '*',
          '//',
          '/../x',
          ...paths,
        ),
        fc.webPath(),
        fc.stringMatching(/^\/[!-~]{0,50}$/),
      ),
      headers: fc.array(
        fc.oneof(
          fc.constantFrom(
            `Origin: http://${host}`,
            'Origin: null',
            'Content-Length: 5',
            'Content-Length: -1',
            'Transfer-Encoding: chunked',
            'Expect: 100-continue',
            'Upgrade: websocket\r\nConnection: upgrade',
            'Content-Type: application/json',
            'Cookie: onair-1=x; =; ;',
            'Authorization: Bearer x',
            'Last-Event-ID: 1-99999999999999999999',
            'If-None-Match: *',
            ...headers,
          ),
          fc
            .tuple(fc.stringMatching(/^[A-Za-z-]{1,20}$/), fc.string({ maxLength: 40 }))
            .map((pair) => pair.join(': ')),
        ),
        { maxLength: 5 },
      ),
      isOurs: fc.boolean(),
      isCounted: fc.boolean(),
      body: fc.oneof(
        ...(bodies ? [{ weight: 4, arbitrary: bodies }] : []),
        fc.json(),
        fc.string({ maxLength: 60 }),
        fc.constant('{"order":{"order":"start"}}'),
      ),
    })
    .map(({ method, path, headers, isOurs, isCounted, body }) =>
      [
        `${method} ${path} HTTP/1.1`,
        `Host: ${isOurs ? host : 'x'}`,
        ...headers,
        ...(isCounted ? [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`] : []),
        '',
        isCounted ? body : '',
      ].join('\r\n'),
    );

/** Requests to this host, whole and spoilt, and what is none. */
export const anyRequest = (host: string, asked: RequestShape = {}): fc.Arbitrary<readonly Uint8Array[]> =>
  fc.oneof(
    { weight: 5, arbitrary: spoilt(requests(host, asked)) },
    { weight: 1, arbitrary: garbage.map((bytes) => [bytes]) },
  );

/** How often each status was answered. */
export class Statuses {
  readonly #counts = new Map<string, number>();

  /** Checks every answer in what came back. @throws Error that shows the answer */
  check(text: string, headers: readonly string[]): void {
    for (const head of text.split(/(?=HTTP\/1\.1 [2-5]\d\d )/)) {
      const status = /^HTTP\/1\.1 ([2-5]\d\d) /.exec(head)?.[1];
      if (status === undefined) continue;
      this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
      for (const name of headers) {
        if (!new RegExp(`^${name}: `, 'mi').test(head)) throw new Error(`no ${name}:\n${head.slice(0, 600)}`);
      }
      if (/^set-cookie:/im.test(head)) throw new Error(`let in:\n${head}`);
    }
  }

  toString(): string {
    return [...this.#counts]
      .sort()
      .map((pair) => pair.join(' x '))
      .join(', ');
  }
}
