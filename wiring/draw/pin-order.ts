import type { Design, Part, Pin } from '../model/index.js';

/** Pins of a part that a drawing shows: those with a joint, and those that must stay unconnected. */
export function pinOrder(design: Design, part: Part, ends: readonly Pin[]): readonly Pin[] {
  return [...design.pins.values()].filter(
    (pin) => pin.part === part && (ends.includes(pin) || pin.spec.role === 'nc'),
  );
}
