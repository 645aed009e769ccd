import test from 'ava';
import fc from 'fast-check';
import {
  encodeTerms,
  type LeaseTerms,
  leaseQuestions,
  readLeaseMessage,
  sumOf,
} from '../../../firmware/air-up/board/lease/messages/lease-messages.js';
import * as wire from '../../failsafe/messages/wire-format.js';

const watch = fc.record({
  channel: fc.nat(15),
  lowest: fc.nat(1023),
  highest: fc.nat(1023),
  samples: fc.integer({ min: 1, max: 127 }),
});
const terms: fc.Arbitrary<LeaseTerms> = fc
  .record({
    pin: fc.nat(69),
    safeLevel: fc.constantFrom(0 as const, 1 as const),
    silenceMs: fc.integer({ min: 1, max: 16_383 }),
    activeMs: fc.nat(2_097_151),
    watch: fc.option(watch, { nil: undefined }),
  })
  .map(({ watch, ...rest }) => (watch ? { ...rest, watch } : rest));

/** The same in the words of the firmware's tests, which were written apart. */
const apart = ({ safeLevel, ...rest }: LeaseTerms): wire.LeaseTerms => ({ ...rest, safe: safeLevel });

test('terms become the bytes that the firmware is tested with, and come back', (t) => {
  fc.assert(
    fc.property(terms, fc.boolean(), fc.integer({ min: 0, max: 4 }), (one, isActive, reason) => {
      t.deepEqual([...encodeTerms(one)], wire.termsBytes(apart(one)));
      t.deepEqual([...leaseQuestions.configure(one)], wire.lease.configure(apart(one)));
      const state = Buffer.from(wire.lease.state(apart(one), isActive ? 1 : 0, reason));
      const read = readLeaseMessage(state);
      t.like(read, { kind: 'state', isActive });
      if (read?.kind === 'state') t.deepEqual(read.terms, one);
    }),
  );
});

test('the sum is that of the firmware, whatever the order in which terms are named', (t) => {
  t.is(sumOf([]), 0xffff);
  fc.assert(
    fc.property(fc.uniqueArray(terms, { selector: ({ pin }) => pin, maxLength: 16 }), (all) => {
      const inOrder = [...all].sort((a, b) => a.pin - b.pin);
      t.is(sumOf(all), wire.sumOf(...inOrder.map(apart)));
    }),
  );
});

test('what a board says is read by its name; a number without a name is unknown, never "none"', (t) => {
  const read = (bytes: readonly number[]) => readLeaseMessage(Buffer.from(bytes));
  t.deepEqual(read(wire.lease.tripped(4, 4)), { kind: 'tripped', pin: 4, trip: 'reading' });
  t.deepEqual(read(wire.lease.tripped(4, 9)), { kind: 'tripped', pin: 4, trip: 'unknown' });
  t.deepEqual(read(wire.lease.refused(4, 5)), { kind: 'refused', pin: 4, why: 'no-place' });
  t.deepEqual(read(wire.lease.endOfStates), { kind: 'end-of-states' });
  t.deepEqual(read(wire.sysex(8, 12, 1)), {
    kind: 'reset-cause',
    causes: ['brown-out', 'watchdog'],
    reportedBy: 'bootloader',
  });
  t.deepEqual(read(wire.lease.about(0x1234, 1, 0xffff)), {
    kind: 'about',
    version: 1,
    places: 16,
    sum: 0x1234,
    kept: 'terms',
    keptSum: 0xffff,
    capabilities: ['own-arrival', 'rest', 'two-slots'],
  });
  const first = [...wire.lease.about(0x1234, 1, 0xffff)];
  t.like(read(first.toSpliced(-3, 2)), { kind: 'about', keptSum: 0xffff, capabilities: [] });
});

test('no bytes make the reader throw, and what is cut or foreign is no message', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      readLeaseMessage(Buffer.from(bytes));
      readLeaseMessage(Buffer.from([0xf0, ...bytes, 0xf7]));
    }),
  );
  for (const bytes of [wire.sysex(5, 1, 2), wire.sysex(6, 4), wire.sysex(9, 1), [0xe0, 1, 2], []]) {
    t.is(readLeaseMessage(Buffer.from(bytes)), undefined, `${bytes}`);
  }
});
