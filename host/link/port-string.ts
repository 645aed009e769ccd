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
  if (/^tcp:/i.test(port)) return { kind: 'tcp', address: parseTcpAddress(port) };
  if (/^sim:/i.test(port)) {
    const [device = '', query = ''] = port.slice('sim:'.length).split(/\?(.*)/s);
    if (device === '') throw bad(text, 'the name of the simulated device is missing, as in sim:hc06');
    return { kind: 'sim', device: device.replace(/^\/\//, ''), query: new URLSearchParams(query) };
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(port)?.[1];
  if (scheme) throw bad(text, `${scheme}:// is not a kind of link`);
  return { kind: 'serial', path: port };
}

/**
 * `tcp://HOST:PORT` or `HOST:PORT`, also with an IPv6 address in brackets.
 * @throws OnairError bad-value
 */
export function parseTcpAddress(text: string): TcpAddress {
  const match = /^(?:tcp:\/\/)?(\[[0-9a-f:.%]+\]|[^\s:/[\]]+):(\d{1,5})\/?$/i.exec(text.trim());
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
