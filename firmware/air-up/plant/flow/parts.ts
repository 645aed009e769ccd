import type { Confidence } from '../../../../host/base/index.js';
import type { Conductance } from './flow.js';

/** A part that air flows through, as data. */
export interface FlowPart extends Conductance {
  readonly title: string;
  readonly confidence: Confidence;
  readonly source: string;
}

/** Liters/(s bar) of sonic conductance per Cv: 3.2 from the Cv formula, 4 by convention (SOURCES.md#conductance). */
const C_PER_CV = 3.2;

/** A small pilot-operated solenoid valve (SMC SY3240, Cv 0.30): the default for filling and venting. */
export const SOLENOID_VALVE: FlowPart = {
  title: 'solenoid valve SMC SY3240',
  lPerSBar: 0.3 * C_PER_CV,
  criticalRatio: 0.3,
  confidence: 'derived',
  source: 'SMC: Cv 0.30 -> C 0.95; b is that of the SMC data sheet example (SOURCES.md#conductance)',
};

/** A Schrader core pushed fully open by a clip-on chuck: the default. No source gives its C. */
export const SCHRADER_CORE: FlowPart = {
  title: 'Schrader core, fully open, under a clip-on chuck',
  lPerSBar: 0.5,
  criticalRatio: 0.4,
  confidence: 'guess',
  source: 'C 0.5 gives the ARB twin 22 psi of head, inside the 0-30 psi of SOURCES.md#fill-times',
};

/** A Schrader core that its chuck pushes only partly open. */
export const SCHRADER_CORE_PARTLY: FlowPart = {
  title: 'Schrader core, partly pressed',
  lPerSBar: 0.165,
  criticalRatio: 0.4,
  confidence: 'derived',
  source: 'from "35 in down to 15 psi in up to 5 min", rough (SOURCES.md#conductance)',
};
