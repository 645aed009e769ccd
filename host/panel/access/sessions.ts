import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../base/index.js';

/** Maximum age of an unused session, ms: a day out. */
const IDLE_MS = 12 * 3_600_000;
/** Maximum number of sessions, more than there are phones on a trail; the one silent longest is removed first. */
const MOST = 32;

/** An admitted phone, or program. */
export interface Session {
  /** Name for people: phone 1. */
  readonly name: string;
  usedAtMs: number;
  /** Event streams that it has open. */
  streams: number;
}

/** The sessions. Tokens are stored as hashes, so that neither a dump nor the time of a comparison reveals one. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  #count = 0;

  constructor(private readonly clock: Clock) {}

  open(): { readonly token: string; readonly session: Session } {
    this.#forgetOld();
    const token = randomBytes(32).toString('base64url');
    const session = { name: `phone ${++this.#count}`, usedAtMs: this.clock.now(), streams: 0 };
    this.#sessions.set(hashOf(token), session);
    return { token, session };
  }

  find(token: string | undefined): Session | undefined {
    const session = token === undefined ? undefined : this.#sessions.get(hashOf(token));
    if (!session || this.#isOld(session)) return undefined;
    session.usedAtMs = this.clock.now();
    return session;
  }

  get size(): number {
    return this.#sessions.size;
  }

  #isOld({ usedAtMs, streams }: Session): boolean {
    return streams === 0 && this.clock.now() - usedAtMs > IDLE_MS;
  }

  #forgetOld(): void {
    const byUse = [...this.#sessions].sort(([, a], [, b]) => a.usedAtMs - b.usedAtMs);
    for (const [hash, session] of byUse) {
      if (this.#isOld(session)) this.#sessions.delete(hash);
    }
    const idle = byUse.find(([hash, { streams }]) => streams === 0 && this.#sessions.has(hash));
    if (this.#sessions.size >= MOST && idle) this.#sessions.delete(idle[0]);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
