import { EventEmitter } from 'node:events';
import test from 'ava';
import type { FirmataTransport } from '../../../firmware/air-up/board/firmata/transport.js';
import { LeaseDialogue } from '../../../firmware/air-up/board/lease/lease-agreement.js';
import { leaseTerms } from '../../../firmware/air-up/board/lease/lease-terms.js';
import { Leases } from '../../../firmware/air-up/board/lease/leases.js';
import type { LeaseTerms } from '../../../firmware/air-up/board/lease/messages/lease-messages.js';
import { openBoard } from '../../../firmware/air-up/board/open-board.js';
import type { Command } from '../../../firmware/air-up/cycle/input.js';
import { LeaseBook, type LeasedPins } from '../../../firmware/air-up/sim-board/sketch/lease-book.js';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { inVirtualTime } from '../../virtual-time.js';
import { jobOf, PINS, type Rig, withBoard } from './rig.js';

const TERMS: readonly LeaseTerms[] = [
  { pin: 4, safeLevel: 0, silenceMs: 500, activeMs: 1000 },
  { pin: 6, safeLevel: 0, silenceMs: 500, activeMs: 0 },
];
const ANY_PIN: LeasedPins = {
  isOutput: (pin) => pin >= 2 && pin < 20,
  pinOf: (channel) => (channel < 6 ? 14 + channel : undefined),
  isAt: () => true,
  rest: () => {},
  measure: () => {},
};

/** The rules of a board at the end of a wire on which anything can be done to a message. */
class Wire extends EventEmitter {
  readonly said: number[][] = [];
  readonly book = new LeaseBook(ANY_PIN, (message) => {
    const received = this.onWay(message);
    if (received) setImmediate(() => this.emit('data', received));
  });

  constructor(private readonly onWay: (message: Buffer) => Buffer | undefined = (message) => message) {
    super();
  }

  write(message: Uint8Array): void {
    const [, id = 0, ...rest] = message;
    this.said.push([...message]);
    this.book.obey(id, rest.slice(0, -1), systemClock.now());
  }
}

/** Agrees on {@link TERMS} over a wire. */
async function agreeOver(wire: Wire): Promise<void> {
  await inVirtualTime(() => new LeaseDialogue(wire, 'sim:wire', systemClock).agree(TERMS));
}

test.serial('leases of somebody else are cleared and forgotten, also tripped ones', async (t) => {
  const wire = new Wire();
  for (const pin of [9, 6])
    wire.write(Buffer.from([0xf0, 1, pin, 0, 10, 0, 0, 0, 0, 0x7f, 0, 0, 0, 0, 0, 0xf7]));
  wire.book.enforce(systemClock.now() + 1000, () => undefined);
  t.true(wire.book.isTripped(9));
  await agreeOver(wire);
  t.false(wire.book.holds(9));
  t.true(wire.book.holds(4));
  t.false(wire.book.isTripped(6));
});

test.serial('an answer that is lost is asked for again', async (t) => {
  for (const lost of [0, 1, 2, 3, 4]) {
    let heard = 0;
    const wire = new Wire((message) => (heard++ === lost ? undefined : message));
    await agreeOver(wire);
    t.true(wire.book.holds(4) && wire.book.holds(6), `answer ${lost}`);
  }
});

test.serial('after a stall a lease that the answer leaves out is not taken as in force', async (t) => {
  let isLost = false;
  const wire = new Wire((message) => (isLost && message[1] === 5 && message[2] === 5 ? undefined : message));
  await inVirtualTime(async () => {
    const leases = await Leases.agree({
      transport: wire as unknown as FirmataTransport,
      pins: PINS,
      jobs: [],
      portName: 'sim:wire',
      clock: systemClock,
      signal: new AbortController().signal,
      onTrip: () => {},
    });
    wire.book.enforce(systemClock.now() + 1000, () => undefined);
    isLost = true;
    t.is(await leases.recover(), 'no answer');
    t.true(wire.book.isTripped(5));
    isLost = false;
    // Answers that were under way come first: they are older.
    const found: unknown[] = [];
    for (let tries = 0; tries < 5 && found.at(-1) !== 'in force'; tries++) found.push(await leases.recover());
    t.is(found.at(-1), 'in force');
    t.false(wire.book.isTripped(5));
  });
});

