import { A0, CHANNELS, OUTPUTS, PWM_PINS } from '../../../failsafe/board/board-under-test.js';
import type { PinState } from '../../../failsafe/chip/pins.js';
import {
  analog,
  digitalPin,
  extendedAnalog,
  type LeaseTerms,
  lease,
  pinMode,
} from '../../../failsafe/messages/wire-format.js';
import type { Dice } from './dice.js';
import type { Change, FuzzedBoard } from './fuzzed-board.js';

/** The promises of the sketch's README. */
const LATE_MS = 5;
const SAMPLE_MS = 1.024 * 1.1; // a flood costs samples
const SAMPLES_IN_LATE = 3;
/** A program that hangs is reset within this time. */
const WATCHDOG_MS = 250;

/** A leased pin with constant terms, and what it must never do. */
export class GuardedValve {
  readonly terms: LeaseTerms;
  readonly usesPwm: boolean;
  /** Time of the last renewal that may have been received; undefined: more may follow. */
  renewedAt: number | undefined;
  #activeSince: number | undefined;
  #outsideSince: number | undefined;
  /** It must have tripped, and was not cleared since. */
  hasTripped = false;
  /** The program hangs from here on: the time-out of the watchdog applies. */
  #hungAt: number | undefined;

  constructor(
    dice: Dice,
    private readonly board: FuzzedBoard,
  ) {
    this.usesPwm = dice.chance(0.3);
    const pin = this.usesPwm ? dice.pick(PWM_PINS) : dice.pick(OUTPUTS);
    const channels = CHANNELS.filter((channel) => A0 + channel !== pin);
    const watch = {
      channel: channels[dice.int(0, channels.length - 1)] ?? 0,
      lowest: dice.int(0, 100),
      highest: dice.int(900, 1023),
      samples: dice.chance(0.7) ? dice.int(1, 6) : dice.int(1, 127),
    };
    this.terms = {
      pin,
      safe: dice.chance(0.7) ? 0 : 1,
      silenceMs: dice.chance(0.8) ? dice.int(60, 600) : dice.int(600, 3000),
      activeMs: dice.chance(0.5) ? 0 : dice.int(60, 600),
      ...(dice.chance(0.5) ? { watch } : {}),
    };
  }

  get pin(): number {
    return this.terms.pin;
  }

  isActive(state: PinState): boolean {
    if (state === 'input' || state === 'pull-up') return false; // the resistor at its gate holds it
    return state !== (this.terms.safe === 1 ? 'high' : 'low');
  }

  /** A change of its pin. @throws Error when it must not */
  note({ state, atMs }: Change): void {
    if (!this.isActive(state)) {
      this.#activeSince = undefined;
      return;
    }
    if (this.hasTripped)
      throw new Error(`pin ${this.pin} is ${state} at ${atMs} ms, after a trip that nobody cleared`);
    this.#activeSince ??= atMs;
  }

  /** Sets the reading of its sensor. */
  read(channel: number, reading: number): void {
    const { watch } = this.terms;
    if (watch?.channel !== channel) return;
    const isOutside = reading < watch.lowest || reading > watch.highest;
    this.#outsideSince = isOutside ? (this.#outsideSince ?? this.board.nowMs) : undefined;
  }

  /** The board restarts with its leases: from here on it has tripped. */
  restarted(): void {
    this.hasTripped = true;
    this.#hungAt = undefined;
  }

  hangs(): void {
    this.#hungAt = this.board.nowMs;
  }

  /** Time by which it must be safe, from what has happened so far, ms. */
  get #deadline(): { readonly atMs: number; readonly why: string } {
    const { silenceMs, activeMs, watch } = this.terms;
    const limits = [
      { atMs: (this.renewedAt ?? Infinity) + silenceMs + LATE_MS, why: 'silence' },
      { atMs: activeMs > 0 ? (this.#activeSince ?? Infinity) + activeMs + LATE_MS : Infinity, why: 'active' },
      {
        atMs:
          (this.#outsideSince ?? Infinity) +
          LATE_MS +
          Math.max(0, (watch?.samples ?? 0) - SAMPLES_IN_LATE) * SAMPLE_MS,
        why: 'reading',
      },
    ];
    const first = limits.reduce((a, b) => (b.atMs < a.atMs ? b : a));
    const hung = this.#hungAt === undefined ? 0 : this.#hungAt + WATCHDOG_MS;
    return { atMs: Math.max(first.atMs, hung), why: first.why };
  }

  /** @throws Error when it is active and must be safe */
  check(): void {
    const { atMs, why } = this.#deadline;
    if (this.board.nowMs <= atMs) return;
    const state = this.board.uno.pin(this.pin);
    if (this.isActive(state)) {
      throw new Error(`pin ${this.pin} is ${state} at ${this.board.nowMs} ms: ${why} ended at ${atMs} ms`);
    }
    this.hasTripped = true;
  }

  /** The bytes that configure it, open it and renew it. */
  get opening(): number[] {
    const { pin, safe } = this.terms;
    const duty = pin < 16 ? analog(pin, 100) : extendedAnalog(pin, 100);
    const open = this.usesPwm ? [...pinMode(pin, 'pwm'), ...duty] : digitalPin(pin, safe === 1 ? 0 : 1);
    return [...lease.configure(this.terms), ...open, ...lease.renew];
  }
}
