import { EventEmitter } from 'node:events';
import test from 'ava';
import type { AirUpBoard } from '../../../firmware/air-up/board/air-up-board.js';
import { carryOut } from '../../../firmware/air-up/board/carry-out.js';
import { LeaseDialogue } from '../../../firmware/air-up/board/lease/lease-agreement.js';
import { leaseTerms } from '../../../firmware/air-up/board/lease/lease-terms.js';
import type { LeaseTerms } from '../../../firmware/air-up/board/lease/messages/lease-messages.js';
import { openBoard } from '../../../firmware/air-up/board/open-board.js';
import type { Stage } from '../../../firmware/air-up/cycle/state.js';
import { newCycle } from '../../../firmware/air-up/cycle/state.js';
import { LeaseBook, type LeasedPins } from '../../../firmware/air-up/sim-board/sketch/lease-book.js';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { inVirtualTime } from '../../virtual-time.js';
import { jobOf, PINS, type Rig, withBoard } from './rig.js';

const PINS_OF_AN_UNO: LeasedPins = {
  isOutput: (pin) => pin >= 2 && pin < 20,
  pinOf: (channel) => (channel < 6 ? 14 + channel : undefined),
  isAt: () => true,
  rest: () => {},
  measure: () => {},
};

/** The rules of a board at the end of a wire; its leases are looked at with every message. */
class Wire extends EventEmitter {
  readonly book = new LeaseBook(PINS_OF_AN_UNO, (message) => {
    setImmediate(() => this.emit('data', message));
  });

  write(message: Uint8Array): void {
    const [, id = 0, ...rest] = message;
    this.book.enforce(systemClock.now(), () => undefined);
    this.book.obey(id, rest.slice(0, -1), systemClock.now());
  }
}

const terms = (pin: number, more: Partial<LeaseTerms> = {}): LeaseTerms => ({
  pin,
  safeLevel: 0,
  silenceMs: 500,
  activeMs: 0,
  ...more,
});

const agree = (wire: Wire, wanted: readonly LeaseTerms[]): Promise<unknown> =>
  inVirtualTime(() => new LeaseDialogue(wire, 'sim:wire', systemClock).agree(wanted));

const FILL = { pump: true, outlets: [{ fill: true, vent: false }] };

test.serial('a box whose first preset opens nothing is no way around the fail-safe sketch', async (t) => {
  await withBoard('firmware=standard&psi=26', async (rig) => {
    const presets = [
      { name: 'look', job: jobOf({ FL: 27 }, { kind: 'watch' }) },
      { name: 'street', job: jobOf({ FL: 27 }) },
    ];
    rig.clock.after(20_000, () => rig.abort.abort());
    const error = await t.throwsAsync(rig.box(presets), { instanceOf: OnairError });
    t.is(error?.code, 'unsafe');
  });
});

for (const kind of [undefined, 'watch', 'leak-test'] as const) {
  test.serial(`on a board without leases nothing goes HIGH for ${kind ?? 'no job'}`, async (t) => {
    await withBoard('firmware=standard', async (rig) => {
      const { link, pins, clock, abort } = rig;
      const job = kind && jobOf({ FL: 27 }, { kind });
      const board = await openBoard({ link, pins, clock, signal: abort.signal, ...(job && { jobs: [job] }) });
      board.write(FILL);
      await clock.sleep(50);
      const { on } = rig;
      await board.close();
      t.deepEqual(on, []);
    });
  });
}

test.serial('the cable is pulled while leases are agreed on: port-lost, at once', async (t) => {
  await withBoard('', async (rig) => {
    let pulledAt = Number.NaN;
    rig.link.tap = (direction, bytes) => {
      if (direction !== 'out' || bytes[0] !== 0xf0 || bytes[1] !== 9 || !Number.isNaN(pulledAt)) return;
      pulledAt = rig.clock.now();
      setImmediate(() => rig.link.pull());
    };
    const error = await t.throwsAsync(rig.run(jobOf({ FL: 27 })), { instanceOf: OnairError });
    t.is(error?.code, 'port-lost', error?.message);
    t.true(rig.clock.now() - pulledAt < 200);
  });
});

test.serial('Ctrl-C while leases are agreed on ends it at once', async (t) => {
  await withBoard('', async (rig) => {
    let atMs = Number.NaN;
    rig.link.tap = (direction, bytes) => {
      if (direction !== 'out' || bytes[0] !== 0xf0 || bytes[1] !== 9 || !Number.isNaN(atMs)) return;
      atMs = rig.clock.now();
      rig.link.isStuck = true;
      rig.clock.after(20, () => rig.abort.abort());
    };
    const error = await t.throwsAsync(rig.run(jobOf({ FL: 27 })), { instanceOf: OnairError });
    t.is(error?.code, 'interrupted', error?.message);
  });
});

test.serial('old terms that watch a pin which is an output now do not stand in the way', async (t) => {
  const wire = new Wire();
  await agree(wire, [terms(4, { watch: { channel: 1, lowest: 0, highest: 900, samples: 3 } })]);
  await t.notThrowsAsync(agree(wire, [terms(15), terms(4)]));
});

