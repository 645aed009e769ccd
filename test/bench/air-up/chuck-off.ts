import { Bench, jobOf, plantOf } from '../../air-up/cycle/rig.js';

/** Of a 35 inch tire: some 90 s from 12 psi to 33. */
const LARGE = { volumeL: 110, wallM2: 2.2 };
/** Longer than any tire takes, s. */
const PATIENCE_S = 200;

/** How long air is lost, s, when the chuck comes off 25 ft of hose, so long after the valve has opened. */
export function chuckOffS(afterS: number): number {
  const tires = [{ name: 'FL', cavity: LARGE, startPsi: 12 }];
  const bench = new Bench(jobOf([33], 'hose'), plantOf([12], 'hose', { tires })).start();
  const isDeep = (): boolean => bench.nowMs - (bench.openSinceMs[0] ?? bench.nowMs) > afterS * 1000;
  if (!bench.run(PATIENCE_S, isDeep)) throw new Error(bench.log());
  bench.break({ kind: 'hose-off', outlet: 0 });
  const offMs = bench.nowMs;
  if (bench.finish() !== 'hose-off') throw new Error(bench.log());
  return (bench.nowMs - offMs) / 1000;
}
