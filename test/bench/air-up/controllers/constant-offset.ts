import { type Assignment, firstLook, newest, open, type Play, rest, restUntilCalm } from './controller.js';

/** OAS-Man's constant before it has adapted. */
const OFFSET_PSI = 5;
const SMOOTH = 5;
/** Bursts: 5 ms per psi in bags of some 5 l, so 1 ms per psi and liter; 5 to 100 ms there, as much longer here. */
const BURST_MS_PER_PSI_L = 1;
const BAG_L = 5;
const SHORTEST_MS = 5;
/** Nothing moves in so many bursts: the compressor has its pause, as when it does not raise the tank there, ms. */
const STUCK_BURSTS = 8;
const MOVED_PSI = 0.1;
const PAUSE_MS = 90_000;

/**
 * Valve open until the flowing reading less 5 psi is the target, then settle, then bursts in proportion to what is
 * missing: OAS-Man before it has adapted (firmware/air-up/SOURCES.md#controllers-compared). Its bursts are for bags of
 * a few liters and are made longer by the volume of the tire; its limit of 15 s for all and its cap of a burst are left
 * out for the same reason. It settles by the better rule of jeep-air-down: its own, within 1 psi for 100 ms, takes a
 * hose that drains for a tire.
 */
export function* constantOffset({ targetPsi, tolerancePsi, volumeL }: Assignment): Play {
  let psi = yield* firstLook();
  if (psi < targetPsi - tolerancePsi) {
    const flowing: number[] = [];
    while (flowing.length < SMOOTH || newest(flowing, SMOOTH) - OFFSET_PSI < targetPsi) {
      flowing.push(yield true);
    }
    psi = yield* restUntilCalm();
  }
  let stuck = 0;
  while (psi < targetPsi - tolerancePsi) {
    const before = psi;
    const shortestMs = (SHORTEST_MS * volumeL) / BAG_L;
    yield* open(Math.max(BURST_MS_PER_PSI_L * volumeL * (targetPsi - psi), shortestMs));
    psi = yield* restUntilCalm();
    stuck = psi - before < MOVED_PSI ? stuck + 1 : 0;
    if (stuck < STUCK_BURSTS) continue;
    psi = yield* rest(PAUSE_MS);
    stuck = 0;
  }
  return psi;
}
