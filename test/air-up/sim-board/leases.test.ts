import test from 'ava';
import * as wire from '../../failsafe/messages/wire-format.js';
import { type Bare, bare } from './rig.js';

const { lease, REASON, REFUSAL, KEPT } = wire;
const FILL: wire.LeaseTerms = { pin: 4, safe: 0, silenceMs: 500, activeMs: 0 };
const hex = (message: readonly number[]): string => Buffer.from(message).toString('hex');
const text = (said: string): string =>
  hex(wire.sysex(0x71, ...[...Buffer.from(said)].flatMap((letter) => [letter, 0])));

/** A board with one lease, said back. */
function leased(terms: wire.LeaseTerms = FILL, query = ''): Bare {
  const board = bare(query);
  board.say(...lease.configure(terms));
  board.heard();
  return board;
}

const open = wire.digitalPin(4, 1);

test('the lease of a host that falls silent runs out, once, with its reason', (t) => {
  const { say, heard, after, device } = leased();
  say(...open);
  after(400);
  say(...lease.renew);
  after(499);
  t.true(device.isHigh(4));
  after(5);
  t.false(device.isHigh(4));
  t.deepEqual(heard(), [hex(lease.tripped(4, REASON.silence)), text('pin 4 safe: silence')]);
  say(...open, ...lease.renew, ...wire.pinMode(4, 'output'), ...open, ...wire.SYSTEM_RESET, ...open);
  t.false(device.isHigh(4), 'nothing but a clear ends it');
  say(...lease.configure(FILL));
  t.deepEqual(heard(), [hex(lease.state(FILL, 0, REASON.silence))], 'nor do new terms');
  say(...lease.clear(4));
  t.false(device.isHigh(4), 'a clear switches nothing on');
  say(...open);
  t.true(device.isHigh(4));
});

test('nobody is open for longer than agreed, renewals or not', (t) => {
  const { say, heard, after, device } = leased({ ...FILL, activeMs: 700 });
  const hold = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 50) {
      after(50);
      say(...lease.renew);
    }
  };
  say(...open);
  hold(650);
  say(...wire.digitalPin(4, 0));
  hold(700);
  say(...open);
  hold(650);
  t.true(device.isHigh(4), 'the time begins again after a rest');
  say(...wire.digitalPin(4, 0));
  hold(50);
  say(...open);
  hold(50);
  t.false(device.isHigh(4));
  t.is(heard()[0], hex(lease.tripped(4, REASON.activeTooLong)));
});

test('a reading outside of its range shuts the valve within five milliseconds', (t) => {
  const watch = { channel: 0, lowest: 41, highest: 866, samples: 3 };
  const { say, heard, after, device } = leased({ ...FILL, watch }, 'psi=20&break=sensor-short@1');
  say(...open);
  const hold = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 10) {
      after(10);
      say(...lease.renew);
    }
  };
  hold(990);
  t.true(device.isHigh(4));
  hold(40);
  t.false(device.isHigh(4));
  t.deepEqual(heard(), [hex(lease.tripped(4, REASON.reading)), text('pin 4 safe: reading out of range')]);
  say(...lease.clear(4));
  after(25);
  t.is(heard()[1], hex(lease.tripped(4, REASON.reading)), 'and again, as long as it is so');
});

test('a trip outlives a reset, and tells itself again; a power cycle ends lease and trip', (t) => {
  const { say, heard, after, device } = leased();
  after(600);
  heard();
  device.restart();
  after(2200);
  const [version, , cause, tripped] = heard();
  t.is(version, 'f90205');
  t.is(cause, hex(wire.sysex(8, 2, 0)));
  t.is(tripped, hex(lease.tripped(4, REASON.silence)), 'the first reason');
  device.powerCycle();
  after(2200);
  t.is(heard().at(-1), hex(wire.sysex(8, 1, 0)));
  say(...lease.query);
  t.deepEqual(heard(), [hex(lease.endOfStates)]);
});

