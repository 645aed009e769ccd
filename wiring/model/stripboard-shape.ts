import { z } from 'zod';

/** A hole: the letter of its strip, and its number from the left. */
const holeText = z
  .string()
  .regex(/^[A-Z][1-9]\d?$/, { error: 'a hole is the letter of its strip and its number, for example C6' });

/** Where each leg and each wire goes on a stripboard, seen from the side of the parts. */
export const stripboardShape = z.strictObject({
  /** Strips are lettered from A on, holes numbered from the left. */
  strips: z.number().int().min(2).max(26),
  holes: z.number().int().min(2).max(60),
  /** By part and pin: the hole of the leg. */
  parts: z.record(z.string(), z.record(z.string(), holeText)),
  /** Pieces of bare wire that join two strips. */
  links: z
    .array(z.tuple([holeText, holeText]))
    .optional()
    .default([]),
  /** By hole: the end off the board, `part.pin`, that its wire leads to. */
  wires: z.record(holeText, z.string()),
});

/** What a step solders: links, wires to parts off the board, or all parts of one class. */
export const SOLDERED = ['link', 'resistor', 'diode', 'transistor', 'wire'] as const;
