import test from 'ava';
import fc from 'fast-check';
import { BareBoard } from '../../failsafe/bare-board.js';
import * as wire from '../../failsafe/wire-format.js';

const { lease, REASON } = wire;
const TERMS: wire.LeaseTerms = { pin: 7, safe: 0, silenceMs: 60, activeMs: 90 };
/** Maximum time by which a trip is early or late, ms. */
const EARLY_MS = 3;
const LATE_MS = 6;

/** The shortest model of a lease. */
class Model {
  renewedAt: number;
  openAt: number | undefined;
  trip: number = REASON.none;

  constructor(now: number) {
    this.renewedAt = now;
  }

  get due(): { readonly at: number; readonly reason: number } {
    const silence = { at: this.renewedAt + TERMS.silenceMs, reason: REASON.silence };
    const active = { at: (this.openAt ?? Infinity) + TERMS.activeMs, reason: REASON.activeTooLong };
    if (this.trip !== REASON.none) return { at: Infinity, reason: this.trip };
    return active.at < silence.at ? active : silence;
  }

  /** Both limits fall together: which one comes first is not predicted. */
  get isTie(): boolean {
    return (
      Math.abs(this.renewedAt + TERMS.silenceMs - ((this.openAt ?? Infinity) + TERMS.activeMs)) < LATE_MS
    );
  }

  passTo(now: number): void {
    const { at, reason } = this.due;
    if (at > now) return;
    this.trip = reason;
    this.openAt = undefined;
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
      if (model.trip === REASON.none) model.openAt ??= now;
    },
  },
  close: {
    message: wire.digitalPort(0, 0),
    act: (model) => {
      model.openAt = undefined;
    },
  },
  clear: {
    message: lease.clear(7),
    act: (model, now) => {
      model.trip = REASON.none;
      model.renewedAt = now;
      model.openAt = undefined;
    },
  },
  'system reset': {
    message: wire.SYSTEM_RESET,
    act: (model) => {
      model.openAt = undefined;
    },
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
      const model = new Model(board.arrive(lease.configure(TERMS)));
      board.run(3);
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
