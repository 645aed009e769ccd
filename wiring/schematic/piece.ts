import type { Part, Pin } from '../model/index.js';
import type { SymbolName } from './item.js';
import type { Naming } from './naming.js';

/** A symbol with two pins: a whole part, or the coil or a contact of one. */
export interface TwoPin {
  readonly part: Part;
  readonly symbol: SymbolName;
  /** The pin on top, and the one below. */
  readonly pins: readonly [Pin, Pin];
  readonly flipped: boolean;
}

/** Symbols of parts with two pins, by class of part; the first pin of the file is on top. */
const SYMBOLS: Readonly<Record<string, SymbolName>> = {
  ...{ resistor: 'resistor', diode: 'diode', fuse: 'fuse', battery: 'battery', pump: 'motor' },
  ...{ valve: 'coil', buzzer: 'buzzer', switch: 'switch', button: 'button', display: 'led' },
};

/** The pieces of a part; undefined if no symbol fits, and then it is drawn as a block. */
export function piecesOf(part: Part, naming: Naming): readonly TwoPin[] | undefined {
  const pins = [...naming.design.pins.values()].filter((pin) => pin.part === part && pin.spec.role !== 'air');
  const { what } = part.kind;
  const symbol = SYMBOLS[what];
  if (what === 'relay') return relayPieces(part, pins);
  const [first, second, ...others] = pins;
  if (!symbol || !first || !second) return undefined;
  if (what !== 'switch' && others.length > 0) return undefined;
  if (what === 'display' && first.name !== 'A') return undefined;
  if (pins.length % 2 !== 0 || pins.some((pin) => !naming.isWired(pin))) return undefined;
  return pins.flatMap((pin, index): TwoPin[] => {
    const next = pins[index + 1];
    return index % 2 === 0 && next ? [{ part, symbol, pins: [pin, next], flipped: false }] : [];
  });
}

/** Coil and contact of a relay with four pins. */
function relayPieces(part: Part, pins: readonly Pin[]): readonly TwoPin[] | undefined {
  const named = (name: string | undefined): Pin | undefined => pins.find((pin) => pin.name === name);
  const [from, to] = (part.kind.conducts?.[0] ?? []).map(named);
  const [plus, minus] = [named(part.kind.load?.plus), named(part.kind.load?.minus)];
  if (pins.length !== 4 || !from || !to || !plus || !minus) return undefined;
  return [
    { part, symbol: 'contact', pins: [from, to], flipped: false },
    { part, symbol: 'coil', pins: [plus, minus], flipped: false },
  ];
}

/** The same piece upside down. */
export const turned = (piece: TwoPin): TwoPin => ({
  ...piece,
  pins: [piece.pins[1], piece.pins[0]],
  flipped: !piece.flipped,
});

/** Designator and value, in lines of at most so many letters. */
export function labelOf(
  { part, symbol }: { readonly part: Part; readonly symbol: SymbolName | 'box' },
  naming: Naming,
  columns: number,
): readonly string[] {
  const which = part.kind.what === 'relay' ? ` ${symbol}` : '';
  const ref = naming.ref(part);
  const label = part.label.startsWith(`${ref} `) ? part.label.slice(ref.length + 1) : part.label;
  return wrapped(`${ref}${which}: ${label}`, columns);
}

/** Symbols whose pins have names that the symbol itself does not show. */
const NAMED: readonly SymbolName[] = ['coil', 'contact', 'motor', 'buzzer'];

/** The names of its pins, for those who solder: upper and lower; none for a part without sides. */
export function pinNames({ part, symbol, pins }: TwoPin): readonly string[] {
  const isMany = Object.values(part.kind.pins).filter(({ role }) => role !== 'air').length > 2;
  return isMany || NAMED.includes(symbol) ? pins.map(({ name }) => name) : [];
}

/** Lines of whole words; a longer word is cut. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else for (let at = 0; at < word.length; at += columns) lines.push(word.slice(at, at + columns));
  }
  return lines;
}
