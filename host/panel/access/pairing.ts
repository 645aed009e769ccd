import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/index.js';
import { Backoff, type Patience } from './backoff.js';

/** Limits for one address: a person mistypes now and then, a program tries without end. */
const PER_PHONE: Patience = { free: 4, firstMs: 2000, mostMs: 300_000 };
/** Maximum number of addresses that are stored; the oldest are forgotten. */
const REMEMBERED = 256;

/** Digits of a code. */
const SHORT = 6;
/** Number of wrong tries, from all addresses, that counts as an attack. */
const GUESSING = 10;
/** Digits from then on: thirty years at a thousand tries a second from any addresses. So others need not wait. */
const LONG = 12;

/** Whether a code was right; if not, how long its address must wait, ms. */
export type Tried = { readonly ok: true } | { readonly ok: false; readonly waitMs: number };

/** What codes for phones are made with, and where they are shown. */
export interface PairingSetup {
  readonly clock: Clock;
  /** A random whole number below `below` that cannot be predicted. */
  readonly draw: (below: number) => number;
  /** The code is shown at the terminal only. */
  readonly show: (code: string) => void;
}

/**
 * The code that a phone needs: shown in the terminal, valid for one phone. After a wrong code only that address waits.
 * During an attack the code is longer, and remains valid until a phone has used it.
 */
export class Pairing {
  #code = '';
  #wrong = 0;
  readonly #phones = new Map<string, Backoff>();

  constructor(private readonly setup: PairingSetup) {
    this.renew();
  }

  /** @param from address of the phone */
  try(given: string, from: string): Tried {
    const phone = this.#phoneAt(from);
    if (phone.waitMs > 0) return { ok: false, waitMs: phone.waitMs };
    if (same(given.replace(/[\s-]/g, ''), this.#code)) {
      this.#phones.delete(from);
      this.#show(this.#wrong >= GUESSING ? LONG : SHORT);
      return { ok: true };
    }
    phone.failed();
    if (++this.#wrong === GUESSING) this.#show(LONG);
    return { ok: false, waitMs: phone.waitMs };
  }

  /** A new code, and no more waiting: for the person at the terminal. */
  renew(): void {
    this.#phones.clear();
    this.#wrong = 0;
    this.#show(SHORT);
  }

  #show(digits: number): void {
    const groups = Array.from({ length: digits / 3 }, () => String(this.setup.draw(1000)).padStart(3, '0'));
    this.#code = groups.join('');
    this.setup.show(this.#code);
  }

  #phoneAt(from: string): Backoff {
    const known = this.#phones.get(from) ?? new Backoff(this.setup.clock, PER_PHONE);
    this.#phones.delete(from);
    this.#phones.set(from, known);
    const [oldest] = this.#phones.keys();
    if (this.#phones.size > REMEMBERED && oldest !== undefined) this.#phones.delete(oldest);
    return known;
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
