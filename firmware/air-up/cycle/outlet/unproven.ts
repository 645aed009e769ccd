import type { TireAir } from '../estimate/flow-model.js';
import type { SteadyReading } from '../estimate/gauge.js';
import type { FaultCode } from '../faults.js';
import { MOVES_AIR } from '../job/check-job.js';
import type { OutletState, Proof, TireState } from './outlet-state.js';
import { type OutletContext, type OutletStep, psi } from './outlet-step.js';
import { SHORTEST_TAU_MS } from './watch-shut.js';

type Wrong = NonNullable<OutletStep['fault']>;

/** Faults behind which a fill valve may be stuck open, whatever else they are called. */
const OF_FILL_VALVE: ReadonlySet<FaultCode> = new Set([
  'fill-stuck-open',
  'over-pressure',
  'rise-too-fast',
  'sensor-moved',
]);

/**
 * A person has cleared a fault, and perhaps mended nothing. From here on the hose may show the line instead of the
 * tire, so that no reading is believed as a result before a pulse has shown that the valve shuts.
 */
export function distrusted(outlet: OutletState, code: FaultCode): OutletState {
  return OF_FILL_VALVE.has(code) || isUnsettled(outlet) ? { ...outlet, unproven: true } : outlet;
}

/**
 * The fault has ended a fill, and nobody has seen yet whether its valve shuts: a person may have stopped it for that.
 */
function isUnsettled({ phase }: OutletState): boolean {
  return (phase.kind === 'open' || phase.kind === 'settling') && phase.pulse.direction === 'fill';
}

/** A pulse has shown that the valve shuts. */
export function proven(outlet: OutletState): OutletState {
  return outlet.unproven ? { ...outlet, unproven: undefined } : outlet;
}

/** Why a tire can't be finished on a settled reading. */
export function faultOfUnproven({ unproven }: OutletState, stillPsi: number): Wrong | undefined {
  if (!unproven) return undefined;
  const reason = `${psi(stillPsi)}, and no pulse has shown yet that the fill valve shuts`;
  return { code: 'fill-stuck-open', reason };
}

/**
 * A pulse that a fault or a lost link ends may bring this much more than was wanted, psi: 6 psi/s for half a second.
 */
const BEYOND_PSI = 5;

/**
 * A tire that is read again after a fault. What it had, or was filled to, is the most that it can have: what reads more
 * is the line behind a valve that does not shut. A target that a person lowers does not count: the higher one may be
 * reached.
 */
export function faultOfGain(
  { startPsi, mostAimedPsi, targetPsi }: TireState,
  stillPsi: number,
  { job }: OutletContext,
): Wrong | undefined {
  if (startPsi === undefined || !MOVES_AIR[job.kind]) return undefined;
  const aimedPsi = job.kind === 'deflate' ? startPsi : (mostAimedPsi ?? targetPsi);
  const mostPsi = Math.max(startPsi, aimedPsi) + BEYOND_PSI;
  if (stillPsi <= mostPsi) return undefined;
  const reason = `${psi(stillPsi)} before any valve was opened again, and no more than ${psi(mostPsi)} can be in the tire`;
  return { code: 'fill-stuck-open', reason };
}

/** Time without the pump after which a hose behind an open valve has fallen, ms: by 0.8 psi with 1 CFM, by 6 with 6. */
export const PROOF_MS = 600;
/** What it falls by at least, beyond cooling and what a reading may be wrong by, psi. */
const PROOF_PSI = 0.3;

/** The pump is off: behind a valve that is shut that changes nothing. */
export function faultOfProof(
  proof: Proof,
  { psi: stillPsi, errorPsi }: SteadyReading,
  { hotPsi, coldPsi }: TireAir,
): Wrong | undefined {
  const coolsPsi = Math.max(0, hotPsi - coldPsi) * (PROOF_MS / SHORTEST_TAU_MS);
  if (stillPsi >= proof.psi - PROOF_PSI - coolsPsi - errorPsi) return undefined;
  const reason = `${psi(proof.psi)} with the pump on and ${psi(stillPsi)} with it off, the valve commanded to shut`;
  return { code: 'fill-stuck-open', reason };
}