const REFUSED: Readonly<Record<string, readonly [(message: Buffer) => Buffer | undefined, RegExp]>> = {
  'another version': [
    (message) =>
      message[1] === 9 ? Buffer.from([...message.subarray(0, 2), 2, ...message.subarray(3)]) : message,
    /version 2, newer than the version 1/,
  ],
  'a sketch that does not say its version': [
    (message) => (message[1] === 9 ? undefined : message),
    /its sketch is an older one/,
  ],
  'other terms than were agreed': [
    (message) => {
      if (message[1] !== 9) return message;
      const other = Buffer.from(message);
      other[4] = (other[4] ?? 0) ^ 1;
      return other;
    },
    /not those requested/,
  ],
  'a refusal': [
    (message) => (message[1] === 5 && message.length > 3 ? Buffer.from([0xf0, 7, 4, 5, 0xf7]) : message),
    /refuses the lease of pin 4: it has no place for one more/,
  ],
  'no answer to the terms': [
    (message) => (message[1] === 5 && message.length > 3 ? undefined : message),
    /does not answer to the lease of pin 4/,
  ],
};

for (const [what, [onWay, says]] of Object.entries(REFUSED)) {
  test.serial(`stops at ${what}`, async (t) => {
    const error = await t.throwsAsync(agreeOver(new Wire(onWay)), { instanceOf: OnairError });
    t.is(error?.code, 'device-refused');
    t.regex(error?.message ?? '', says);
    t.regex(error?.hint ?? '', /onair firmware/);
  });
}

test('every pin that moves air has its lease; a watched range is never narrower than that of the cycle', (t) => {
  const bare = leaseTerms(PINS);
  t.deepEqual(
    bare.map(({ pin, watch }) => [pin, watch]),
    [
      [4, undefined],
      [5, undefined],
      [6, undefined],
    ],
  );
  const [fill, vent, relay] = leaseTerms(PINS, [jobOf({ FL: 38 })]);
  t.deepEqual(fill?.watch, { channel: 0, lowest: 41, highest: 866, samples: 3 });
  t.deepEqual(vent?.watch, { channel: 0, lowest: 41, highest: 982, samples: 3 });
  t.is(relay?.watch, undefined);
  t.is(relay?.activeMs, 0);
  t.true((fill?.activeMs ?? 0) > 300_000);
  // 140 psi of 150 is a ratio of 0.8467: counts of 866 stand for 139.96 psi, 867 for more than the cycle takes.
  const psiOf = (counts: number): number => ((counts + 0.5) / 1024 - 0.1) * (150 / 0.8);
  t.true(psiOf(866) <= 140 && psiOf(867) > 140);
});

test.serial('air moves on a board without leases only while somebody attends', async (t) => {
  await withBoard('firmware=standard&psi=26', async (rig) => {
    const error = await t.throwsAsync(rig.run(jobOf({ FL: 27 })), { instanceOf: OnairError });
    t.is(error?.code, 'unsafe');
    t.regex(error?.message ?? '', /StandardFirmata.*an open valve stays open; nothing was opened/);
    t.regex(error?.hint ?? '', /leave that out; or add --attended, and stay at the valve/);
    t.is(rig.highs('fill valve of hose'), 0);
    t.deepEqual(rig.misdeeds, []);
  });
  await withBoard('firmware=standard&psi=26', async (rig) => {
    const notes: string[] = [];
    const { stage } = await rig.run(jobOf({ FL: 27 }), {
      attended: true,
      onNote: (text) => notes.push(text),
    });
    t.like(stage, { kind: 'ended', reason: 'done' });
    t.regex(notes.join(), /Stay at the valve/);
  });
  await withBoard('firmware=standard&psi=26', async (rig) => {
    rig.clock.after(3500, () => rig.abort.abort());
    const { stage } = await rig.run(jobOf({ FL: 27 }, { kind: 'watch' }));
    t.is(stage.kind, 'ended', 'watching opens nothing');
  });
  await withBoard('firmware=standard', async (rig) => {
    const presets = [{ name: 'street', job: jobOf({ FL: 27 }) }];
    t.is((await t.throwsAsync(rig.box(presets), { instanceOf: OnairError }))?.code, 'unsafe');
  });
});

/** Runs until air flows, then does something: in the middle of the sounding, which takes 100 ms. */
async function whileFilling(rig: Rig, act: () => void) {
  return rig.run(jobOf({ FL: 30 }), {
    onStep: (_, events) => {
      if (events.some(({ kind }) => kind === 'opened')) rig.clock.after(50, act);
    },
  });
}

