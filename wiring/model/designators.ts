import type { Part } from './design.js';

/** Letters of designators by class of part (IEEE 315); all others are modules, U. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ resistor: 'R', diode: 'D', transistor: 'Q', fuse: 'F', relay: 'K', battery: 'BT', connector: 'J' },
  ...{ switch: 'SW', button: 'SW', pump: 'M', valve: 'L', buzzer: 'LS', terminals: 'J', board: 'A' },
};

/** Parts with a pin for current, in the order of the file; the others have only ports for air. */
export function electricalParts(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ kind }) => Object.values(kind.pins).some(({ role }) => role !== 'air'));
}

/** The designator of each part, such as R3, counted by letter in the order of the file. */
export function designators(parts: readonly Part[]): ReadonlyMap<Part, string> {
  const counts = new Map<string, number>();
  return new Map(
    parts.map((part) => {
      const letter = LETTERS[part.kind.what] ?? 'U';
      const count = (counts.get(letter) ?? 0) + 1;
      counts.set(letter, count);
      return [part, `${letter}${count}`];
    }),
  );
}
