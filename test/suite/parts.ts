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
/** Tests that depend on real time, or on programs that do: they run after the others. */
const REAL_TIME = /^(deep\/)?real-time\//;
/** The web app in a browser: its tests mostly wait for devices, so those of one file go on at the same time. */
const WEB_APP = /^deep\/real-time\/web\//;
const PEERS = /^peers\//;
const SKETCH = /^(deep\/)?failsafe\//;
/** One file more than cores: some files wait for a moment, for a program or the disk, and leave theirs idle. */
const TOGETHER = [`--concurrency=${availableParallelism() + 1}`];
const ALONE = ['--concurrency=1', '--serial'];
/** Two files at a time: they mostly wait, and each limit is ten times what an idle machine takes. */
const IN_PAIRS = ['--concurrency=2', '--serial'];

/** The compiled sketch on its other boards. */
const otherBoard = (board: string): Part => ({
  title: `sketch on the ${board}`,
  has: (file) => SKETCH.test(file),
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
    { title: 'deep', has: (file) => DEEP.test(file) && !REAL_TIME.test(file), flags: TOGETHER },
    {
      title: 'real time and peers',
      has: (file) => (DEEP.test(file) && REAL_TIME.test(file) && !WEB_APP.test(file)) || PEERS.test(file),
      flags: IN_PAIRS,
    },
    { title: 'web app', has: (file) => WEB_APP.test(file), flags: ['--concurrency=1'] },
    otherBoard('nano'),
    otherBoard('mega'),
  ],
};
