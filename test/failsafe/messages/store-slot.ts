import { sealBytes } from './fletcher32.js';
import { type LeaseTerms, termsBytes } from './wire-format.js';

/** Where the sketch keeps leases in EEPROM: two slots behind cell 16 (firmware/failsafe/README.md). */
export const SLOT = { bytes: 218, at: (slot: number): number => 16 + slot * 218 } as const;

/** "onL", and the version of the format. */
const MAGIC = [0x6f, 0x6e, 0x4c, 2];

/** The bytes of a slot, in the order of the given terms. */
export function slotOf(sequence: number, terms: readonly LeaseTerms[]): number[] {
  const bytes = [...MAGIC, sequence, terms.length, ...terms.flatMap(termsBytes)];
  return [...bytes, ...sealBytes(bytes)];
}
