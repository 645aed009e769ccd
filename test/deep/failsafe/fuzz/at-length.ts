import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fuzz } from './fuzz.js';
import { newTally, type Tally } from './tally.js';

/**
 * The fuzz of the sketch at length, in shares with a seed each: `npm run fuzz:sketch -- --bytes 10000000 --seed 1
 * --workers
 * 2`. Each finished share prints a line; a run that was interrupted continues with the next seed. It ends with exit
 * code 1 at the first promise that is broken, with the seed and the episode: `--seed 7 --episode 12` reproduces it.
 */
interface Share {
  readonly seed: number;
  readonly bytes: number;
}

const MILLION = 1_000_000;
const SHARE_BYTES = MILLION / 10;

if (isMainThread) await main();
else work(workerData as Share);

function work(share: Share): void {
  const tally = newTally();
  fuzz(share, tally);
  parentPort?.postMessage(tally);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      bytes: { type: 'string', default: String(10 * MILLION) },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
      episode: { type: 'string' },
    },
  });
  const [bytes, seed, workers] = [Number(values.bytes), Number(values.seed), Number(values.workers)];
  if (![bytes, seed, workers].every((value) => Number.isSafeInteger(value) && value > 0)) {
    throw new Error('--bytes, --seed and --workers are whole numbers from 1 on');
  }
  const episode = values.episode === undefined ? undefined : Number(values.episode);
  if (episode !== undefined) return report([again(seed, episode)], 0, seed);
  const startedAt = performance.now();
  const waiting = Array.from(
    { length: Math.ceil(bytes / SHARE_BYTES) },
    (_, n): Share => ({ seed: seed + n, bytes: Math.min(SHARE_BYTES, bytes - n * SHARE_BYTES) }),
  );
  const tallies: Tally[] = [];
  const workOn = async (): Promise<void> => {
    for (let share = waiting.shift(); share; share = waiting.shift()) {
      const tally = await run(share);
      tallies.push(tally);
      const { restarts, trips } = tally;
      const tripped = [...trips.values()].reduce((total, one) => total + one, 0);
      console.log(
        `seed ${share.seed}: ${tally.bytes} bytes, ${tripped} trips, ${restarts} restarts, 0 violations`,
      );
    }
  };
  await Promise.all(Array.from({ length: workers }, workOn));
  report(tallies, (performance.now() - startedAt) / 1000, seed);
}

/** Repeats a single episode. */
function again(seed: number, episode: number): Tally {
  const tally = newTally();
  fuzz({ seed, bytes: SHARE_BYTES, episode }, tally);
  return tally;
}

function run(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on('error', reject);
    worker.on('message', resolve);
  });
}

function report(tallies: readonly Tally[], seconds: number, seed: number): void {
  const sum = (of: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + of(tally), 0);
  const most = (of: (tally: Tally) => number): number => Math.max(...tallies.map(of));
  const trips = [1, 2, 3, 4].map((reason) => sum((tally) => tally.trips.get(reason) ?? 0));
  const messages = new Set(tallies.flatMap((tally) => [...tally.messages.keys()]));
  console.log(`
${sum((tally) => tally.bytes)} bytes, seeds from ${seed}, ${sum((tally) => tally.episodes)} boards, ${Math.round(seconds)} s
board's own time      ${Math.round(sum((tally) => tally.boardMs) / 60_000)} minutes
compared with model   ${sum((tally) => tally.comparisons)} times, ${sum((tally) => tally.uncertain)} begun again because timing left two ways
kinds of messages     ${messages.size}
restarts              ${sum((tally) => tally.restarts)}
trips                 silence ${trips[0]}, too long ${trips[1]}, restart ${trips[2]}, reading ${trips[3]}
answer after a flood  ${most((tally) => tally.slowestAnswerMs).toFixed(1)} ms at most, ${most((tally) => tally.longestBacklogMs).toFixed(0)} ms of backlog before it
violations            0`);
}
