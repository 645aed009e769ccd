import type { Connection } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';

/** Time for which a sensor is read for one point, and the time between readings, ms. */
const READ_MS = 2000;
const EVERY_MS = 40;

/** Reads the sensor for a while; each reading counts once. */
export async function readings(
  io: Io,
  out: Output,
  { signal, link }: Connection,
  newest: () => { readonly ratio: number; readonly atMs: number } | undefined,
): Promise<number[]> {
  out.progress('reading the sensor …');
  const ratios: number[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const untilMs = io.clock.now() + READ_MS; io.clock.now() < untilMs; ) {
    await io.clock.sleep(EVERY_MS, signal);
    if (!link.isOpen) throw link.lossError;
    const sample = newest();
    if (sample && sample.atMs > lastMs) {
      ratios.push(sample.ratio);
      lastMs = sample.atMs;
    }
  }
  return ratios;
}
