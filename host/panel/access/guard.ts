import { ApiRefusal } from '../refusal.js';

/** The parts of a request that say where it comes from. */
export interface Caller {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which browsers send and pages can't forge. */
  readonly fetchSite: string | undefined;
  /** It carries a key, which no browser adds by itself: no page can have sent it. */
  readonly hasKey: boolean;
}

/**
 * Keeps out pages of other places that the phone's browser shows. Host: a name that an attacker makes point here (DNS
 * rebinding) is not one of ours. Origin and Sec-Fetch-Site: a page from elsewhere can send a request, but not pretend.
 * @param hosts names and addresses that this computer is reached by, without the port
 * @throws Refusal wrong-host, wrong-origin
 */
export function guard(caller: Caller, port: number, hosts: ReadonlySet<string>): void {
  const { method, host, origin, fetchSite, hasKey } = caller;
  if (host === undefined || !isOurs(host, port, hosts)) {
    throw new ApiRefusal(
      'wrong-host',
      `this server is not called ${printable(host)}`,
      'open the address that onair air serve shows',
    );
  }
  const isReading = method === 'GET' || method === 'HEAD';
  const wrongOrigin = new ApiRefusal(
    'wrong-origin',
    'this request comes from another page',
    'open the address that onair air serve shows; a program sends its key (ONAIR_PANEL_KEY)',
  );
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && !(isReading && fetchSite === 'none'))
    throw wrongOrigin;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) throw wrongOrigin;
  // Every browser says where an order comes from; what says nothing must show a key.
  if (!isReading && origin === undefined && !hasKey) throw wrongOrigin;
}

const HTTP_PORT = 80;

function isOurs(host: string, port: number, hosts: ReadonlySet<string>): boolean {
  const [, name = '', digits] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
  return Number(digits ?? HTTP_PORT) === port && hosts.has(name.toLowerCase().replace(/^\[|\]$/g, ''));
}

function printable(host: string | undefined): string {
  return host === undefined ? 'nothing' : JSON.stringify(host.slice(0, 80));
}
