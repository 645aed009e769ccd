import test from 'ava';
import { fuzz } from './fuzz/fuzz.js';
import { newTally } from './fuzz/tally.js';

/** Bytes per seed; `npm run fuzz:sketch` continues up to ten million. */
const BYTES = 100_000;
/** `npm run fuzz` gives a first seed of its own. */
const FIRST_SEED = Number(process.env.ONAIR_FUZZ_SEED ?? 11);
const SEEDS = [FIRST_SEED, FIRST_SEED + 1, FIRST_SEED + 2];
/** How often each message and reason must have come: known of our own seeds only, of others it is chance. */
const OFTEN = process.env.ONAIR_FUZZ_SEED === undefined ? 5 : 0;

/** Every message of the protocol and of the leases, and each trip reason. */
const MESSAGES = [
  ...['F4', 'F5', 'F9', 'FF', '90', 'C0', 'D0', 'E0'],
  ...['01', '02', '03', '04', '08', '09', '0A', '0B'].map((id) => `F0 ${id}`),
  ...['69', '6B', '6D', '6F', '71', '76', '78', '79', '7A'].map((id) => `F0 ${id}`),
];
const REASONS = [1, 2, 3, 4];

for (const seed of SEEDS) {
  test(`${BYTES} random and mutated bytes, seed ${seed}: no hang, no change of a pin that was not addressed, no pin active beyond its lease, always an answer`, (t) => {
    const tally = newTally();
    fuzz({ seed, bytes: BYTES }, tally);
    t.true(tally.bytes >= BYTES);
    t.deepEqual(
      MESSAGES.filter((name) => (tally.messages.get(name) ?? 0) < OFTEN),
      [],
      'each came often',
    );
    t.deepEqual(
      REASONS.filter((reason) => (tally.trips.get(reason) ?? 0) < OFTEN),
      [],
    );
    t.true(tally.comparisons > 1500);
    t.true(tally.uncertain < tally.comparisons / 10);
    t.true(tally.restarts > 20);
  });
}
