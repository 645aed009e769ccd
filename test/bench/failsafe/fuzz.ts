import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fuzz } from '../../failsafe/fuzz/fuzz.js';
import { newTally, type Tally } from '../../failsafe/fuzz/tally.js';

/**
 * The fuzz of test/failsafe at length: `npm run bench:fuzz -- --bytes 10000000 --seed 1 --workers 2`. It ends with exit
 * code 1 at the first promise that is broken, with the seed and the episode that show it again.
 */
interface Share {
  readonly seed: number;
  readonly bytes: number;
}

const MILLION = 1_000_000;

if (isMainThread) await main();
else work(workerData as Share);

function work(share: Share): void {
  const tally = newTally();
  let told = 0;
  fuzz(
    {
      ...share,
      onEpisode: () => {
        if (tally.bytes - told < 100_000) return;
        parentPort?.postMessage(tally.bytes - told);
        told = tally.bytes;
      },
    },
    tally,
  );
  parentPort?.postMessage(tally);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      bytes: { type: 'string', default: String(10 * MILLION) },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
    },
  });
  const [bytes, seed, workers] = [Number(values.bytes), Number(values.seed), Number(values.workers)];
  const startedAt = performance.now();
  let done = 0;
  const tallies = await Promise.all(
    Array.from({ length: workers }, (_, n) =>
      run({ seed: seed + n, bytes: Math.ceil(bytes / workers) }, (more) => {
        const before = Math.floor(done / MILLION);
        done += more;
        if (Math.floor(done / MILLION) > before)
          console.log(`${(done / MILLION).toFixed(1)} million bytes …`);
      }),
    ),
  );
  report(tallies, (performance.now() - startedAt) / 1000, seed);
}

function run(share: Share, onBytes: (more: number) => void): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on('error', reject);
    worker.on('message', (said: number | Tally) => {
      if (typeof said === 'number') onBytes(said);
      else resolve(said);
    });
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
compared with model   ${sum((tally) => tally.comparisons)} times, ${sum((tally) => tally.uncertain)} begun anew because timing left two ways
kinds of messages     ${messages.size}
restarts              ${sum((tally) => tally.restarts)}
trips                 silence ${trips[0]}, too long ${trips[1]}, restart ${trips[2]}, reading ${trips[3]}
answer after a flood  ${most((tally) => tally.slowestAnswerMs).toFixed(1)} ms at most, ${most((tally) => tally.longestBacklogMs).toFixed(0)} ms of backlog before it
promises broken       0`);
}
