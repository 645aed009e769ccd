import type { IncomingMessage } from 'node:http';
import { visibleJson } from '../../base/index.js';
import { ApiRefusal } from '../service/refusal.js';

/** The parts of a request that identify its origin. */
export interface Caller {
  readonly method: string;
  readonly host: string;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which browsers send and pages can't forge. */
  readonly fetchSite: string | undefined;
  /** It has a key, which no browser adds by itself: no page can have sent it. */
  readonly hasKey: boolean;
}

/**
 * Rejects requests from other sites in the phone's browser. Host: a name that an attacker points here (DNS
 * rebinding) is not one of ours. Origin and Sec-Fetch-Site: another site can send a request, but not forge these.
 * @param hosts names and addresses of this computer, without the port
 * @param scheme of the address that pages of this server have
 * @throws Refusal wrong-host, wrong-origin
 */
export function guard(
  caller: Caller,
  port: number,
  hosts: ReadonlySet<string>,
  scheme: 'http' | 'https' = 'http',
): void {
  const { method, host, origin, fetchSite, hasKey } = caller;
  if (!isOwnHost(host, port, hosts)) {
    throw new ApiRefusal(
      'wrong-host',
      `this server is not called ${shown(host)}`,
      'open the address that the terminal shows',
    );
  }
  const isReading = method === 'GET' || method === 'HEAD';
  const wrongOrigin = new ApiRefusal(
    'wrong-origin',
    'this request comes from another page',
    'open the address that the terminal shows; a program sends its key (ONAIR_PANEL_KEY)',
  );
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && !(isReading && fetchSite === 'none'))
    throw wrongOrigin;
  if (origin !== undefined && origin.toLowerCase() !== `${scheme}://${host.toLowerCase()}`) throw wrongOrigin;
  // Every browser sends the origin of an order; a client without it needs a key.
  if (!isReading && origin === undefined && !hasKey) throw wrongOrigin;
}

/**
 * The host that a request is for: a target of absolute form counts, not the header beside it (RFC 9112, 3.2.2).
 * @throws Refusal bad-request where the header is missing, or sent twice: a proxy on the way may have read another one
 *   than this server would (RFC 9112, 3.2)
 */
export function hostIn({ url = '', rawHeaders }: Pick<IncomingMessage, 'url' | 'rawHeaders'>): string {
  const hosts = rawHeaders.filter(
    (_, index) => /^host$/i.test(rawHeaders[index - 1] ?? '') && index % 2 === 1,
  );
  const [host, ...more] = hosts;
  if (host === undefined || more.length > 0) {
    throw new ApiRefusal(
      'bad-request',
      `a request has one Host header, and this has ${hosts.length}`,
      'send a request as a browser does',
    );
  }
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? host;
}

const HTTP_PORT = 80;

/** Whether a Host header names this server. @param hosts as of `guard` */
export function isOwnHost(host: string, port: number, hosts: ReadonlySet<string>): boolean {
  const [, name = '', digits] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
  return Number(digits ?? HTTP_PORT) === port && hosts.has(name.toLowerCase().replace(/^\[|\]$/g, ''));
}

function shown(host: string | undefined): string {
  return host === undefined ? 'nothing' : visibleJson(host.slice(0, 80));
}
