import { setPriority } from 'node:os';
import test from 'ava';

/** Folders whose tests calculate, or run in virtual time: for them no moment is too late. */
const CALCULATES = /\/test\/(failsafe|hc06|kenwood|packet|wiring|air-up\/(board|cycle|plant|sim))\//;

// Read before every test file (package.json, "ava"). The others live in real time, with real processes that shut
// the air when a reading is half a second old: as they should, but not because a test beside them calculates.
const LOW = 10;
if (CALCULATES.test(test.meta.file)) setPriority(LOW);
