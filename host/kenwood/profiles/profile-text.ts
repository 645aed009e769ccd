import { stringify } from 'yaml';
import type { RadioProfile, ScriptStep } from './profile.js';

/** A profile as a file that `readProfile` reads: something to begin an own one with. */
export function profileText(profile: RadioProfile): string {
  const { id, title, line, handshake, values, identity, recover, init, exit, exitMode, byHand } = profile;
  return stringify(
    {
      id,
      title,
      basedOn: id,
      line,
      handshake: handshake.kind,
      values,
      identity: { send: identity.send, answers: identity.answers.source, withinMs: identity.withinMs },
      recover: { tries: recover.tries, steps: recover.steps.map(stepText) },
      init: init.map(stepText),
      exit: exit.map(stepText),
      exitMode,
      byHand,
    },
    { lineWidth: 110 },
  );
}

function stepText(step: ScriptStep): Readonly<Record<string, unknown>> {
  const { kind, label, source, confidence } = step;
  switch (kind) {
    case 'pause':
      return { label, pauseMs: step.ms, source, confidence };
    case 'prove-kiss': {
      const { bootMs, poke, silentMs } = step;
      return { label, proveKiss: { bootMs, poke, silentMs }, source, confidence };
    }
    case 'tell':
      return { label, tell: step.send, ...(step.blind && { blind: true }), source, confidence };
    case 'ask': {
      const { kind: _kind, send, expect, refused, contradicted, tells, label: _label, ...rest } = step;
      return {
        label,
        ask: send,
        expect: expect.source,
        ...(refused && { refused: refused.source }),
        ...(contradicted && { contradicted: contradicted.source }),
        ...(tells && { tells: tells.map(({ heard, state }) => ({ heard: heard.source, state })) }),
        ...rest,
      };
    }
  }
}
