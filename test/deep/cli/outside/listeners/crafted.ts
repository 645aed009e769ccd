/** An order to start, as JSON; it is too old to be obeyed. */
const ORDER = '{"order":{"order":"start"},"seenMs":0}';
const SIZE = ORDER.length.toString(16);

/** Where a request goes. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** Of a phone that is paired: the body of an order counts. */
  readonly cookie: string;
}

const host = (value: string): string => `Host: ${value}\r\n`;
const CLOSE = 'Connection: close\r\n';
const get =
  (path: string, headers: string | ((target: Target) => string) = '') =>
  (target: Target): string => {
    const more = typeof headers === 'string' ? `${host(target.host)}${headers}` : headers(target);
    return `GET ${path} HTTP/1.1\r\n${more}${CLOSE}\r\n`;
  };
const post =
  (framing: string, body: string, type = 'application/json') =>
  ({ host: name, cookie }: Target): string => {
    const from = `${host(name)}${CLOSE}Origin: http://${name}\r\nCookie: ${cookie}\r\n`;
    return `POST /api/order HTTP/1.1\r\n${from}Content-Type: ${type}\r\n${framing}\r\n\r\n${body}`;
  };
const counted = (body: string, type?: string): ((target: Target) => string) =>
  post(`Content-Length: ${Buffer.byteLength(body, 'latin1')}`, body, type);
const chunked = (body: string, framing = 'Transfer-Encoding: chunked'): ((target: Target) => string) =>
  post(framing, body);
const CHUNKS = `${SIZE}\r\n${ORDER}\r\n0\r\n\r\n`;
const LONG = 'x'.repeat(20_000);
/** More headers than Node keeps unless it is told to keep all. */
const MANY = 'a:\r\n'.repeat(2100);

type Row = readonly [bytes: (target: Target) => string, panel: string, app: string];

/**
 * Requests made by hand to be read in two ways, and what `air serve` and `onair app` answer: statuses, one for each
 * request that they see; none where the connection is just closed.
 */
