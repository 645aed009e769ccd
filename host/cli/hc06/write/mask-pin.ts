import { OnairError } from '../../../base/index.js';
import type { Applied, PlanStep } from '../../../hc06/index.js';

const MASK = '****';

/** What was set, for others to read: that a PIN was set, and not which. */
export function withoutPin(applied: Applied): Applied {
  const { setting, value } = applied;
  return setting === 'pin' ? (masked(applied, new RegExp(value, 'g')) as Applied) : applied;
}

/** Errors go into reports that others read: they say what happened to the PIN, and not which it is. */
export function withoutPins(error: OnairError, plan: readonly PlanStep[]): OnairError {
  const { code, message, hint, details, cause } = error;
  const asked = plan.flatMap(({ setting, from, to }) => (setting === 'pin' ? [from, to] : []));
  const reported = details.setting === 'pin' ? [String(details.reported)] : [];
  const pins = [...asked, ...reported].filter((pin) => /^\d+$/.test(pin ?? ''));
  if (pins.length === 0) return error;
  const isPin = new RegExp(`(?<!\\d)(?:${pins.join('|')})(?!\\d)`, 'g');
  const shown = new OnairError(code, {
    message: message.replace(isPin, MASK),
    hint: hint.replace(isPin, MASK),
    details: masked(details, isPin) as OnairError['details'],
    ...(cause !== undefined && { cause }),
  });
  return Object.assign(shown, { stack: error.stack?.replace(isPin, MASK) });
}

/** The same value with other texts. */
function masked(value: unknown, pin: RegExp): unknown {
  if (typeof value === 'string') return value.replace(pin, MASK);
  if (Array.isArray(value)) return value.map((one) => masked(one, pin));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(one, pin)]));
}
