import fc from 'fast-check';

/**
 * Read before every test file (package.json, "ava"): what chance draws is the same at each run, so
 * that a failure on one machine is a failure on all. `ONAIR_SEED=random npx ava` draws again, and
 * `ONAIR_SEED=N` draws as the run that failed with N did.
 */
const asked = process.env.ONAIR_SEED ?? '20261126';

if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
