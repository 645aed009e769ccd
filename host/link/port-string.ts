import { OnairError } from '../base/index.js';

/** Where to connect, or to listen. */
export interface TcpAddress {
  readonly host: string;
  /** 1 to 65535; 0 to listen on any free one. */
  readonly port: number;
}

/** A parsed port string: what to open, and how. */
export type PortTarget =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp'; readonly address: TcpAddress }
  | { readonly kind: 'sim'; readonly device: string; readonly query: URLSearchParams };

const FORMS = 'a port is a path (/dev/ttyUSB0, COM3), tcp://HOST:PORT, or sim:DEVICE?option=value';

/**
 * Parses the value of `--port`.
 * @throws OnairError bad-value
 */
export function parsePort(text: string): PortTarget {
  const port = text.trim();
  if (port === '') throw bad(text, 'it is empty');
  if (/^tcp:/i.test(port)) {
    const address = readAddress(port);
    if (!address) throw bad(text, 'a TCP address is tcp://HOST:PORT with a port of 1 to 65535');
    if (address.port === 0) throw bad(text, 'no program can listen on port 0');
    return { kind: 'tcp', address };
  }
  if (/^sim:/i.test(port)) {
    const [name = '', query = ''] = port.slice('sim:'.length).split(/\?(.*)/s);
    const device = name.replace(/^\/\/|\/$/g, '').trim();
    if (device === '') throw bad(text, 'the name of the simulated device is missing, as in sim:hc06');
    return { kind: 'sim', device, query: new URLSearchParams(query) };
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(port)?.[1];
  if (scheme) throw bad(text, `${scheme}:// is not a kind of link`);
  // A Windows name may end in a colon (COM3:), but no path of a port looks like HOST:PORT.
  if (/^(\[[0-9a-f:.]+\]|[^\s:/\\[\]]+):\d+$/i.test(port)) throw bad(text, `did you mean tcp://${port}?`);
  return { kind: 'serial', path: port };
}

/** `tcp://HOST:PORT` or `HOST:PORT`, also with an IPv6 address in brackets. */
const ADDRESS = /^(?:tcp:\/\/)?(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^\s:/[\]]+):(\d{1,5})\/?$/i;

function readAddress(text: string): TcpAddress | undefined {
  const [, host, digits] = ADDRESS.exec(text.trim()) ?? [];
  const port = Number(digits);
  return host === undefined || port > 65535 ? undefined : { host: host.replace(/^\[|\]$/g, ''), port };
}

/**
 * Parses an address to listen on: `HOST:PORT`, or the port alone for this computer only. Port 0 is any free one.
 * @throws OnairError bad-value
 */
export function parseListenAddress(text: string): TcpAddress {
  const alone = /^:?(\d{1,5})$/.exec(text.trim())?.[1];
  const address = readAddress(alone === undefined ? text : `127.0.0.1:${alone}`);
  if (address) return address;
  throw new OnairError('bad-value', {
    message: `--listen ${text}: that is not an address`,
    hint: 'give HOST:PORT such as 127.0.0.1:8001, or the number alone',
  });
}

function bad(text: string, why: string): OnairError {
  return new OnairError('bad-value', {
    message: `port "${text}": ${why}`,
    hint: FORMS,
    details: { port: text },
  });
}
