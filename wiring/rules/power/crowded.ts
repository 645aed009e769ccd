import { pinText } from '../../model/index.js';
import type { Found, Rule } from '../rule.js';

/** Wires that an end takes, by class of part: rings on a post, crimped together in a blade or under a screw. */
const MOST: Readonly<Record<string, number>> = { battery: 4, relay: 2, switch: 2, fuse: 2, pump: 2 };

const crowdedEnd: Rule = {
  name: 'crowded-end',
  severity: 'error',
  requirement: "A battery's post takes four rings at most, a blade or a screw two wires.",
  source:
    'ABYC E-11: at most four conductors on one stud, remembered; a crimp holds the wires that it is made for',
  find: ({ design }) =>
    [...design.pins.values()].flatMap((pin): Found[] => {
      const most = MOST[pin.part.kind.what];
      const wires = design.wires.filter(
        ({ from, to, spec }) => (from === pin || to === pin) && spec.awg !== undefined,
      );
      if (most === undefined || wires.length <= most) return [];
      return [
        {
          where: pin.id,
          message: `${wires.length} wires end at ${pinText(pin)}, which takes ${most}`,
          remedy: 'one thicker lead to bridged terminals, and the wires from there',
        },
      ];
    }),
};

/** Rules on how many wires fit one terminal. */
export const CROWDED_RULES: readonly Rule[] = [crowdedEnd];