test.serial(
  'a host that disappears: the board shuts the valve within the silence of the lease',
  async (t) => {
    await withBoard('psi=20', async (rig) => {
      let stuckAt = Number.NaN;
      const run = whileFilling(rig, () => {
        stuckAt = rig.clock.now();
        rig.link.isStuck = true;
      });
      while (Number.isNaN(stuckAt)) await rig.clock.sleep(5);
      t.true(rig.on.includes('fill valve of hose'));
      await rig.clock.sleep(510);
      t.deepEqual(rig.on, []);
      t.like((await run).stage, { kind: 'fault', fault: { code: 'lease-tripped' } });
    });
  },
);

test.serial('old readings renew no lease: the board shuts everything although the host lives', async (t) => {
  await withBoard('psi=20', async (rig) => {
    const { link, pins, clock, abort } = rig;
    const board = await openBoard({ link, pins, clock, signal: abort.signal, jobs: [jobOf({ FL: 30 })] });
    board.clear();
    const renewals: number[] = [];
    link.tap = (direction, bytes) => {
      if (direction === 'out' && bytes.equals(Buffer.from([0xf0, 2, 0xf7]))) renewals.push(clock.now());
    };
    const write = async (ms: number): Promise<void> => {
      for (const end = clock.now() + ms; clock.now() < end; await clock.sleep(20))
        board.write({ pump: true, outlets: [{ fill: true, vent: false }] });
    };
    await write(1000);
    t.true(renewals.length >= 8);
    t.true(rig.on.includes('fill valve of hose'));
    rig.device.receive(Buffer.from([0xc0, 0])); // the channel of the sensor is not reported any more
    const quietAt = clock.now();
    await write(900);
    t.true((renewals.at(-1) ?? 0) - quietAt <= 250, 'stale after 250 ms');
    t.deepEqual(rig.on, [], 'and 500 ms later the board has let go');
    await board.close();
  });
});

test.serial(
  'what the board did is told: at once, but a reading leaves the first word to the cycle',
  async (t) => {
    const REPORTED = [
      [1, /fill valve of hose \(pin 4\): nothing was renewed/],
      [2, /open for too long/],
      [4, /its sensor was outside of its range/],
      [9, /does not know/],
    ] as const;
    for (const [reason, says] of REPORTED) {
      await withBoard('psi=20', async (rig) => {
        let injectedAt = Number.NaN;
        const { stage } = await whileFilling(rig, () => {
          injectedAt = rig.clock.now();
          rig.link.inject(0xf0, 6, 4, reason, 0xf7);
        });
        t.like(stage, { kind: 'fault', fault: { code: 'lease-tripped' } });
        if (stage.kind !== 'fault') return;
        t.regex(stage.fault.reason, says);
        t.is(stage.fault.atMs - injectedAt >= 150, reason === 4);
        t.deepEqual(rig.on, []);
        t.deepEqual(rig.misdeeds, []);
      });
    }
  },
);

test.serial('a board restarted by its watchdog says so', async (t) => {
  await withBoard('', async (rig) => {
    const commands: Command[] = [];
    const { link, pins, clock, abort } = rig;
    const onCommand = (act: Command): void => void commands.push(act);
    const board = await openBoard({ link, pins, clock, signal: abort.signal, onCommand });
    rig.device.hang();
    await clock.sleep(4000);
    t.deepEqual(
      commands.filter(({ kind }) => kind === 'link-lost'),
      [
        {
          kind: 'link-lost',
          reason: 'the board restarted by itself: it hung, and its watchdog reset it',
        },
      ],
    );
    await board.close();
    const notes: string[] = [];
    await (
      await openBoard({ link, pins, clock, signal: abort.signal, onNote: (text) => notes.push(text) })
    ).close();
    t.regex(notes.join(), /restarted before this: it hung/);
  });
});

test.serial(
  'in the box a trip ends with the fault that a person clears, and the next start fills',
  async (t) => {
    await withBoard('psi=26&move=0', async (rig) => {
      const box = rig.box([{ name: 'street', job: jobOf({ FL: 28 }) }]);
      await rig.until('waiting');
      rig.device.press('start');
      while (!rig.on.includes('fill valve of hose')) await rig.clock.sleep(5);
      rig.link.inject(0xf0, 6, 4, 1, 0xf7);
      await rig.until('fault');
      await rig.clock.sleep(10);
      t.deepEqual(rig.on, []);
      rig.device.press('stop');
      await rig.until('waiting');
      rig.device.press('start');
      t.like((await rig.until('ended')).stage, { reason: 'done' });
      rig.abort.abort();
      await box;
    });
  },
);
