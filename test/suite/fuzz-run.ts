import { parseArgs } from 'node:util';

/** The settings of `npm run fuzz`. */
export interface FuzzRun {
  /** 0: each file once. */
  readonly minutes: number;
  readonly firstSeed: number;
  /** Run only this file. */
  readonly file: string | undefined;
}

const DAY_MINUTES = 24 * 60;
/** Seeds for the sketch are three times as large; its generator takes 32 bits. */
const LARGEST_SEED = 1_000_000_000;

/**
 * Reads the arguments of `npm run fuzz`; the default seed comes from the time.
 * @throws RangeError, TypeError that name the problem
 */
export function readFuzzRun(argv: readonly string[], files: readonly string[], nowMs: number): FuzzRun {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { minutes: { type: 'string' }, seed: { type: 'string' } },
  });
  const isOnce = values.minutes === undefined && positionals.length > 0;
  const minutes = Number(values.minutes ?? 10);
  if (!(minutes > 0 && minutes <= DAY_MINUTES)) {
    throw new RangeError(`--minutes is a number above 0, up to ${DAY_MINUTES} (a day)`);
  }
  const firstSeed = Number(values.seed ?? nowMs % LARGEST_SEED);
  if (values.seed === '' || !Number.isSafeInteger(firstSeed) || firstSeed < 0 || firstSeed > LARGEST_SEED) {
    throw new RangeError(`--seed is a whole number from 0 to ${LARGEST_SEED}`);
  }
  const [file, ...more] = positionals;
  if (more.length > 0) throw new RangeError('one file at a time');
  if (file !== undefined && !files.includes(file)) {
    throw new RangeError(`"${file}" is no test that draws by chance; these are:\n  ${files.join('\n  ')}`);
  }
  return { minutes: isOnce ? 0 : minutes, firstSeed, file };
}
