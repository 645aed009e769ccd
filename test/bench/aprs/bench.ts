import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { direWolf } from '../../peers.js';
import { decodeStream, hexOf, packets } from './frames.js';
import { heapAfterCollection } from './heap.js';

/** Packets that both sides decode in one run. */
const PACKETS = 100_000;
const ROUNDS = 5;

const all = packets(PACKETS);
const stream = Buffer.concat(all.map(({ kiss }) => kiss));

/** Seconds that an act takes: the median of some rounds. */
function median(act: () => void): number {
  const seconds = Array.from({ length: ROUNDS }, () => {
    const before = process.hrtime.bigint();
    act();
    return Number(process.hrtime.bigint() - before) / 1e9;
  });
  return seconds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

/** Packets a second of decode_aprs, its start taken out: the time for one packet is subtracted. */
function judge(lines: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'));
  const seconds = (name: string, some: readonly string[]): number => {
    const file = join(folder, name);
    writeFileSync(file, some.map((line) => `${line}\n`).join(''));
    return median(() => {
      const { status } = spawnSync('decode_aprs', { stdio: [openSync(file, 'r'), 'ignore', 'ignore'] });
      if (status === null) throw new Error('decode_aprs did not end');
    });
  };
  try {
    return lines.length / (seconds('all', lines) - seconds('one', lines.slice(0, 1)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rate = (perSecond: number): string => `${Math.round(perSecond).toLocaleString('en')} packets/s`;

decodeStream(stream); // the engine compiles what is hot
const ours = PACKETS / median(() => decodeStream(stream));
console.log(
  `KISS, AX.25 and APRS, ${PACKETS.toLocaleString('en')} packets of every kind, median of ${ROUNDS}`,
);
console.log(`onair:                                ${rate(ours)}`);
if (direWolf) {
  const frames = judge(all.map(({ kiss }) => hexOf(kiss)));
  const lines = judge(all.map(({ line }) => line));
  console.log(
    `decode_aprs, the same KISS frames:    ${rate(frames)}; onair ${(ours / frames).toFixed(2)} times that`,
  );
  console.log(
    `decode_aprs, as text, without frames: ${rate(lines)}; onair ${(ours / lines).toFixed(2)} times that`,
  );
} else console.log('decode_aprs is not here (Debian package direwolf): nothing to compare with');

/** Ten million frames, the heap after each million. */
const MILLION = 1_000_000;
console.log('heap after so many million frames, MB:');
const heaps: number[] = [];
for (let million = 1; million <= 10; million++) {
  for (let done = 0; done < MILLION; done += PACKETS) decodeStream(stream);
  heaps.push(heapAfterCollection() / 2 ** 20);
  console.log(`${million}: ${heaps.at(-1)?.toFixed(2)}`);
}
// The first still holds what the speed was measured with.
console.log(`from the second million to the last: ${((heaps.at(-1) ?? 0) - (heaps[1] ?? 0)).toFixed(2)} MB`);