test('a reset trips what stood, whatever it was at', (t) => {
  const { say, heard, after, device } = leased();
  say(...open);
  device.restart();
  t.false(device.isHigh(4));
  after(2200);
  t.true(heard().includes(hex(lease.tripped(4, REASON.restart))));
  say(...open);
  t.false(device.isHigh(4));
});

test('what EEPROM keeps stands after a power cycle, untripped; an erased one does not', (t) => {
  const { say, heard, after, device } = leased();
  const kept = wire.sumOf(FILL);
  const none = wire.sumOf();
  say(...lease.keep, ...lease.aboutQuery, ...lease.forget(4), ...lease.keep);
  t.deepEqual(heard(), [
    hex(lease.about(kept, KEPT.beingWritten, none)),
    hex(lease.refused(4, REFUSAL.busy)),
    hex(lease.refused(0x7f, REFUSAL.busy)),
  ]);
  after(200);
  t.deepEqual(heard(), [hex(lease.about(kept, KEPT.terms, kept))]);
  device.powerCycle();
  after(2200);
  heard();
  say(...lease.query);
  t.is(heard()[0], hex(lease.state(FILL, 0, REASON.none)));
  say(...lease.erase);
  after(200);
  device.powerCycle();
  after(2200);
  heard();
  say(...lease.query);
  t.deepEqual(heard(), [hex(lease.endOfStates)]);
});

test('a lease that is given up is plain Firmata again; a tripped one is cleared first', (t) => {
  const { say, heard, after, device } = leased();
  after(600);
  heard();
  say(...lease.forget(4));
  t.deepEqual(heard(), [hex(lease.refused(4, REFUSAL.tripped))]);
  say(...lease.clear(4), ...lease.forget(4), ...open);
  t.is(heard().at(-1), hex(lease.about(wire.sumOf(), KEPT.nothing, wire.sumOf())));
  after(5000);
  t.true(device.isHigh(4), 'nobody takes it back any more');
});

const WATCH = { channel: 0, lowest: 0, highest: 1023, samples: 3 };
const [, , ...TERMS_OF_FILL] = lease.configure(FILL).slice(0, -1);
/** What a board does not take, and why; A0 is watched by pin 4. */
const REFUSED: Readonly<Record<string, readonly [message: readonly number[], pin: number, why: number]>> = {
  'a byte too few': [wire.sysex(1, ...TERMS_OF_FILL.slice(1)), 0, REFUSAL.malformed],
  'a safe level of 2': [wire.sysex(1, 4, 2, ...TERMS_OF_FILL.slice(2)), 4, REFUSAL.malformed],
  'a range without a channel': [wire.sysex(1, ...TERMS_OF_FILL.slice(0, -1), 1), 4, REFUSAL.malformed],
  'no samples': [lease.configure({ ...FILL, watch: { ...WATCH, samples: 0 } }), 4, REFUSAL.malformed],
  'a range upside down': [
    lease.configure({ ...FILL, watch: { ...WATCH, lowest: 1023, highest: 0 } }),
    4,
    REFUSAL.malformed,
  ],
  'a channel that is not there': [
    lease.configure({ ...FILL, watch: { ...WATCH, channel: 9 } }),
    4,
    REFUSAL.malformed,
  ],
  'its own pin watched': [
    lease.configure({ ...FILL, pin: 15, watch: { ...WATCH, channel: 1 } }),
    15,
    REFUSAL.malformed,
  ],
  'the wire to the host': [lease.configure({ ...FILL, pin: 1 }), 1, REFUSAL.noOutput],
  'a pin that is watched': [lease.configure({ ...FILL, pin: 14 }), 14, REFUSAL.noOutput],
  'a leased pin watched': [
    lease.configure({ ...FILL, pin: 5, watch: { ...WATCH, channel: 3 } }),
    5,
    REFUSAL.noOutput,
  ],
  'no limit': [lease.configure({ ...FILL, silenceMs: 0 }), 4, REFUSAL.unlimited],
  'a clear without a lease': [lease.clear(9), 9, REFUSAL.noLease],
  'giving up no lease': [lease.forget(9), 9, REFUSAL.noLease],
  'keeping by halves': [wire.sysex(0x0b, 2), 0x7f, REFUSAL.malformed],
};

