import { z } from 'zod';

/** The type that a key has where it is given: behind `.optional()` and `.default()`. */
export function innerType(type: z.ZodType): z.ZodType {
  let inner = type;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner;
}
