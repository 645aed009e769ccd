import type { Output } from '../terminal/output.js';
import type { ConnectSetup } from './connect.js';

/** A radio's port. Events of a simulated radio are shown: only its air shows a transmission. */
export function radioPort(
  out: Output,
  simulated = 'sim:tm-d700',
): Pick<ConnectSetup, 'simulated' | 'onEvent'> {
  return {
    simulated,
    onEvent: ({ kind, text }) => out.note(`simulated ${kind}: ${text}`),
  };
}
