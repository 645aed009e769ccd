import { meanSince, SLOWLY, steadyReading, WINDOW_MS } from '../estimate/gauge.js';
import { FILLS, hottestPsi, leastTargetPsi, MOVES_AIR } from '../job/check-job.js';
import type { Doubt } from './doubt.js';
import type { OutletState, Phase, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi, stay } from './outlet-step.js';
import { faultOfRestless } from './pulse-faults.js';
import { settled } from './settled.js';
import { faultOfGain, faultOfProof, PROOF_MS, proven, stepHold } from './unproven.js';
import { afterJump, watchShut } from './watch-shut.js';
import { doubtOf } from './which-tire.js';

type Hose = Extract<Phase, { kind: 'hose' }>;
type Rest = Extract<Phase, { kind: 'rest' }>;

/** Time without pressure for a hose to count as taken off, ms. */
const OFF_MS = 200;
/** Time with pressure for a hose to count as put on, ms: a chuck that is being pressed on leaks and jumps. */
const ON_MS = 500;

/** A chuck that keeps its pressure and comes onto another tire jumps by more than this, psi; air that cools creeps. */
const MOVED_PSI = 0.4;

/** A hose without pressure for so long at the start of a job: nobody has it in hand, or the tire is flat, ms. */
const FLAT_MS = 10_000;

/**
 * A sound sensor stands no further below nothing: 2 % of 150 psi is 3 (SOURCES.md#pressure-sensor), calibrated it is
 * less, psi.
 */
const LOWEST_ZERO_PSI = -2.5;
/** And below where it stood before, psi. */
const ZERO_SLIPS_PSI = 1.5;

/** An open hose has no pressure: what it reads is the sensor's own. Above nothing it may be a flat tire. */
function zeroSlip(psiNow: number, before: number | undefined): string | undefined {
  const lowest = before === undefined ? LOWEST_ZERO_PSI : Math.min(before, 0) - ZERO_SLIPS_PSI;
  if (psiNow >= lowest) return undefined;
  return `off all tires the hose reads ${psi(psiNow)}${before === undefined ? '' : `, and ${psi(before)} before`}`;
}

/** Waits for a person: off the last tire, on the next one. */
export function stepHose(
  before: OutletState,
  tire: TireState,
  phase: Hose,
  context: OutletContext,
): OutletStep {
  const { nowMs, job, index, tireIndex } = context;
  // A falling pressure is the chuck that comes off.
  const { outlet, wrong } = phase.seenOff
    ? { outlet: before, wrong: undefined }
    : watchShut(afterJump(before, nowMs), context, 'longer');
  if (wrong?.code === 'fill-stuck-open') return broken(outlet, tire, wrong.code, wrong.reason);
  if (nowMs - phase.waitsSinceMs > job.limits.hoseWaitMs) {
    const minutes = Math.round(job.limits.hoseWaitMs / 60_000);
    return phase.doubt
      ? broken(outlet, tire, 'no-answer', `${psi(phase.doubt.psi)}, and no answer within ${minutes} minutes`)
      : broken(outlet, tire, 'hose-off', `no tire within ${minutes} minutes`);
  }
  const now = meanSince(outlet.gauge, nowMs - OFF_MS);
  if (now === undefined) return stay(outlet, tire);
  if (now < job.limits.hoseOffPsi) {
    const { doubt: _, ...undoubted } = phase;
    const off: Hose = { ...undoubted, sinceMs: nowMs, seenOff: true };
    const zero = steadyReading(outlet.gauge, nowMs - WINDOW_MS, SLOWLY);
    const slipped = zero && zeroSlip(zero.psi, outlet.zeroPsi);
    if (slipped !== undefined) return broken(outlet, tire, 'sensor-moved', slipped);
    const open = zero ? { ...outlet, zeroPsi: outlet.zeroPsi ?? zero.psi } : outlet;
    if (!phase.seenOff) return go(open, tire, off, { kind: 'hose-off', outlet: index });
    const isLong = nowMs - phase.waitsSinceMs >= FLAT_MS && before.turn === 0 && !phase.reportedFlat;
    if (!isLong && !context.next) return go(open, tire, off);
    const givePsi = leastTargetPsi(job.limits) + 1;
    const flat = { kind: 'no-tire', outlet: index, tire: tireIndex, psi: now, givePsi } as const;
    return go(open, tire, { ...off, reportedFlat: true }, flat);
  }
  if (context.next && !phase.seenOff) return go(outlet, tire, { ...phase, sinceMs: nowMs, seenOff: true });
  if (!phase.seenOff) return stay(outlet, tire);
  const wasOff = phase.sinceMs !== phase.waitsSinceMs;
  if (wasOff && nowMs - phase.sinceMs < ON_MS) return stay(outlet, tire);
  const steady = steadyReading(outlet.gauge, phase.sinceMs);
  // While a person is asked, the hose may be moved.
  if (!steady) return phase.doubt ? stay(outlet, tire) : moving(outlet, tire, phase.sinceMs, context);
  if (!(context.next && phase.doubt)) {
    // Who does not answer changes nothing, however long it takes: the air cools, and two minutes pass.
    if (phase.doubt && Math.abs(steady.psi - phase.doubt.psi) < MOVED_PSI)
      return doubted(outlet, tire, phase, phase.doubt, steady.psi);
    const doubt = stillDoubted(phase, steady.psi, context) ?? doubtOf(outlet, tire, steady.psi, context);
    if (doubt) {
      const asks = { kind: 'which-tire', outlet: index, tire: tireIndex, ...doubt } as const;
      return go(outlet, tire, { ...phase, doubt }, asks);
    }
  }
  const on = { kind: 'hose-on', outlet: index, tire: tireIndex } as const;
  return go(outlet, tire, { kind: 'rest', sinceMs: phase.doubt ? nowMs : phase.sinceMs }, on);
}

