import { type ModuleFault, UNREAD } from './faults.js';
import type { Firmware, Settable } from './firmware.js';

const SETS_RATE = /^AT\+(?:UART|BAUD)[=:]?\w/;
const SETS_VALUE = /^AT\+(?:NAME|PIN|PSWD)[=:]?\w/;

/** Executes a command by the rules of the firmware. @returns the answer, with the faults applied; undefined: silence */
export function obey(
  module: Settable,
  { rules, whileConnected = [], otherwise }: Firmware,
  command: string,
  isConnected: boolean,
  has: (fault: ModuleFault) => boolean,
): string | undefined {
  const unread = UNREAD.find(([fault, question]) => has(fault) && question.test(command));
  if (unread) return unread[2];
  const rule = (isConnected ? whileConnected : rules).find(([known]) => known.test(command));
  const value = rule?.[0].exec(command)?.[1] ?? '';
  const text = rule ? rule[1](module, value) : isConnected ? undefined : otherwise;
  if (SETS_VALUE.test(command) && has('values-unconfirmed')) return undefined;
  if (SETS_RATE.test(command) && has('rate-unconfirmed')) return undefined;
  return command === 'AT+RESET' && has('rate-at-reset') ? undefined : text;
}
