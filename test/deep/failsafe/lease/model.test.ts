import test from 'ava';
import fc from 'fast-check';
import { BareBoard } from '../../../failsafe/board/bare-board.js';
import * as wire from '../../../failsafe/messages/wire-format.js';

const { lease, REASON } = wire;
const TERMS: wire.LeaseTerms = { pin: 7, safe: 0, silenceMs: 60, activeMs: 90 };
/** Maximum time by which a trip is early or late, ms. */
const EARLY_MS = 3;
const LATE_MS = 6;

/** The shortest model of a lease. */
class Model {
  renewedAt: number;
  openAt: number | undefined;
  /** Since when its time active runs, and since when it has rested. */
  runsFrom = Number.NEGATIVE_INFINITY;
  shutAt = Number.NEGATIVE_INFINITY;
  /** Whether a rest was long enough is not predicted. */
  isCloseCall = false;
  trip: number = REASON.none;

  constructor(now: number) {
    this.renewedAt = now;
  }

  get due(): { readonly at: number; readonly reason: number } {
    const silence = { at: this.renewedAt + TERMS.silenceMs, reason: REASON.silence };
    const active = { at: this.activeEnd, reason: REASON.activeTooLong };
    if (this.trip !== REASON.none) return { at: Infinity, reason: this.trip };
    return active.at < silence.at ? active : silence;
  }

  /** Both limits fall together: which one comes first is not predicted. */
  get isTie(): boolean {
    return this.isCloseCall || Math.abs(this.renewedAt + TERMS.silenceMs - this.activeEnd) < LATE_MS;
  }

  get activeEnd(): number {
    return this.openAt === undefined ? Infinity : Math.max(this.runsFrom + TERMS.activeMs, this.openAt);
  }

  open(now: number): void {
    if (this.openAt !== undefined) return;
    const rested = now - this.shutAt;
    this.isCloseCall ||= Math.abs(rested - TERMS.activeMs) < LATE_MS;
    if (rested > TERMS.activeMs) this.runsFrom = now;
    this.openAt = now;
  }

  shut(now: number): void {
    if (this.openAt !== undefined) this.shutAt = now;
    this.openAt = undefined;
  }

  passTo(now: number): void {
    const { at, reason } = this.due;
    if (at > now) return;
    this.trip = reason;
    this.shut(at);
  }
}

const SAID: Readonly<
  Record<string, { message: readonly number[]; act: (model: Model, now: number) => void }>
> = {
  renew: {
    message: lease.renew,
    act: (model, now) => {
      model.renewedAt = now;
    },
  },
  open: {
    message: wire.digitalPin(7, 1),
    act: (model, now) => {
      if (model.trip === REASON.none) model.open(now);
    },
  },
  close: {
    message: wire.digitalPort(0, 0),
    act: (model, now) => model.shut(now),
  },
  clear: {
    message: lease.clear(7),
    act: (model, now) => {
      model.trip = REASON.none;
      model.renewedAt = now;
      model.shut(now);
    },
  },
  'system reset': {
    message: wire.SYSTEM_RESET,
    act: (model, now) => model.shut(now),
  },
  nonsense: { message: wire.sysex(0x0d, 2), act: () => {} },
};

const step = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('renew', 'open') },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(SAID)) },
  { weight: 3, arbitrary: fc.integer({ min: 5, max: 55 }) },
);

test('a lease agrees with its model, whatever a host sends at any time', (t) => {
  const board = new BareBoard();
  const seen = new Set<number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      board.arrive(lease.configure(TERMS));
      board.run(TERMS.activeMs + LATE_MS); // a rest: nothing counts from the case before
      const model = new Model(board.uno.nowMs);
      const clear = SAID.clear;
      if (clear) clear.act(model, board.arrive(clear.message));
      board.run(3);
      board.heard();
      /** Whether the time is away from those at which board and model may differ. */
      const certain = (aheadMs: number): void => {
        const { at } = model.due;
        const now = board.uno.nowMs;
        if (at > now - LATE_MS && at < now + aheadMs) board.run(at + LATE_MS - now);
        model.passTo(board.uno.nowMs);
      };
      for (const one of steps) {
        if (model.isTie) return;
        if (typeof one === 'number') {
          board.run(one);
        } else {
          certain(EARLY_MS + 2);
          const said = SAID[one];
          if (said) said.act(model, board.arrive(said.message));
          board.run(2);
        }
        certain(EARLY_MS);
        t.is(board.uno.pin(7), model.openAt === undefined ? 'low' : 'high');
        seen.add(model.trip);
      }
      if (model.isTie) return;
      certain(TERMS.silenceMs + LATE_MS); // no more renewals: it has tripped by then
      board.heard();
      const state = board.ask(lease.query).find((message) => message[1] === 5);
      t.is(state?.at(-2), model.trip);
    }),
    // Each reason at least once, whatever chance finds.
    { numRuns: 150, examples: [[['renew', 'open', 40, 'renew', 40, 'renew', 20]], [['renew', 55, 30]]] },
  );
  t.deepEqual([...seen].sort(), [REASON.none, REASON.silence, REASON.activeTooLong]);
});
