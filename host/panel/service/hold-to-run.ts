import { randomBytes } from 'node:crypto';
import type { Clock, Timer } from '../../base/index.js';
import type { Session } from '../access/sessions.js';
import type { HoldWord } from './machine.js';
import { ApiRefusal } from './refusal.js';

/** Maximum time without a message before a hold ends, ms; a phone sends ten a second. */
const SILENCE_MS = 400;

/**
 * A finger on a phone. The first message moves nothing: only the next one, which must contain the answer to the
 * first, proves that the phone is present. So a message that was delayed for seconds opens nothing,
 * and an ended hold stays ended: the finger must be lifted and put down again.
 */
export class HoldToRun {
  #now: { readonly id: string; readonly by: Session; timer: Timer } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly say: (word: HoldWord) => void,
  ) {}

  begin(by: Session): string {
    this.end();
    const id = randomBytes(9).toString('base64url');
    this.#now = { id, by, timer: this.#silence() };
    return id;
  }

  /** @throws Refusal hold-over */
  word(by: Session, id: string): void {
    const now = this.#now;
    if (!now || now.id !== id || now.by !== by)
      throw new ApiRefusal('hold-over', 'this hold is over', 'lift your finger and press again');
    now.timer.cancel();
    now.timer = this.#silence();
    this.say('hold-on');
  }

  /** Ends the hold of this phone, or any hold. */
  end(by = this.#now?.by): void {
    if (!this.#now || this.#now.by !== by) return;
    this.#now.timer.cancel();
    this.#now = undefined;
    this.say('let-go');
  }

  #silence(): Timer {
    return this.clock.after(SILENCE_MS, () => this.end());
  }
}
