import { z } from 'zod';
import { innerType, type Path } from '../../../../host/base/yaml/index.js';
import { BOARDS, type BoardModel, type BoardName, type PinName } from './boards.js';

function isPinName(value: unknown): value is PinName {
  return typeof value === 'string' ? /^A\d+$/.test(value) : Number.isInteger(value) && Number(value) >= 0;
}

const pin = z.custom<PinName>(isPinName, { error: 'a pin is a number such as 4, or A0' });
const kohm = z.number({ error: 'resistance in kOhm' }).positive();

const outlet = z.strictObject({
  name: z.string().min(1),
  fill: pin,
  vent: pin.optional(),
  sensor: pin,
});

/** The shape of a pin map: the file that says which pin of a board does what. */
export const pinShape = z.strictObject({
  board: z.enum(Object.keys(BOARDS) as [BoardName, ...BoardName[]]),
  outlets: z.array(outlet).min(1),
  pump: z
    .strictObject({ relay: pin.optional(), switch: pin.optional(), supply: pin.optional() })
    .optional()
    .default({}),
  battery: z.strictObject({ pin, upperKohm: kohm, lowerKohm: kohm }).optional(),
  buttons: z
    .strictObject({ start: pin.optional(), stop: pin.optional(), next: pin.optional() })
    .optional()
    .default({}),
  signals: z.strictObject({ buzzer: pin.optional(), led: pin.optional() }).optional().default({}),
  display: z
    .strictObject({
      controller: z.enum(['PCF8574', 'PCF8574A', 'PCF8574T', 'PCF8574AT']),
      address: z.number().int().min(0x08).max(0x77),
      rows: z.number().int().min(1).max(4).optional().default(2),
      columns: z.number().int().min(8).max(40).optional().default(16),
    })
    .optional(),
});

/** What is wired to each pin. Pin numbers come only from the files in wiring/pins. */
export type PinMap = Readonly<z.output<typeof pinShape>> & { readonly model: BoardModel };

/** Keys of the schema at a path, for "did you mean". */
export function keysAt(path: Path): readonly string[] {
  let at: z.ZodType = pinShape;
  for (const step of path) {
    at = innerType(at);
    if (at instanceof z.ZodArray) at = at.element as z.ZodType;
    else if (at instanceof z.ZodObject) at = at.shape[String(step)] as z.ZodType;
  }
  at = innerType(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}
