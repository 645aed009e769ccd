import type { Clock, Timer } from '../../../host/base/index.js';
import { SOUNDS } from '../board/signals/index.js';

/** Maximum error of a beep's length, caused by a wire or a radio link, ms: people tell a long beep from a short one. */
const TOLERANCE_MS = 130;
/** Maximum pause between beeps of one rhythm, ms. */
const PAUSE_MS = 600;

/** Lengths of the beeps, without pauses, that call for the next tire. */
const CALL = SOUNDS['move-hose'].ms.filter((_, index) => index % 2 === 0);

/**
 * A person at the vehicle who moves the hose when the buzzer calls for it (two long beeps). Like a real person they
 * know nothing of the cycle, and ignore every other rhythm.
 */
export class HoseOperator {
  #beeps: number[] = [];
  #onSinceMs: number | undefined;
  #quietSinceMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;

  /** @param move takes the hose off, then puts it on the next tire */
  constructor(
    private readonly clock: Clock,
    private readonly afterMs: number,
    private readonly move: (to: 'off' | 'next') => void,
  ) {}

  /** The buzzer starts or stops. */
  buzzer(on: boolean): void {
    const now = this.clock.now();
    if (on === (this.#onSinceMs !== undefined)) return;
    if (on) {
      if (now - this.#quietSinceMs > PAUSE_MS) this.#beeps = [];
      this.#onSinceMs = now;
      return;
    }
    this.#beeps.push(now - (this.#onSinceMs ?? now));
    this.#onSinceMs = undefined;
    this.#quietSinceMs = now;
    const isCall =
      this.#beeps.length === CALL.length &&
      CALL.every((ms, index) => Math.abs(ms - (this.#beeps[index] ?? 0)) <= TOLERANCE_MS);
    if (isCall && this.afterMs > 0 && !this.#timer) this.#go();
  }

  leave(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #go(): void {
    this.#timer = this.clock.after(this.afterMs, () => {
      this.move('off');
      this.#timer = this.clock.after(this.afterMs, () => {
        this.#timer = undefined;
        this.move('next');
      });
    });
  }
}
