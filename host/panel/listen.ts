import { hostname, networkInterfaces } from 'node:os';
import { OnairError } from '../base/index.js';

/** Address of the panel. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Only programs on this computer can reach it. */
  readonly isLoopback: boolean;
}

const DEFAULT_PORT = 8080;

/**
 * Reads `127.0.0.1:8080`, `0.0.0.0`, `:9000`, `[::1]:8080`, `8080`.
 * @throws OnairError bad-value
 */
export function parseListen(text: string): ListenAddress {
  const given = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '');
  const onlyPort = /^:?(\d{1,5})$/.exec(given)?.[1];
  const [, host = '127.0.0.1', digits = String(DEFAULT_PORT)] = onlyPort
    ? ['', '127.0.0.1', onlyPort]
    : (/^(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^\s:/[\]]+)(?::(\d{1,5}))?$/i.exec(given) ?? ['', '', '']);
  const port = Number(digits);
  if (host === '' || port > 65_535) {
    throw new OnairError('bad-value', {
      message: `--listen "${text}" is not HOST:PORT`,
      hint: 'for example 127.0.0.1:8080 for this computer alone, 0.0.0.0:8080 for phones on the same Wi-Fi',
    });
  }
  const bare = host.replace(/^\[|\]$/g, '');
  return { host: bare, port, isLoopback: /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(bare) };
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Names and addresses of this computer, for `guard`; read each time, because Wi-Fi comes and goes. */
export function ownHosts({ host, isLoopback }: ListenAddress): ReadonlySet<string> {
  if (isLoopback) return new Set([...LOOPBACK, host.toLowerCase()]);
  const name = hostname().toLowerCase();
  return new Set([...LOOPBACK, host.toLowerCase(), ...addresses(), name, `${name}.local`]);
}

/** Addresses that phones on the same Wi-Fi can open. */
export function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((known) =>
    (known ?? []).flatMap(({ address, internal }) => (internal ? [] : [address.replace(/%.*$/, '')])),
  );
}

/** URLs for a browser, the address for phones first. */
export function urlsOf(
  { host, isLoopback }: ListenAddress,
  port: number,
  scheme: 'http' | 'https' = 'http',
): readonly string[] {
  const url = (name: string): string => `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}/`;
  if (isLoopback || !/^(0\.0\.0\.0|::)$/.test(host)) return [url(host)];
  // A link-local IPv6 address needs a zone, which browsers don't accept.
  const reached = addresses().filter(
    (address) => (host === '::' || !address.includes(':')) && !/^fe80/i.test(address),
  );
  return [...reached.map(url), url('localhost')];
}
