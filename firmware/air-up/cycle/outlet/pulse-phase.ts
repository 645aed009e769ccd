import { isBlind, isTimeToClose } from '../estimate/closing.js';
import type { Estimate } from '../estimate/estimate.js';
import {
  type Gauge,
  type PressurePoint,
  QUICKLY,
  SLOWLY,
  STEADY_MS,
  type SteadyReading,
  steadyReading,
} from '../estimate/gauge.js';
import { jumpOf } from '../estimate/jump.js';
import { closePulse, followPulse, openPulse, refineByPulse } from '../estimate/pulse.js';
import { hasLeft, provesShut, type Return, returnOf, SURELY_SHUT_MS } from './hose-left.js';
import type { OutletState, Phase, Proof, Pulse, TireState } from './outlet-state.js';
import { broken, go, type OutletContext, type OutletStep, psi, stay } from './outlet-step.js';
import { letOut } from './overfilled.js';
import { faultOfPulse, faultOfSettling, isPointless, patienceMs, RISE_PSI } from './pulse-faults.js';
import { goalOf, settled } from './settled.js';
import { faultOfProof, PROOF_MS, proven } from './unproven.js';
import { watchShut } from './watch-shut.js';

type Ready = Extract<Phase, { kind: 'ready' }>;
type Open = Extract<Phase, { kind: 'open' }>;
type Settling = Extract<Phase, { kind: 'settling' }>;

/** A settled reading older than this is taken again before air moves, ms: the air in the tire cools all the time. */
const OLD_MS = 1000;
/** Time for the coil to release, before a shut valve is watched, ms: 20 is in use (SOURCES.md#thresholds). */
const LET_GO_MS = 60;

/** Waits for its turn and opens. */
export function stepReady(
  before: OutletState,
  tire: TireState,
  phase: Ready,
  context: OutletContext,
): OutletStep {
  const { direction } = phase;
  const { nowMs, job, index, tireIndex } = context;
  const { outlet, wrong } = watchShut(before, context, 'longer');
  if (wrong) return broken(outlet, tire, wrong.code, wrong.reason);
  if (direction === 'fill' ? !context.mayFill : !context.mayVent) return stay(outlet, tire);
  let { air, errorPsi } = outlet;
  if (nowMs - (outlet.settledAtMs ?? 0) > OLD_MS) {
    const stand = steadyReading(outlet.gauge, phase.sinceMs);
    if (!stand) return stay(outlet, tire);
    const hotPsi = stand.psi + job.ambientPsi;
    air = { hotPsi, coldPsi: outlet.air.coldPsi };
    errorPsi = stand.errorPsi;
  }
  const pulse = openPulse(direction, air, nowMs);
  return go(
    { ...outlet, air, errorPsi, lastDirection: direction },
    tire,
    { kind: 'open', pulse: outlet.overfilled ? { ...pulse, isCareful: true } : pulse },
    { kind: 'opened', outlet: index, tire: tireIndex, direction },
  );
}

/** Follows the air while a valve is open, and shuts it in time. */
export function stepOpen(
  outlet: OutletState,
  tire: TireState,
  phase: Open,
  context: OutletContext,
): OutletStep {
  const { nowMs, job } = context;
  const { direction } = phase.pulse;
  const estimate = outlet[direction];
  const pulse = followed(phase.pulse, outlet.gauge, estimate, job.ambientPsi);
  const wrong = faultOfPulse(pulse, outlet.gauge, nowMs);
  if (wrong) return { ...broken(outlet, tire, wrong.code, wrong.reason) };
  const forbidden = direction === 'fill' ? !context.mayFill : !context.mayVent;
  const timeIsUp = nowMs - pulse.openedAtMs >= job.limits.maxPulseMs;
  const goal = goalOf(outlet, tire, context);
  if (
    forbidden ||
    timeIsUp ||
    isTimeToClose(pulse, estimate, goal, nowMs) ||
    isBlind(pulse, outlet, goal, nowMs)
  )
    return shut(outlet, tire, pulse, context);
  const jump = nowMs - pulse.openedAtMs > STARTS_MS ? jumpOf(outlet.gauge.recent) : undefined;
  if (jump) return shut(outlet, tire, { ...pulse, jumpPsi: jump.psi }, context);
  if (isPointless(pulse, outlet.gauge, patienceMs(outlet, context), nowMs))
    return shut(outlet, tire, { ...pulse, isLook: true }, context);
  return go(outlet, tire, { kind: 'open', pulse });
}

