/**
 * Bytes of KISS to APRS reports, beside Dire Wolf's decoder, and the texts in them beside js-aprs-fap, each measurement
 * right after the other; and whether memory grows over ten million frames.
 * Run: npm run bench:aprs
 */
import { aprsParser } from 'js-aprs-fap';
import { decodeAprs } from '../../../host/packet/aprs/index.js';
import { direWolf } from '../../peers.js';
import { atLeast, atMost } from '../bound.js';
import { judge } from '../judge.js';
import { median } from '../statistics.js';
import { DecodeAprs } from './decode-aprs.js';
import { decodeStream, hexOf, packetOf, packets } from './frames.js';
import { heapAfterCollection } from './heap.js';

/** Packets that both sides decode in one round. */
const PACKETS = 100_000;
const ROUNDS = 7;
const MILLION = 1_000_000;
const MILLIONS = 10;

const all = packets(PACKETS);
const stream = Buffer.concat(all.map(({ kiss }) => kiss));

function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}

/** How many times as fast as another program, the median of rounds. */
function beside(what: string, program: string, own: () => number, theirs: () => number): number {
  console.log(`packets per second, ${what}: onair, ${program}, ratio`);
  const ratios = Array.from({ length: ROUNDS }, () => {
    const [mine, their] = [own(), theirs()];
    const rates = [mine, their].map((seconds) =>
      Math.round(PACKETS / seconds)
        .toLocaleString('en')
        .padStart(10),
    );
    console.log(`${rates.join('')}  ${(their / mine).toFixed(2)}`);
    return their / mine;
  });
  return median(ratios);
}

/** KISS bytes to reports, beside decode_aprs with the same packets in another form. */
function besideDecodeAprs(what: string, lines: readonly string[]): number {
  const theirs = new DecodeAprs(lines);
  const ratio = beside(
    what,
    'decode_aprs',
    () => secondsOf(() => decodeStream(stream)),
    () => theirs.seconds(),
  );
  theirs.close();
  return ratio;
}

/** Both begin with the line of a monitor, which js-aprs-fap takes apart itself. */
function besideFap(): number {
  const fap = new aprsParser();
  const texts = all.map(({ text }) => text);
  const decodeAll = (): void => {
    for (const text of texts) decodeAprs(packetOf(text));
  };
  const parseAll = (): void => {
    for (const text of texts) fap.parseaprs(text);
  };
  decodeAll();
  parseAll();
  return beside(
    'monitor lines',
    'js-aprs-fap',
    () => secondsOf(decodeAll),
    () => secondsOf(parseAll),
  );
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
const fap = besideFap();

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
  atLeast('speed, the same KISS frames', frames, 2, { of: 'decode_aprs' }),
  atLeast('speed, text without frames', texts, 0.65, {
    of: 'decode_aprs, which has no frames to decode',
  }),
  atLeast('speed, monitor lines', fap, 1.3, { of: 'js-aprs-fap' }),
  atMost('heap grows, 2nd to 10th million', grownMb, 0.5, { unit: 'MB' }),
]);
