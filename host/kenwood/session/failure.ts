import { OnairError, printable } from '../../base/index.js';
import { formatLine, type Link } from '../../link/index.js';
import type { AskStep, RadioProfile } from '../profiles/profile.js';
import type { StepReport } from './report.js';

/** The radio never reported its name: silence, our own words, or answers that make no sense. */
export function notIdentified(link: Link, profile: RadioProfile, steps: readonly StepReport[]): OnairError {
  const spoke = steps.filter((step) => step.heard !== '');
  const details = { port: link.portName, steps };
  if (spoke.length === 0) {
    return new OnairError('device-silent', {
      message: `${link.portName}: no answer from the radio at ${formatLine(link.line)}`,
      hint: causes(link, profile).join(' '),
      details,
    });
  }
  if (spoke.every((step) => step.heard === step.sent)) {
    return new OnairError('device-silent', {
      message: `${link.portName}: only our own words come back`,
      hint: 'the lines to and from the radio are joined, or the cable is open at the far end',
      details,
    });
  }
  const last = spoke.at(-1)?.heard ?? '';
  return new OnairError('device-confused', {
    message: `${link.portName}: something answers, but does not say that it is a ${profile.title}: "${last}"`,
    hint: `is the port speed in the radio's menu ${link.line.baudRate}? Is another program using this port? Switch the radio off and on and try again`,
    details,
  });
}

/** Causes of silence, the likeliest first. */
function causes(link: Link, profile: RadioProfile): string[] {
  const speeds = profile.line.speeds.join(', ');
  return [
    `is the radio on, and is the port speed in its menu ${link.line.baudRate} (it can do ${speeds}; --baud sets ours)?`,
    link.line.rtscts
      ? 'RTS and CTS must be wired through; where they are not, join 7 and 8 at the radio and use --handshake none.'
      : 'Without hardware handshake (--handshake none) the radio waits forever unless RTS 7 and CTS 8 are joined at its plug; with a full cable use --handshake rtscts.',
    'Is it the right port (onair ports)?',
    'Does another program use it?',
  ];
}

/** Another radio answered. */
export function wrongModel(profile: RadioProfile, model: string): OnairError {
  return new OnairError('device-refused', {
    message: `this is a ${model}, not a ${profile.title}`,
    hint: `the commands differ between models (TN chooses a tone on one and a mode on the other), so nothing was changed; name the radio that it is by --radio (known: onair tnc radios)`,
    details: { model },
  });
}

/** What became of a step that did not succeed. */
export type Failed =
  | { readonly kind: 'refused' | 'contradicted' | 'confused'; readonly heard: Buffer }
  | { readonly kind: 'silent' };

/** A step in the middle failed. */
export function stepFailed(link: Link, step: AskStep, failed: Failed): OnairError {
  const sent = printable(step.send);
  const at = { port: link.portName, step: step.label, sent };
  const hint = step.hint ?? 'try again; if it stays so, switch the radio off and on';
  if (failed.kind === 'silent') {
    return new OnairError('device-silent', {
      message: `${step.label}: the radio no longer answers ("${sent}")`,
      hint,
      details: at,
    });
  }
  const heard = printable(failed.heard);
  const [code, verb] = {
    refused: ['device-refused', 'the radio refused'] as const,
    contradicted: ['not-verified', 'the radio says otherwise'] as const,
    confused: ['device-confused', 'the radio answered something else'] as const,
  }[failed.kind];
  return new OnairError(code, {
    message: `${step.label}: ${verb}: "${heard}" to "${sent}"`,
    hint,
    details: { ...at, heard },
  });
}
