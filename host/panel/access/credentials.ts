import { createHash, timingSafeEqual } from 'node:crypto';

/** The session cookie. Cookies do not distinguish ports: two panels on one computer must not take each other's. */
export function cookieName(port: number): string {
  return `onair-${port}`;
}

/**
 * Not readable by scripts, never sent from another site, deleted with the browser session; over https never sent
 * without it.
 */
export function cookieText(port: number, token: string, scheme: 'http' | 'https'): string {
  const secure = scheme === 'https' ? '; Secure' : '';
  return `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/${secure}`;
}

/** The token in a Cookie header; undefined if there is none. */
export function tokenIn(header: string | undefined, port: number): string | undefined {
  const wanted = cookieName(port);
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** Whether an Authorization header has the key of this server. */
export function hasKey(header: string | undefined, key: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined || key === undefined) return false;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(key));
}
