import { OnairError, printable } from '../../base/index.js';
import { type Dialect, SETTING_WORDS } from '../dialects/dialect.js';
import type { PlanStep } from './plan.js';

/** The error for a setting that was refused, answered with something else, or not answered. */
export function notConfirmed(
  dialect: Dialect,
  { setting }: PlanStep,
  command: string,
  received: string,
): OnairError {
  const shown = printable(received.trim());
  const code = dialect.refusal?.exec(received)?.[1];
  if (code !== undefined) {
    const meaning = dialect.refusals?.[code.toUpperCase()];
    return new OnairError('device-refused', {
      message: `the module refused ${command}: "${shown}"${meaning ? ` (${meaning})` : ''}`,
      hint: `the ${SETTING_WORDS[setting]} is unchanged, and so are the settings after it; leave out --${setting}, or give another value`,
      details: { heard: shown, refusal: code },
    });
  }
  return new OnairError(shown === '' ? 'device-silent' : 'device-confused', {
    message: shown === '' ? `no answer to ${command}` : `${command} was answered with "${shown}"`,
    hint: `it is not known whether the ${SETTING_WORDS[setting]} was set; the other settings are unchanged. Check the wiring and run the same command again`,
    details: { heard: shown },
  });
}