for (const [what, [message, pin, why]] of Object.entries(REFUSED)) {
  test(`refused: ${what}`, (t) => {
    const { say, heard } = leased({ ...FILL, watch: WATCH });
    say(...lease.configure({ ...FILL, pin: 17 }));
    heard();
    say(...message);
    t.deepEqual(heard(), [hex(lease.refused(pin, why))]);
    say(...lease.query);
    t.is(heard().length, 3, 'and nothing has changed');
  });
}

test('sixteen leases have a place, and their sum is that of the firmware', (t) => {
  const { say, heard } = bare();
  const all = Array.from({ length: 17 }, (_, n) => ({ ...FILL, pin: 18 - n }));
  for (const terms of all) say(...lease.configure(terms));
  t.is(heard().at(-1), hex(lease.refused(2, REFUSAL.noPlace)));
  say(...lease.aboutQuery);
  const taken = all.slice(0, 16).reverse();
  t.deepEqual(heard(), [hex(lease.about(wire.sumOf(...taken), KEPT.nothing, wire.sumOf()))]);
  say(...lease.query);
  t.deepEqual(heard(), [...taken.map((terms) => hex(lease.state(terms, 0, 0))), hex(lease.endOfStates)]);
});

test('a leased pin takes no mode but output and PWM, and PWM counts as active', (t) => {
  const { say, heard, device } = leased({ ...FILL, pin: 11 });
  const isActive = (): boolean => {
    say(...lease.query);
    return heard()[0] === hex(lease.state({ ...FILL, pin: 11 }, 1, 0));
  };
  say(...wire.pinMode(11, 'input'), ...wire.digitalPin(11, 1));
  t.true(device.isHigh(11) && isActive());
  say(...wire.pinMode(11, 'pwm'));
  t.false(device.isHigh(11) || isActive(), 'a change of mode begins at the safe level');
  say(...wire.analog(11, 3));
  t.true(device.isHigh(11) && isActive());
  say(...wire.digitalPin(11, 0));
  t.true(device.isHigh(11) && isActive(), 'a level says nothing to PWM');
  say(...wire.SYSTEM_RESET);
  t.false(device.isHigh(11) || isActive());
});

test('a safe level may be HIGH', (t) => {
  const { say, heard, after, device } = leased({ ...FILL, safe: 1 });
  t.true(device.isHigh(4));
  say(...wire.digitalPin(4, 0));
  t.false(device.isHigh(4));
  after(510);
  t.true(device.isHigh(4));
  t.is(heard()[0], hex(lease.tripped(4, REASON.silence)));
});

test('StandardFirmata has no leases', (t) => {
  const { say, heard, after, device } = bare('firmware=standard');
  say(
    ...lease.configure(FILL),
    ...lease.aboutQuery,
    ...wire.RESET_CAUSE_QUERY,
    ...wire.pinMode(4, 'output'),
    ...open,
  );
  after(10_000);
  t.true(device.isHigh(4), 'and keeps a pin HIGH when nobody is there');
  t.deepEqual(heard(), []);
});

test('a hang of the fail-safe sketch ends with its watchdog: pins float, and it says so', (t) => {
  const { say, heard, after, device } = leased({ ...FILL }, 'break=board-hangs@1');
  say(...open);
  for (let n = 0; n < 10; n++) {
    after(100);
    say(...lease.renew);
  }
  after(180);
  t.false(device.isHigh(4));
  after(2200);
  t.true(heard().includes(hex(wire.sysex(8, 8, 0))));
});
