import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/index.js';
import { Backoff, type Patience } from './backoff.js';

/** Limits for one phone: a person mistypes now and then, a program tries without end. */
const PER_PHONE: Patience = { free: 4, firstMs: 2000, mostMs: 300_000 };
/** Limits for all phones together, against one that uses many addresses: trying a million codes then takes years. */
const ALL: Patience = { free: 20, firstMs: 1000, mostMs: 300_000 };
/** Number of wrong tries after which the code is replaced. */
const WORN_OUT = 10;
/** Maximum number of addresses that are remembered; the oldest are forgotten. */
const REMEMBERED = 256;

const DIGITS = 6;

export type Tried = { readonly ok: true } | { readonly ok: false; readonly waitMs: number };

export interface PairingSetup {
  readonly clock: Clock;
  /** A random whole number below `below` that cannot be predicted. */
  readonly draw: (below: number) => number;
  /** The code is shown at the terminal only. */
  readonly show: (code: string) => void;
}

/** The code that a phone must know: seen in the terminal, good for one phone. */
export class Pairing {
  #code = '';
  #wrongForCode = 0;
  readonly #all: Backoff;
  readonly #phones = new Map<string, Backoff>();

  constructor(private readonly setup: PairingSetup) {
    this.#all = new Backoff(setup.clock, ALL);
    this.#renew();
  }

  /** @param from address of the phone */
  try(given: string, from: string): Tried {
    const phone = this.#phoneAt(from);
    const waitMs = Math.max(phone.waitMs, this.#all.waitMs);
    if (waitMs > 0) return { ok: false, waitMs };
    if (same(given.replace(/[\s-]/g, ''), this.#code)) {
      phone.succeeded();
      this.#all.succeeded();
      this.#renew();
      return { ok: true };
    }
    phone.failed();
    this.#all.failed();
    if (++this.#wrongForCode >= WORN_OUT) this.#renew();
    return { ok: false, waitMs: Math.max(phone.waitMs, this.#all.waitMs) };
  }

  #renew(): void {
    this.#wrongForCode = 0;
    this.#code = String(this.setup.draw(10 ** DIGITS)).padStart(DIGITS, '0');
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
