import { z } from 'zod';
import type { KnownKeys } from '../../host/base/yaml/index.js';

/** Keys that a schema allows at a path, for "did you mean". */
export function knownKeys(schema: z.ZodType): KnownKeys {
  return (path) => {
    let at = bare(schema);
    for (const step of path) {
      if (at instanceof z.ZodArray) at = bare(at.element as z.ZodType);
      else if (at instanceof z.ZodRecord) at = bare(at.valueType as z.ZodType);
      else if (at instanceof z.ZodObject) at = bare(at.shape[String(step)] as z.ZodType);
    }
    return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
  };
}

function bare(type: z.ZodType): z.ZodType {
  let inner = type;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner;
}
