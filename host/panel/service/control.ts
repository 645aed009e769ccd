import type { Clock, Timer } from '../../base/index.js';
import type { Session } from '../access/sessions.js';
import type { ControlState } from '../schema/api.js';
import { ApiRefusal } from './refusal.js';

/** Time for which the phone in control can refuse, ms. */
const ANSWER_MS = 10_000;

/** One phone has control. Another one requests it, and gets it unless the first refuses. Stopping needs no control. */
export class Control {
  #holder: Session | undefined;
  #asked: { readonly by: Session; readonly untilMs: number; readonly timer: Timer } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly setup: {
      readonly onChange: () => void;
      /** This phone has lost control. */
      readonly onLoss: (session: Session) => void;
    },
  ) {}

  state(): ControlState {
    const asked = this.#asked;
    return {
      holder: this.#holder?.name ?? null,
      asked: asked
        ? { by: asked.by.name, leftMs: Math.max(0, Math.round(asked.untilMs - this.clock.now())) }
        : null,
    };
  }

  /** Takes control if it is free. @throws Refusal not-yours */
  demand(session: Session): void {
    if (!this.#holder) this.#give(session);
    if (this.#holder !== session) {
      throw new ApiRefusal(
        'not-yours',
        `${this.#holder?.name} commands`,
        'ask for it first; to stop you need not ask',
      );
    }
  }

  has(session: Session): boolean {
    return this.#holder === session;
  }

  /** Requests control. The phone that has it may refuse; a disconnected one can't. */
  ask(session: Session): void {
    const holder = this.#holder;
    if (holder === session || this.#asked?.by === session) return;
    if (!holder || holder.streams === 0) {
      this.#give(session);
      return;
    }
    if (this.#asked)
      throw new ApiRefusal('not-now', `${this.#asked.by.name} has asked already`, 'wait some seconds');
    const timer = this.clock.after(ANSWER_MS, () => this.#give(session));
    this.#asked = { by: session, untilMs: this.clock.now() + ANSWER_MS, timer };
    this.setup.onChange();
  }

  /** @throws Refusal not-yours */
  answer(session: Session, give: boolean): void {
    const asked = this.#asked;
    if (this.#holder !== session)
      throw new ApiRefusal('not-yours', 'you do not command', 'only who commands can answer');
    if (!asked) return;
    if (give) this.#give(asked.by);
    else this.#forgetAsked();
  }

  release(session: Session): void {
    if (this.#holder === session) this.#give(this.#asked?.by);
  }

  close(): void {
    this.#asked?.timer.cancel();
  }

  #give(session: Session | undefined): void {
    const before = this.#holder;
    this.#holder = session;
    this.#forgetAsked();
    if (before && before !== session) this.setup.onLoss(before);
  }

  #forgetAsked(): void {
    this.#asked?.timer.cancel();
    this.#asked = undefined;
    this.setup.onChange();
  }
}