/** The hose was unobserved for a while: everything is shut, and checked again. */
export function interrupted(outlet: OutletState, tire: TireState, context: OutletContext): OutletStep {
  const { phase } = outlet;
  switch (phase.kind) {
    case 'open':
      return shut(outlet, tire, { ...phase.pulse, isBlind: true }, context);
    case 'settling':
      return go(outlet, tire, { ...phase, pulse: { ...phase.pulse, isBlind: true } });
    default:
      return stay(outlet, tire);
  }
}

/** Until then a hose and a line that give what they had jump as well, ms. */
const STARTS_MS = 500;

function shut(outlet: OutletState, tire: TireState, pulse: Pulse, context: OutletContext): OutletStep {
  const { nowMs, index, tireIndex, held } = context;
  const openMs = nowMs - pulse.openedAtMs;
  const tries = tire.tries + (held ? 1 : 0); // whoever lets go has not tried in vain
  return go(
    outlet,
    { ...tire, valveCycles: tire.valveCycles + 1, tries, openMs: tire.openMs + openMs },
    { kind: 'settling', pulse: closePulse(pulse, nowMs), closedAtMs: nowMs },
    { kind: 'closed', outlet: index, tire: tireIndex, openMs },
  );
}

/** A hose that has not drained by then drains through a narrow core, and is watched longer, ms. */
const SLOW_DRAIN_MS = 1000;

/** Waits until the hose has come to rest, refines the estimate, and decides. */
export function stepSettling(
  outlet: OutletState,
  tire: TireState,
  phase: Settling,
  context: OutletContext,
): OutletStep {
  const { job, nowMs } = context;
  const { direction } = phase.pulse;
  if (phase.proof) return stepProof(outlet, tire, { ...phase, proof: phase.proof }, context);
  const pulse = withJump(
    followed(phase.pulse, outlet.gauge, outlet[direction], job.ambientPsi),
    outlet,
    job.ambientPsi,
  );
  const isSlow = nowMs - phase.closedAtMs > SLOW_DRAIN_MS;
  const steady = steadyReading(outlet.gauge, phase.closedAtMs + LET_GO_MS, isSlow ? SLOWLY : QUICKLY);
  const there = steady && returnOf(pulse, outlet[direction], steady.psi + job.ambientPsi);
  const left = hasLeft(there) || nowMs - phase.closedAtMs >= SURELY_SHUT_MS;
  const stand = left ? steady : undefined;
  const wrong = faultOfSettling(pulse, outlet, stand?.psi, context);
  if (wrong)
    return (
      letOut(outlet, tire, wrong, stand?.psi, pulse, context) ??
      broken(outlet, tire, wrong.code, wrong.reason)
    );
  if (!stand) return go(outlet, tire, { ...phase, pulse, ...lateness(phase, there, context) });
  const shown = direction === 'vent' || provesShut(there) ? proven(outlet) : outlet;
  const step = noted(decided(shown, tire, pulse, stand, context), phase, context);
  const isLast = step.outlet.phase.kind !== 'ready' || !hasLeft(there);
  if (!isLast || direction === 'vent' || provesShut(there) || !context.maySwitchOff) return step;
  return go(outlet, tire, { ...phase, pulse, proof: { sinceMs: nowMs, psi: stand.psi } });
}

/** From here on a valve, its link included, is called slow, ms. */
const SLOW_VALVE_MS = 300;
/** A reading that has not left yet is that much younger than what it shows, ms. */
const SEEN_AFTER_MS = STEADY_MS / 2;

/** How long the hose has been seen at rest where it stood while air flowed. */
function lateness({ closedAtMs, lateMs }: Settling, there: Return | undefined, { nowMs }: OutletContext) {
  if (!there || hasLeft(there)) return lateMs === undefined ? {} : { lateMs };
  return { lateMs: Math.max(lateMs ?? 0, nowMs - closedAtMs - SEEN_AFTER_MS) };
}

/** Says once that a valve shuts slowly. */
function noted(step: OutletStep, { lateMs }: Settling, { index }: OutletContext): OutletStep {
  if (lateMs === undefined || lateMs < SLOW_VALVE_MS || step.outlet.slowMs !== undefined || step.fault)
    return step;
  const said = { kind: 'slow-valve', outlet: index, ms: lateMs } as const;
  return { ...step, outlet: { ...step.outlet, slowMs: lateMs }, events: [said, ...step.events] };
}

