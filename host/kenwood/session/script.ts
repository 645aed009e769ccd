import type { Confidence } from '../../base/index.js';
import type { RadioProfile, ScriptStep } from '../profiles/profile.js';
import { fill } from './session.js';

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

/**
 * Everything that a run would send to the radio if every answer came immediately, in order.
 * @param given values that the user gave; what the radio would tell is not known here
 */
export function scriptOf(
  profile: RadioProfile,
  run: 'init' | 'exit',
  given: Readonly<Record<string, string>> = {},
): readonly ScriptLine[] {
  const values = new Map(Object.entries({ ...profile.values, ...given }));
  const identify: ScriptLine = {
    label: 'which radio is it?',
    send: profile.identity.send,
    source: profile.identity.source,
    confidence: 'several',
  };
  const steps = profile[run].filter((step) => !('learns' in step && (step.learns ?? '') in given));
  return [...profile.recover.steps.map(shown), identify, ...steps.map(shown)].map((line) => ({
    ...line,
    send: fill(line.send, values),
  }));
}

function shown(step: ScriptStep): ScriptLine {
  const { label, source, confidence } = step;
  if (step.kind === 'pause') return { label, send: '', pauseMs: step.ms, source, confidence };
  return { label, send: step.kind === 'prove-kiss' ? step.poke : step.send, source, confidence };
}
