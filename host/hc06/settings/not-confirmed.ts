import { OnairError, printable } from '../../base/index.js';
import { type Dialect, SETTING_WORDS, type SettingName } from '../dialects/dialect.js';
import type { PlanStep } from './plan.js';
import { isRefusal } from './refusal.js';

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
  if (isRefusal(dialect, received)) {
    return new OnairError('device-refused', {
      message: `the module refused ${command}: "${shown}"`,
      hint: `${inDoubt(setting)}. Is it an HC-05? Hold its button (KEY to 3.3 V) while the power comes on, then run this again. Is --dialect its family? onair hc06 probe without it says what answers`,
      details: { heard: shown },
    });
  }
  return new OnairError(shown === '' ? 'device-silent' : 'device-confused', {
    message: shown === '' ? `no answer to ${command}` : `${command} was answered with "${shown}"`,
    hint: `${inDoubt(setting)}. Check the wiring and run the same command again`,
    details: { heard: shown },
  });
}

/** What is known of the settings after an unclear end. */
function inDoubt(setting: SettingName): string {
  return `it is not known whether the ${SETTING_WORDS[setting]} was set; the settings after it are unchanged`;
}
