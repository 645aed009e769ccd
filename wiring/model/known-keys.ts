import { z } from 'zod';
import { innerType, type KnownKeys } from '../../host/base/yaml/index.js';

/** Keys that a schema allows at a path, for "did you mean". */
export function knownKeys(schema: z.ZodType): KnownKeys {
  return (path) => {
    let at = innerType(schema);
    for (const step of path) {
      if (at instanceof z.ZodArray) at = innerType(at.element as z.ZodType);
      else if (at instanceof z.ZodRecord) at = innerType(at.valueType as z.ZodType);
      else if (at instanceof z.ZodObject) at = innerType(at.shape[String(step)] as z.ZodType);
    }
    return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
  };
}
