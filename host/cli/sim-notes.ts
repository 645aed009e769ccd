import type { DeviceEvent } from '../link/sim/device.js';
import type { Output } from './output.js';

/** What a simulated radio does is worth a note: its air is the only place to see a transmission. */
export function simNotes(out: Output): { readonly onEvent: (event: DeviceEvent) => void } {
  return { onEvent: ({ kind, text }) => out.note(`simulated ${kind}: ${text}`) };
}
