import type { Design, Pin } from '../model/index.js';

/** A word that SPICE takes: letters, digits and underscores. Capitals and small letters are the same there. */
export const word = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\+$/, 'plus')
    .replace(/(?<=\.)-$/, 'minus')
    .replace(/[^a-z0-9]/g, '_');

/** Text for a title, a comment or an echo: nothing that ngspice would run or read as a line of its own. */
export const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .,:()%+/-]/gu, ' ').trim();

const idOf = (pin: Pin | string): string => (typeof pin === 'string' ? pin : pin.id);

/** Names of nodes, of elements and of models. */
export const NAMES = {
  /** The node of a pin. */
  node: (pin: Pin | string): string => word(idOf(pin)),
  /** The source that sets the level of an output, and the resistance behind it. */
  output: (pin: Pin | string): { readonly volts: string; readonly ohms: string } => ({
    volts: `v_out_${word(idOf(pin))}`,
    ohms: `r_out_${word(idOf(pin))}`,
  }),
  /** The source that closes a contact: 1 closed, 0 open. */
  contact: (part: string): string => `v_on_${word(part)}`,
  /** The source of a supply. */
  supply: (part: string): string => `v_supply_${word(part)}`,
  /** The resistance of a resistor. */
  ohms: (part: string): string => `r_${word(part)}`,
  /** The inductance of a coil. */
  coil: (part: string): string => `l_${word(part)}`,
  /** The diode from a pin of a board to its 5 V. */
  clamp: (pin: Pin | string): string => `d_clamp_${word(idOf(pin))}`,
  /** The model of a kind of part. */
  model: (kindName: string): string => `m_${word(kindName)}`,
  /** The switch that joins two pins in a short. */
  short: ([a, b]: readonly [string, string]): string => `short_${word(a)}_${word(b)}`,
} as const;

/** @throws OnairError bad-value for two parts whose names are the same to SPICE: they would be one circuit */
export function checkNames({ parts, error }: Design): void {
  const seen = new Map<string, string>();
  for (const { name } of parts) {
    const other = seen.get(word(name));
    if (other !== undefined)
      throw error(
        ['parts', name],
        `"${other}" and "${name}" are the same name to SPICE`,
        'rename one of them',
      );
    seen.set(word(name), name);
  }
}
