import type { Output } from '../terminal/output.js';
import type { ConnectSetup } from './connect.js';

/** A radio's port. The events of a simulated one are shown: its air is the only place to see a transmission. */
export function radioPort(
  out: Output,
  simulated = 'sim:tm-d700',
): Pick<ConnectSetup, 'simulated' | 'onEvent'> {
  return {
    simulated,
    onEvent: ({ kind, text }) => out.note(`simulated ${kind}: ${text}`),
  };
}
