import { stepHose, stepRest } from './hose-phase.js';
import type { OutletState, TireState } from './outlet-state.js';
import type { OutletContext, OutletStep } from './outlet-step.js';
import { latchedOnceOut } from './overfilled.js';
import { stepOpen, stepReady, stepSettling } from './pulse-phase.js';
import { stepGuard, stepHolding, stepIdle, stepLeakTest } from './shut-phase.js';

/** One step of one outlet with the tire that it is on. */
export function stepOutlet(outlet: OutletState, tire: TireState, context: OutletContext): OutletStep {
  return latchedOnceOut(stepPhase(outlet, tire, context), context);
}

function stepPhase(outlet: OutletState, tire: TireState, context: OutletContext): OutletStep {
  const { phase } = outlet;
  switch (phase.kind) {
    case 'idle':
      return stepIdle(outlet, tire, context);
    case 'hose':
      return stepHose(outlet, tire, phase, context);
    case 'rest':
      return stepRest(outlet, tire, phase, context);
    case 'ready':
      return stepReady(outlet, tire, phase, context);
    case 'open':
      return stepOpen(outlet, tire, phase, context);
    case 'settling':
      return stepSettling(outlet, tire, phase, context);
    case 'holding':
      return stepHolding(outlet, tire, phase, context);
    case 'guard':
      return stepGuard(outlet, tire, phase, context);
    case 'leak-test':
      return stepLeakTest(outlet, tire, phase, context);
  }
}
