/**
 * Bytes of KISS to APRS reports, beside Dire Wolf's decoder, each measurement right after the other; and whether memory
 * grows over ten million frames.
 * Run: npm run bench:aprs
 */
import { direWolf } from '../../peers.js';
import { atLeast, atMost } from '../bound.js';
import { judge } from '../judge.js';
import { median } from '../statistics.js';
import { DecodeAprs } from './decode-aprs.js';
import { decodeStream, hexOf, packets } from './frames.js';
import { heapAfterCollection } from './heap.js';

/** Packets that both sides decode in one round. */
const PACKETS = 100_000;
const ROUNDS = 7;
const MILLION = 1_000_000;
const MILLIONS = 10;

const all = packets(PACKETS);
const stream = Buffer.concat(all.map(({ kiss }) => kiss));

function ownSeconds(): number {
  const startedAt = performance.now();
  decodeStream(stream);
  return (performance.now() - startedAt) / 1000;
}

/** How many times as fast as decode_aprs, the median of rounds. */
function besideDecodeAprs(what: string, lines: readonly string[]): number {
  const theirs = new DecodeAprs(lines);
  console.log(`packets per second, ${what}: onair, decode_aprs, ratio`);
  const ratios = Array.from({ length: ROUNDS }, () => {
    const [own, their] = [ownSeconds(), theirs.seconds()];
    const rates = [own, their].map((seconds) =>
      Math.round(PACKETS / seconds)
        .toLocaleString('en')
        .padStart(10),
    );
    console.log(`${rates.join('')}  ${(their / own).toFixed(2)}`);
    return their / own;
  });
  theirs.close();
  return median(ratios);
}

decodeStream(stream); // the engine compiles what is hot
const missing = { skipped: 'no decode_aprs (Debian package direwolf)' };
const frames = direWolf
  ? besideDecodeAprs(
      'KISS frames',
      all.map(({ kiss }) => hexOf(kiss)),
    )
  : missing;
const texts = direWolf
  ? besideDecodeAprs(
      'lines of text, no frames',
      all.map(({ line }) => line),
    )
  : missing;

console.log('heap after so many million frames, MB:');
const heaps: number[] = [];
for (let million = 1; million <= MILLIONS; million++) {
  for (let done = 0; done < MILLION; done += PACKETS) decodeStream(stream);
  heaps.push(heapAfterCollection() / 2 ** 20);
  console.log(`${million}: ${heaps.at(-1)?.toFixed(2)}`);
}
// The first still holds what the speed was measured with.
const grownMb = (heaps.at(-1) ?? Number.NaN) - (heaps[1] ?? Number.NaN);

judge('aprs', [
  atLeast('speed, the same KISS frames', frames, 1, { of: 'decode_aprs' }),
  atLeast('speed, text without frames', texts, 0.25, {
    of: 'decode_aprs, which has no frames to decode',
  }),
  atMost('heap grows, 2nd to 10th million', grownMb, 0.5, { unit: 'MB' }),
]);
