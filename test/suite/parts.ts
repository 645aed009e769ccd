import { availableParallelism } from 'node:os';

/** A group of test files that AVA runs together; parts run one after another. */
export interface Part {
  readonly title: string;
  /** Whether a file belongs here; its path is relative to `test/`, with `/` on every system. */
  readonly has: (file: string) => boolean;
  /** AVA options: number of files at the same time, and whether the tests of one file run serially. */
  readonly flags: readonly string[];
  /** Additional environment for these tests. */
  readonly env?: Readonly<Record<string, string>>;
}

export type SuiteName = 'quick' | 'deep';

const DEEP = /^deep\//;
/** Tests that depend on real time, or on programs that do: they run alone, after the others. */
const REAL_TIME = /^(deep\/)?real-time\//;
/** Their tests mostly wait for devices, browsers and terminals, so those of one file go on at the same time. */
const WAITING = /^deep\/real-time\/(web\/|cli\/served\.|setup\/)/;
const PEERS = /^peers\//;
/** The table of all attacks, when the tests that did them have ended. */
const ATTACKS = /^deep\/attacks\//;
const SKETCH = /^(deep\/)?failsafe\//;
/** One file more than cores: some files wait for a moment, for a program or the disk, and leave theirs idle. */
const TOGETHER = [`--concurrency=${availableParallelism() + 1}`];
const ALONE = ['--concurrency=1', '--serial'];

/**
 * Tables and streams in which no pin's number counts. The Nano has the Uno's chip and its code but for two analog
 * inputs more, so these run on the Uno and the Mega.
 */
const OF_THE_CHIP = /^deep\/failsafe\/(fuzz|lease\/(states|full-table))\./;

/** The compiled sketch on its other boards. */
const otherBoard = (board: string, has = (file: string) => SKETCH.test(file)): Part => ({
  title: `sketch on the ${board}`,
  has,
  flags: TOGETHER,
  env: { ONAIR_FAILSAFE_BOARD: board },
});

/**
 * `npm test` and `npm run test:deep`: every test file belongs to one part of one of them, those of the sketch to more.
 */
export const SUITES: Readonly<Record<SuiteName, readonly Part[]>> = {
  quick: [
    {
      title: 'calculated',
      has: (file) => !DEEP.test(file) && !REAL_TIME.test(file) && !PEERS.test(file),
      flags: TOGETHER,
    },
    { title: 'real time', has: (file) => !DEEP.test(file) && REAL_TIME.test(file), flags: ALONE },
  ],
  deep: [
    {
      title: 'deep',
      has: (file) => DEEP.test(file) && !REAL_TIME.test(file) && !ATTACKS.test(file),
      flags: TOGETHER,
    },
    {
      title: 'real time and peers',
      has: (file) => (DEEP.test(file) && REAL_TIME.test(file) && !WAITING.test(file)) || PEERS.test(file),
      flags: ALONE,
    },
    { title: 'waiting in real time', has: (file) => WAITING.test(file), flags: ['--concurrency=1'] },
    otherBoard('nano', (file) => SKETCH.test(file) && !OF_THE_CHIP.test(file)),
    otherBoard('mega'),
    { title: 'attacks', has: (file) => ATTACKS.test(file), flags: [] },
  ],
};
