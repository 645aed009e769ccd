import type { Output } from '../terminal/output.js';
import type { ConnectSetup } from './connect.js';

/** A radio's port. What a simulated one does is worth a note: its air is the only place to see a transmission. */
export function radioPort(out: Output): Pick<ConnectSetup, 'simulated' | 'onEvent'> {
  return {
    simulated: 'sim:tm-d700',
    onEvent: ({ kind, text }) => out.note(`simulated ${kind}: ${text}`),
  };
}
