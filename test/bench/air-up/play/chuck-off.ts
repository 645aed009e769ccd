import { jobOf, plantOf, Rig } from '../../../air-up/cycle/rig.js';

/** Of a 35 inch tire: some 90 s from 12 psi to 33. */
const LARGE = { volumeL: 110, wallM2: 2.2 };
/** Longer than any tire takes, s. */
const PATIENCE_S = 200;

/** How long air is lost, s, when the chuck comes off 25 ft of hose, so long after the valve has opened. */
export function chuckOffS(afterS: number): number {
  const tires = [{ name: 'FL', cavity: LARGE, startPsi: 12 }];
  const rig = new Rig(jobOf([33], 'hose'), plantOf([12], 'hose', { tires })).start();
  const isDeep = (): boolean => rig.nowMs - (rig.openSinceMs[0] ?? rig.nowMs) > afterS * 1000;
  if (!rig.run(PATIENCE_S, isDeep)) throw new Error(rig.log());
  rig.break({ kind: 'hose-off', outlet: 0 });
  const offMs = rig.nowMs;
  if (rig.finish() !== 'hose-off') throw new Error(rig.log());
  return (rig.nowMs - offMs) / 1000;
}