test.serial('terms that differ are reported: which pin, and what', async (t) => {
  const wire = new Wire();
  const write = wire.write.bind(wire);
  // Somebody else on a shared port, a moment after our last terms.
  wire.write = (message) => {
    if (message[1] === 9 && wire.book.holds(5))
      write(Buffer.from([0xf0, 1, 5, 0, 100, 0, 0, 0, 0, 0x7f, 0, 0, 0, 0, 0, 0xf7]));
    write(message);
  };
  const error = await t.throwsAsync(agree(wire, [terms(4), terms(5)]), { instanceOf: OnairError });
  t.is(error?.code, 'device-refused');
  t.regex(error?.message ?? '', /pin 5.*100.*500|pin 5.*500.*100/);
});

test('only a clear of a fault, or a start from rest, ends the trips of a board', (t) => {
  const stages: readonly Stage[] = [
    { kind: 'waiting' },
    { kind: 'running', sinceMs: 0 },
    { kind: 'fault', fault: { code: 'over-pressure', reason: '150 psi', atMs: 5 } },
  ];
  const cleared = (kind: 'start' | 'clear'): readonly string[] =>
    stages
      .filter((stage) => {
        let isCleared = false;
        const board: AirUpBoard = {
          read: () => ({ outlets: [{ ratio: 0.2, atMs: 10 }] }),
          write: () => {},
          clear: () => {
            isCleared = true;
          },
          close: () => Promise.resolve(),
          onReports: () => {},
          buzzer: undefined,
          led: undefined,
          screen: undefined,
        };
        carryOut(board, { ...newCycle(jobOf({ FL: 28 }), 0), stage }, [{ kind }], 10);
        return isCleared;
      })
      .map(({ kind: stage }) => stage);
  t.deepEqual(cleared('start'), ['waiting']);
  t.deepEqual(cleared('clear'), ['fault']);
});

test('a lease fits all presets of a box: what is allowed in one of them trips none', (t) => {
  const low = jobOf({ FL: 28 });
  const careful = { ...low, limits: { ...low.limits, linePsi: 60 } };
  const look = jobOf({ FL: 28 }, { outlets: [] });
  const highest = (...jobs: Parameters<typeof leaseTerms>[1] & object): number | undefined =>
    leaseTerms(PINS, jobs)[0]?.watch?.highest;
  t.is(highest(careful), 429);
  t.is(highest(careful, low), 866);
  t.is(highest(low, careful), 866);
  t.is(highest(look, low), 866);
});

/** A job whose board restarts while air flows. */
const struck = (query: string, strike: (rig: Rig) => void): Promise<{ reason: string; tookMs: number }> =>
  withBoard(query, async (rig) => {
    let struckAt = Number.NaN;
    const { stage } = await rig.run(jobOf({ FL: 28 }), {
      attended: true,
      onStep: (_, events) => {
        if (!events.some(({ kind }) => kind === 'opened')) return;
        struckAt = rig.clock.now();
        strike(rig);
      },
    });
    if (stage.kind !== 'fault' || stage.fault.code !== 'sensor-stale') throw new Error(stage.kind);
    return { reason: stage.fault.reason, tookMs: rig.clock.now() - struckAt };
  });

test.serial('a board that restarts in the middle of a job says why', async (t) => {
  const hung = await struck('psi=25', ({ device }) => device.hang());
  t.regex(
    hung.reason,
    /last reading is \d+ ms old; the board restarted by itself: it hung, and its watchdog/,
  );
  const reset = await struck('psi=25', ({ device }) => device.restart());
  t.regex(reset.reason, /restarted by itself: its reset button, or another program/);
  const power = await struck('psi=25', ({ device }) => device.powerCycle());
  t.regex(power.reason, /restarted by itself: it lost power/);
  const standard = await struck('psi=25&firmware=standard', ({ device }) => device.restart());
  t.regex(standard.reason, /the board restarted by itself$/);
});

/**
 * Readings that are missing for up to 600 ms are a gap and no fault yet; then the host waits for the board to return.
 */
const AFTER_THE_FAULT_MS = 800;
/** And what it takes until the buzzer has said so. */
const SAID_MS = 1850;

test.serial(
  'a board that does not come back is not waited for long, and not at all after Ctrl-C',
  async (t) => {
    const dead = await struck('psi=25&firmware=standard', ({ device }) => device.hang());
    t.regex(dead.reason, /^the last reading is \d+ ms old$/);
    t.true(dead.tookMs < 5000, `${dead.tookMs}`);
    const stopped = await struck('psi=25&firmware=standard', ({ device, clock, abort }) => {
      device.hang();
      clock.after(AFTER_THE_FAULT_MS, () => abort.abort());
    });
    t.true(stopped.tookMs < SAID_MS, `${stopped.tookMs}`);
    const unplugged = await struck('psi=25&firmware=standard', ({ device, clock, link }) => {
      device.hang();
      clock.after(AFTER_THE_FAULT_MS, () => link.pull());
    });
    t.true(unplugged.tookMs < SAID_MS, `${unplugged.tookMs}`);
  },
);
