import { OnairError } from '../error.js';
import type { TcpAddress } from './tcp.js';

/** A port string taken apart: what to open, and how. */
export type PortTarget =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp'; readonly address: TcpAddress }
  | { readonly kind: 'sim'; readonly device: string; readonly query: URLSearchParams };

const FORMS = 'a port is a path (/dev/ttyUSB0, COM3), tcp://HOST:PORT, or sim:DEVICE?option=value';

/**
 * Reads what the user gave as `--port`.
 * @throws OnairError bad-value
 */
export function parsePort(text: string): PortTarget {
  const port = text.trim();
  if (port === '') throw bad(text, 'it is empty');
  if (/^tcp:/i.test(port)) {
    const address = parseTcpAddress(port);
    if (address.port === 0) throw bad(text, 'nobody can listen on port 0');
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

/**
 * `tcp://HOST:PORT` or `HOST:PORT`, also with an IPv6 address in brackets. Port 0 is for those who listen: any free one.
 * @throws OnairError bad-value
 */
export function parseTcpAddress(text: string): TcpAddress {
  const match = /^(?:tcp:\/\/)?(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^\s:/[\]]+):(\d{1,5})\/?$/i.exec(text.trim());
  const port = Number(match?.[2]);
  if (!match?.[1] || port > 65535)
    throw bad(text, 'a TCP address is tcp://HOST:PORT with a port of 1 to 65535');
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

function bad(text: string, why: string): OnairError {
  return new OnairError('bad-value', {
    message: `port "${text}": ${why}`,
    hint: FORMS,
    details: { port: text },
  });
}