export const CRAFTED: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  'a foreign host': {
    'a letter outside ASCII': [get('/', ({ port }) => host(`loc\u00e5lhost:${port}`)), '403', '403'],
    'a dot behind': [get('/', ({ port }) => host(`localhost.:${port}`)), '403', '403'],
    'a user before': [get('/', ({ port }) => host(`evil@localhost:${port}`)), '403', '403'],
    hexadecimal: [get('/', ({ port }) => host(`0x7f000001:${port}`)), '403', '403'],
    'a list': [get('/', ({ port }) => host(`localhost:${port}, evil`)), '403', '403'],
    folded: [get('/', ({ port }) => host(`evil\r\n localhost:${port}`)), '400', '400'],
    'a space before the colon': [get('/', ({ port }) => `Host : localhost:${port}\r\n`), '400', '400'],
    twice: [get('/', host('evil')), '400', '400'],
    'again behind 2100 headers': [get('/', `${MANY}${host('evil')}`), '400', '400'],
    'in the target': [get('http://evil/api/state'), '403', '403'],
    'of the second request': [
      (to) => `GET / HTTP/1.1\r\n${host(to.host)}\r\n${get('/api/state', () => host('evil'))(to)}`,
      '200 403',
      '200 403',
    ],
  },
  smuggling: {
    'chunks and a length': [chunked(CHUNKS, 'Transfer-Encoding: chunked\r\nContent-Length: 4'), '400', '400'],
    'chunked twice': [
      chunked(CHUNKS, 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'),
      '400',
      '400',
    ],
    'almost chunked': [chunked(CHUNKS, 'Transfer-Encoding: xchunked'), '400', '400'],
    'a long chunk extension': [chunked(`${SIZE};${LONG}\r\n${ORDER}\r\n0\r\n\r\n`), '400', '400'],
    'a huge chunk': [chunked(`ffffffffffffffff\r\n${ORDER}\r\n0\r\n\r\n`), '400', '400'],
    'a negative chunk': [chunked(`-1\r\n${ORDER}\r\n0\r\n\r\n`), '400', '400'],
    'headers behind the chunks': [
      chunked(`${SIZE}\r\n${ORDER}\r\n0\r\nHost: evil\r\nOrigin: http://evil\r\n\r\n`),
      '409',
      '404',
    ],
    'a length with a sign': [post(`Content-Length: +${ORDER.length}`, ORDER), '400', '400'],
    'lines ended by LF': [({ host }) => `GET / HTTP/1.1\nHost: ${host}\n\n`, '400', '400'],
    'CR in a header': [get('/', 'X: a\rSet-Cookie: x\r\n'), '400', '400'],
    'NUL in a header': [get('/', 'X: a\0b\r\n'), '400', '400'],
  },
  'a body to choke on': {
    '4,000 arrays': [counted('['.repeat(4000)), '400', '400'],
    '400 objects, closed': [counted(`${'{"a":'.repeat(400)}1${'}'.repeat(400)}`), '400', '404'],
    'a prototype': [counted('{"__proto__":{"order":"start"},"seenMs":0}'), '400', '400'],
    'a constructor': [counted('{"constructor":{"prototype":{"x":1}}}'), '400', '400'],
    'more than 4 kB': [counted(LONG), '413', '400'],
    'UTF-16': [counted(Buffer.from(ORDER, 'utf16le').toString('latin1')), '400', '400'],
    'an infinite time': [counted('{"order":{"order":"start"},"seenMs":1e999}'), '400', '404'],
  },
  'another site’s form': {
    'text/plain': [counted(ORDER, 'text/plain'), '415', '404'],
    'two types': [counted(ORDER, 'text/plain; application/json'), '415', '404'],
    'a question for leave': [
      ({ host: name }) =>
        `OPTIONS /api/order HTTP/1.1\r\n${host(name)}Origin: http://evil\r\n` +
        `Access-Control-Request-Method: POST\r\n${CLOSE}\r\n`,
      '403',
      '404',
    ],
  },
  'a poisoned cache': {
    'another host, forwarded': [
      get('/', 'X-Forwarded-Host: evil\r\nForwarded: host=evil\r\nX-Host: evil\r\n'),
      '200',
      '200',
    ],
    'another path': [get('/', 'X-Original-URL: /api/state\r\nX-Rewrite-URL: /evil\r\n'), '200', '200'],
    'another method': [get('/api/order', 'X-HTTP-Method-Override: POST\r\n'), '404', '404'],
    'a line in the path': [get('/x%0d%0aSet-Cookie:%20evil=1'), '404', '404'],
    '500 ranges': [get('/', `Range: bytes=${Array(500).fill('0-').join()}\r\n`), '200', '200'],
  },
  'another protocol': {
    'HTTP/2': [() => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '400', '400'],
    'HTTP/3': [({ host }) => `GET / HTTP/3.0\r\nHost: ${host}\r\n\r\n`, '400', '400'],
    'HTTP/0.9': [() => 'GET /\r\n\r\n', '400', '400'],
    TLS: [() => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', '400', '400'],
    CONNECT: [({ host }) => `CONNECT evil:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, '', ''],
    TRACE: [({ host: name }) => `TRACE / HTTP/1.1\r\n${host(name)}X: evil\r\n${CLOSE}\r\n`, '403', '405'],
  },
  'a path out of its folder': Object.fromEntries(
    [
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/../../package.json',
      '/..\\..\\package.json',
      '/%5c..%5c..%5cpackage.json',
      '/%252e%252e%252fpackage.json',
      '//etc/passwd',
      '/file:///etc/passwd',
      '/app.js%00.html',
      '/app.js;x',
      '/.%2e/.env',
      '/__proto__',
      '/constructor',
    ].map((path): [string, Row] => [path, [get(path), '404', '404']]),
  ),
};
