/** Digits that can be read from beside the vehicle: five lines high. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  '0': ['█████', '█   █', '█   █', '█   █', '█████'],
  '1': ['   █ ', '  ██ ', '   █ ', '   █ ', '  ███'],
  '2': ['█████', '    █', '█████', '█    ', '█████'],
  '3': ['█████', '    █', ' ████', '    █', '█████'],
  '4': ['█   █', '█   █', '█████', '    █', '    █'],
  '5': ['█████', '█    ', '█████', '    █', '█████'],
  '6': ['█████', '█    ', '█████', '█   █', '█████'],
  '7': ['█████', '    █', '   █ ', '  █  ', '  █  '],
  '8': ['█████', '█   █', '█████', '█   █', '█████'],
  '9': ['█████', '█   █', '█████', '    █', '█████'],
  '.': ['  ', '  ', '  ', '  ', '██'],
  '-': ['     ', '     ', '█████', '     ', '     '],
};

/** Height of a large digit, lines. */
export const DIGIT_LINES = 5;

/** A number as five lines; characters without a shape are omitted. */
export function bigDigits(text: string): string[] {
  const shapes = [...text].flatMap((letter) => {
    const shape = SHAPES[letter];
    return shape ? [shape] : [];
  });
  return Array.from({ length: DIGIT_LINES }, (_, line) => shapes.map((shape) => shape[line]).join('  '));
}