/** A hose that drains ends at its tire, and does not begin there: so near to it a jump is the sensor's, psi. */
const AT_TIRE_PSI = 1.5;

/** A sensor may also slip while the hose is at rest. */
function withJump(pulse: Pulse, outlet: OutletState, ambientPsi: number): Pulse {
  if (pulse.jumpPsi !== undefined || outlet[pulse.direction].pulses === 0) return pulse;
  const jump = jumpOf(outlet.gauge.recent);
  if (!jump) return pulse;
  const fromPsi = jump.fromPsi + ambientPsi;
  const isAtTire = Math.abs(fromPsi - pulse.air.likely.hotPsi) < AT_TIRE_PSI;
  return isAtTire && provesShut(returnOf(pulse, outlet[pulse.direction], fromPsi))
    ? { ...pulse, jumpPsi: jump.psi }
    : pulse;
}

/** The pump is off: behind a valve that is shut that changes nothing. */
function stepProof(
  outlet: OutletState,
  tire: TireState,
  phase: Settling & { readonly proof: Proof },
  context: OutletContext,
): OutletStep {
  const { pulse, proof } = phase;
  if (context.nowMs - proof.sinceMs < PROOF_MS) return stay(outlet, tire);
  const stand = steadyReading(outlet.gauge, proof.sinceMs);
  const wrong = faultOfSettling(pulse, outlet, stand?.psi, context);
  if (wrong) return broken(outlet, tire, wrong.code, wrong.reason);
  if (!stand) return stay(outlet, tire);
  const fed = faultOfProof(proof, stand, pulse.air.likely);
  if (fed) return broken(outlet, tire, fed.code, fed.reason);
  return decided(proven(outlet), tire, pulse, stand, context);
}

/** A pulse is over and its tire at rest: refines what is known of it, and decides. */
function decided(
  outlet: OutletState,
  tire: TireState,
  pulse: Pulse,
  stand: SteadyReading,
  context: OutletContext,
): OutletStep {
  const { job } = context;
  const { direction } = pulse;
  const hotPsi = stand.psi + job.ambientPsi;
  const { likely } = pulse.air;
  const { estimate, air } = pulse.isBlind
    ? { estimate: outlet[direction], air: { hotPsi, coldPsi: (likely.coldPsi * hotPsi) / likely.hotPsi } }
    : refineByPulse(pulse, outlet[direction], hotPsi, Math.hypot(outlet.errorPsi, stand.errorPsi));
  const ratePsiPerS = meanRate(pulse, air.hotPsi) ?? outlet.ratePsiPerS;
  const broughtPsi = (direction === 'fill' ? 1 : -1) * (air.hotPsi - pulse.start.hotPsi);
  const hasBrought = broughtPsi >= RISE_PSI && outlet.reversals === 0;
  const tries = hasBrought && context.held ? tire.tries - 1 : tire.tries;
  const step = settled(
    {
      ...outlet,
      looks: outlet.looks + (hasBrought && pulse.isLook ? 1 : 0),
      [direction]: estimate,
      air,
      errorPsi: stand.errorPsi,
      ...(ratePsiPerS !== undefined && { ratePsiPerS }),
    },
    { ...tire, tries },
    stand.psi,
    context,
  );
  if (step.outlet.phase.kind !== 'ready' || tries < job.limits.maxValveCycles) return step;
  return broken(
    outlet,
    tire,
    'too-many-cycles',
    `${tries} pulses that brought nothing, and ${psi(stand.psi)} reached`,
  );
}

/** A pulse shorter than this says little of how long the rest takes, ms. */
const TELLING_MS = 1000;

function meanRate({ start, openedAtMs, closedAtMs = openedAtMs }: Pulse, endPsi: number): number | undefined {
  const openMs = closedAtMs - openedAtMs;
  return openMs < TELLING_MS ? undefined : (1000 * (endPsi - start.hotPsi)) / openMs;
}

function followed(pulse: Pulse, gauge: Gauge, { bounds }: Estimate, ambientPsi: number): Pulse {
  let next = pulse;
  const { recent } = gauge;
  let first = recent.length;
  while ((recent[first - 1]?.atMs ?? Number.NEGATIVE_INFINITY) > pulse.atMs) first--;
  for (let at = first; at < recent.length; at++) {
    const { psi, atMs } = recent[at] as PressurePoint;
    next = followPulse(next, { psi: psi + ambientPsi, atMs }, bounds);
  }
  return next;
}
