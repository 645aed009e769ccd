import type { Confidence } from '../confidence.js';
import type { RadioProfile, Step } from './profile.js';

/** One line of a script as it can be shown before it is played. */
export interface ScriptLine {
  readonly label: string;
  /** Bytes as latin1 text; empty for a pause. */
  readonly send: string;
  /** Length of a pause, ms. */
  readonly pauseMs?: number;
  readonly source: string;
  readonly confidence: Confidence;
}

/** Everything that a run would say to the radio if every answer came at once, in order. */
export function scriptOf(profile: RadioProfile, run: 'init' | 'exit'): readonly ScriptLine[] {
  const identify: ScriptLine = {
    label: 'which radio is it?',
    send: profile.identity.send,
    source: profile.identity.source,
    confidence: 'several sources',
  };
  return [...profile.recover.steps.map(shown), identify, ...profile[run].map(shown)];
}

function shown(step: Step): ScriptLine {
  const { label, source, confidence } = step;
  if (step.kind === 'pause') return { label, send: '', pauseMs: step.ms, source, confidence };
  return { label, send: step.kind === 'prove-kiss' ? step.poke : step.send, source, confidence };
}
