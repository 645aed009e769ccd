import { type Joint, type Pin, pinText, type Wire } from '../../model/index.js';
import { type Found, isFuse, type Rule, type Wiring, wireText } from '../rule.js';

/** Maximum length of wire before a fuse, cm: a short there melts the wire. */
const MAX_CM_TO_FUSE = 20;

const plusPins = ({ design }: Wiring): readonly Pin[] =>
  [...design.pins.values()].filter(
    ({ part, name }) => part.kind.what === 'battery' && part.kind.source?.plus === name,
  );

/** The wires at a battery's plus, up to the next part, each with the length from the battery to its end, cm. */
function wiresAt({ design }: Wiring, plus: Pin): readonly { wire: Joint<Wire>; end: Pin; cm: number }[] {
  const found: { wire: Joint<Wire>; end: Pin; cm: number }[] = [];
  const queue = [{ at: plus, cm: 0 }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { at, cm } = next;
    for (const wire of design.wires) {
      const end = wire.from === at ? wire.to : wire.to === at ? wire.from : undefined;
      if (!end || found.some((one) => one.wire === wire)) continue;
      const length = cm + (wire.spec.cm ?? 0);
      found.push({ wire, end, cm: length });
      queue.push({ at: end, cm: length });
    }
  }
  return found;
}

const fuseMissing: Rule = {
  name: 'fuse-missing',
  severity: 'error',
  requirement: "Every wire at a battery's plus ends at a fuse, whatever it feeds.",
  source: 'a short melts the wire, not the battery; a wire that carries a milliamp shorts as well',
  find: (wiring) =>
    plusPins(wiring).flatMap((plus) =>
      wiresAt(wiring, plus)
        .filter(({ end }) => !isFuse(end.part))
        .map(
          ({ wire, end }): Found => ({
            where: wireText(wire),
            message: `no fuse stands between ${plus.part.label} and ${pinText(end)}`,
            remedy: 'a fuse near the battery, above what its loads take and below what the wire carries',
          }),
        ),
    ),
};

const fuseFar: Rule = {
  name: 'fuse-far',
  severity: 'error',
  requirement: `A fuse is within ${MAX_CM_TO_FUSE} cm of wire from the battery.`,
  source: 'usual practice; ABYC E-11 has 7 in (18 cm), remembered: no text was at hand',
  find: (wiring) =>
    plusPins(wiring).flatMap((plus) =>
      wiresAt(wiring, plus)
        .filter(({ end, cm }) => isFuse(end.part) && cm > MAX_CM_TO_FUSE)
        .map(({ wire, end, cm }) => ({
          where: wireText(wire),
          message: `${end.part.label} is ${cm} cm of wire from ${plus.part.label}: no fuse protects these`,
          remedy: `the fuse within ${MAX_CM_TO_FUSE} cm of the battery`,
        })),
    ),
};

/** Rules on fuses at the battery. */
export const BATTERY_RULES: readonly Rule[] = [fuseMissing, fuseFar];