/** A jump upwards may also be a valve that has opened by itself: only a person says that it is another tire. */
function stillDoubted({ doubt }: Hose, nowPsi: number, { job }: OutletContext): Doubt | undefined {
  if (!doubt || job.kind === 'deflate' || nowPsi < doubt.psi) return undefined;
  return { ...doubt, psi: nowPsi, fromPsi: nowPsi };
}

/** What a tire may gain while a person is asked, psi: warming apart, nothing can get in. */
const GAINS_PSI = 1;

/** Waits for the answer. A seat that leaks fills the tire meanwhile. */
function doubted(
  outlet: OutletState,
  tire: TireState,
  phase: Hose,
  doubt: Doubt,
  nowPsi: number,
): OutletStep {
  const { psi: filledPsi = 0, coldPsi = 0 } = outlet.filled ?? {};
  if (nowPsi > doubt.fromPsi + GAINS_PSI + Math.max(0, coldPsi - filledPsi)) {
    const reason = `${psi(doubt.fromPsi)} and then ${psi(nowPsi)}, all valves shut`;
    return broken(outlet, tire, 'fill-stuck-open', reason);
  }
  return go(outlet, tire, { ...phase, doubt: { ...doubt, psi: nowPsi } });
}

/** Reads a tire at rest, before any valve is opened. */
export function stepRest(
  outlet: OutletState,
  tire: TireState,
  phase: Rest,
  context: OutletContext,
): OutletStep {
  const { proof, hold, sinceMs } = phase;
  const { job, target, nowMs } = context;
  if (hold && !hold.isOver) return stepHold(outlet, tire, { ...phase, hold }, context);
  if (proof && nowMs - proof.sinceMs < PROOF_MS) return stay(outlet, tire);
  const steady = steadyReading(outlet.gauge, proof?.sinceMs ?? sinceMs);
  if (!steady) return moving(outlet, tire, proof?.sinceMs ?? sinceMs, context);
  const fed = proof && faultOfProof(proof, steady, outlet.air);
  if (fed) return broken(outlet, tire, fed.code, fed.reason);
  if (MOVES_AIR[job.kind] && steady.psi > hottestPsi(target, job.limits)) {
    return broken(outlet, tire, 'over-pressure', `${psi(steady.psi)} before any valve was opened`);
  }
  const gained = faultOfGain(tire, steady.psi, context);
  if (gained) return broken(outlet, tire, gained.code, gained.reason);
  const absolute = steady.psi + job.ambientPsi;
  const air = { hotPsi: absolute, coldPsi: absolute };
  const started = { ...tire, startPsi: tire.startPsi ?? steady.psi };
  const rest = { kind: 'rest', outlet: context.index, tire: context.tireIndex, psi: steady.psi } as const;
  const read = { ...outlet, air, errorPsi: steady.errorPsi };
  const mayHold = outlet.unproven && FILLS[job.kind];
  const step = settled(mayHold ? proven(read) : read, started, steady.psi, context);
  // A tire that nothing was opened for has not shown that it is one: an open hose that the pump feeds, whoever switches
  // it, stands still as well.
  const isLeft = step.outlet.phase.kind !== 'ready' && !step.fault;
  if (isLeft && mayHold && !hold)
    return go(outlet, tire, { ...phase, hold: { sinceMs: nowMs, psi: steady.psi } });
  if (isLeft && !proof && context.maySwitchOff && FILLS[job.kind])
    return go(outlet, tire, { ...phase, proof: { sinceMs: nowMs, psi: steady.psi } });
  // No pulse has shown that the valve shuts: the next tire is doubted as well.
  const after = mayHold ? { ...step.outlet, unproven: true as const } : step.outlet;
  return { ...step, outlet: after, events: [rest, ...step.events] };
}

function moving(outlet: OutletState, tire: TireState, sinceMs: number, context: OutletContext): OutletStep {
  const wrong = faultOfRestless(outlet.gauge, context.nowMs - sinceMs, context);
  return wrong ? broken(outlet, tire, wrong.code, wrong.reason) : stay(outlet, tire);
}
